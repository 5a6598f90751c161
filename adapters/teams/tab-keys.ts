import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { Cloud } from "./cloud.ts";
import type { TeamsConfig } from "./config.ts";
import { send } from "./http.ts";
import { guardLogin } from "./outbound.ts";

/** The key of that name with which Microsoft signs for a workspace; "away" while none can be read. */
export type FindKey = (workspace: string, kid: string) => Promise<KeyObject | "away" | undefined>;

const READ_MS = 2500;
const KEPT_MS = 24 * 60 * 60_000;
/** How often a name that nobody knows may make us ask again: anybody can invent one. */
const AGAIN_MS = 60_000;

interface KeySet {
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly readAt: number;
  readonly askedAt: number;
  /** How the last attempt ended. */
  readonly isAway: boolean;
}

/** The signing keys of the workspaces that are served here, read when they are needed. */
export function createKeys({
  cloud,
  clock,
  log,
}: Pick<TeamsConfig, "cloud" | "clock" | "log">): FindKey {
  const guarded = guardLogin(cloud);
  const sets = new Map<string, KeySet>();
  const running = new Map<string, Promise<void>>();
  const read = async (workspace: string): Promise<void> => {
    const askedAt = clock.now().getTime();
    try {
      const keys = await readKeys(cloud, guarded, workspace);
      sets.set(workspace, { keys, readAt: askedAt, askedAt, isAway: false });
    } catch (cause) {
      log.error("teams_tab_keys_unavailable", { cause });
      const before = sets.get(workspace);
      if (before) sets.set(workspace, { ...before, askedAt, isAway: true });
    }
  };
  const readOnce = async (workspace: string): Promise<void> => {
    const going =
      running.get(workspace) ?? read(workspace).finally(() => running.delete(workspace));
    running.set(workspace, going);
    await going;
  };
  const current = (workspace: string): KeySet | undefined => {
    const set = sets.get(workspace);
    return set && clock.now().getTime() - set.readAt < KEPT_MS ? set : undefined;
  };
  return async (workspace, kid) => {
    const held = current(workspace);
    const known = held?.keys.get(kid);
    if (known) return known;
    const isSoon = held !== undefined && clock.now().getTime() - held.askedAt < AGAIN_MS;
    if (!isSoon) await readOnce(workspace);
    const set = current(workspace);
    return set?.keys.get(kid) ?? (set && !set.isAway ? undefined : "away");
  };
}

const list = z.object({ keys: z.array(z.unknown()) });
const published = z.object({
  kty: z.literal("RSA"),
  use: z.literal("sig").optional(),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  issuer: z.string().optional(),
});

/** Throws where they cannot be read. */
async function readKeys(
  cloud: Cloud,
  guarded: typeof fetch,
  workspace: string,
): Promise<ReadonlyMap<string, KeyObject>> {
  const url = `${cloud.loginUrl}/${workspace}/discovery/v2.0/keys`;
  const request = { method: "GET", url, headers: {} };
  const { text } = await send(request, { guarded, timeoutMs: READ_MS });
  const keys = list.parse(JSON.parse(text)).keys.flatMap((each) => {
    const read = published.safeParse(each);
    return read.success && isFor(read.data.issuer, cloud, workspace) ? [read.data] : [];
  });
  return new Map(keys.map(({ kty, kid, n, e }) => [kid, toKey({ kty, n, e })]));
}

/** Who signs for the people of a workspace. */
export function issuerOf({ loginOrigin }: Cloud, workspace: string): string {
  return `${loginOrigin}/${workspace}/v2.0`;
}

/** Microsoft says of some keys whose they are, with a blank where they are every workspace's. */
function isFor(said: string | undefined, cloud: Cloud, workspace: string): boolean {
  return said === undefined || said.replace("{tenantid}", workspace) === issuerOf(cloud, workspace);
}

function toKey(key: { readonly kty: "RSA"; readonly n: string; readonly e: string }): KeyObject {
  return createPublicKey({ key: { ...key }, format: "jwk" });
}
