import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compose, openCommandLine } from "#compose";
import { type AccountId, type DistrictId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";
import { readDistrict } from "#imports/read-district.ts";
import type { Account } from "#ports/roster-rows.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { startFakeSlack } from "./fake-slack/index.ts";

export const district = toId<DistrictId>("rbps");
/** A Monday in August, 9:30 in New York: staff hours everywhere. */
export const MORNING = toInstant("2025-08-18T09:30", "America/New_York");
const IMPORT = { dryRun: false, allowRemovals: true };
const SAMPLE = "sample-district/oneroster-1.2";

export interface SlackProductOptions {
  /** True unless told: everybody's account is known already. */
  readonly accounts?: boolean | undefined;
  /** Where the pages are; nobody knows unless told. */
  readonly publicUrl?: string | undefined;
}

/** A data folder with the sample district, and everybody's accounts where some are given. */
export async function seedSample(toAccounts: (people: readonly Person[]) => readonly Account[]) {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-chat-"));
  const env = { DATABASE_URL: `file:${path.join(folder, "groundswell.db")}`, LOG_LEVEL: "silent" };
  const { product, close } = await openCommandLine(env);
  const { store } = product;
  await importDistrict(product, await readDistrict(SAMPLE), IMPORT);
  const people = await store.read(district, (tx) => tx.roster.listEverybody());
  const accounts = toAccounts(people);
  const places = new Map(accounts.map((each) => [`${each.platform}/${each.workspace}`, each]));
  for (const { platform, workspace } of places.values()) {
    await store.links.link(platform, workspace, district);
  }
  await store.transaction(district, (tx) => tx.roster.saveAccounts(accounts));
  await close();
  return { folder, env, people };
}

/** A data folder with the sample district, linked to a workspace in which everybody has an account. */
export async function seedFolder(workspace = "T0001", accounts = true) {
  return await seedSample((people) =>
    accounts ? people.map((person) => toAccount(workspace, person)) : [],
  );
}

function toAccount(workspace: string, { id }: Person) {
  return { platform: "slack", workspace, account: accountOf(id), person: id } as const;
}

/** The whole product on the sample district, with Slack as its platform. */
export async function startSlackProduct(options: SlackProductOptions = {}) {
  const clock = createMovableClock(MORNING, { now: () => new Date() });
  const slack = await startFakeSlack({ clock });
  const { folder, env, people } = await seedFolder(slack.workspace.id, options.accounts);
  for (const { id, email } of people) slack.addPerson({ id: accountOf(id), email });
  const settings = {
    ...env,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PUBLIC_URL: options.publicUrl ?? "",
  };
  const app = await compose(readConfig(settings, folder), clock);
  return {
    slack,
    app,
    clock,
    people,
    folder,
    settings,
    send: async (request: Request) => await app.web.fetch(request),
    stop: async () => {
      await app.stop();
      await slack.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The sample's people on Slack: "rbps-u00005" is "URBPSU00005". */
export function accountOf(person: Person["id"]): AccountId {
  return toId<AccountId>(`U${person.replaceAll("-", "").toUpperCase()}`);
}
