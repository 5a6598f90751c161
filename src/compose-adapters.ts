import { readFileSync } from "node:fs";
import path from "node:path";
import { ProductError } from "#domain/errors.ts";
import type { Config } from "#host/config.ts";
import { createSecretBox } from "#host/secret-box.ts";
import { readKeys } from "#host/secret-key.ts";
import type { TeamsSettings } from "#host/teams-settings.ts";
import type { Address, ChatAdapter, Platform } from "#ports/chat.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import type { Product } from "#usecases/product.ts";
import { queueReply } from "#usecases/queue-reply.ts";
import { dataFolder, ROOT } from "./compose-product.ts";

/** The platforms that are configured. A platform's library is loaded for nobody else. */
export async function createAdapters(
  config: Config,
  product: Product,
): Promise<Map<Platform, ChatAdapter>> {
  const adapters = new Map<Platform, ChatAdapter>();
  const { slack, teams } = config;
  if (!(slack || teams)) return adapters;
  const box = createSecretBox(readKeys(config.secretKeys, dataFolder(config.databaseUrl)));
  const { publicUrl } = config;
  if (slack) {
    const { createSlackAdapter } = await import("#adapters/slack/index.ts");
    const { store, clock, random, log } = product;
    const { installations } = store;
    const parts = { publicUrl, installations, box, clock, random, log };
    adapters.set("slack", createSlackAdapter({ ...slack, ...parts }));
  }
  if (teams) {
    adapters.set("teams", await createTeams(teams, product, { publicUrl, box }));
  }
  return adapters;
}

interface TeamsParts {
  readonly publicUrl: string;
  readonly box: SecretBox;
}

async function createTeams(
  settings: TeamsSettings,
  product: Product,
  { publicUrl, box }: TeamsParts,
): Promise<ChatAdapter> {
  const { createTeamsAdapter } = await import("#adapters/teams/index.ts");
  const { chooseCloud } = await import("#adapters/teams/cloud.ts");
  const { appId, homeWorkspace } = settings;
  const { store, clock, log } = product;
  if (settings.credential.kind === "none") log.warn("teams_auth_off_trusts_everybody");
  const isLinked = async (workspace: string) =>
    (await store.links.find("teams", workspace)) !== undefined;
  return createTeamsAdapter({
    ...{ appId, homeWorkspace, publicUrl, box, clock, log, isLinked },
    cloud: chooseCloud(settings),
    credential: readCredential(settings.credential),
    pageFolder: path.join(ROOT, "adapters/teams/page"),
    ...findReaches(product),
    queueReply: async (reply) => await queueReply(product, reply),
  });
}

/** How people and channels are reached is kept in their district. */
function findReaches({ store }: Product) {
  return {
    findReach: async (address: Address) => {
      const district = await store.links.find(address.platform, address.workspace);
      if (district === undefined) return undefined;
      return await store.read(district, (tx) => tx.roster.findReach(address));
    },
    listChannelReaches: async (workspace: string) => {
      const district = await store.links.find("teams", workspace);
      if (district === undefined) return [];
      const place = { platform: "teams", workspace } as const;
      return await store.read(district, (tx) => tx.roster.listChannelReaches(place));
    },
    findAnyReach: async (workspace: string) => {
      const district = await store.links.find("teams", workspace);
      if (district === undefined) return undefined;
      const place = { platform: "teams", workspace } as const;
      return await store.read(district, (tx) => tx.roster.findAnyReach(place));
    },
  };
}

/** Throws CONFIG_INVALID where the certificate cannot be read. */
function readCredential(credential: TeamsSettings["credential"]) {
  if (credential.kind !== "certificate") return credential;
  const { file, thumbprint } = credential;
  try {
    const privateKey = readFileSync(file, "utf8");
    return { kind: "certificate", privateKey, thumbprint } as const;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): ProductError {
  const what = `MICROSOFT_APP_CERT_FILE: ${file} cannot be read.`;
  return new ProductError("CONFIG_INVALID", what, { cause });
}
