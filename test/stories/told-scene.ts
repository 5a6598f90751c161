import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import { openCommandLine } from "#compose";
import { type AccountId, toId } from "#domain/ids.ts";
import { holds } from "#domain/roster.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Account } from "#ports/roster-rows.ts";
import { startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { type FakePerson, startFakeTeams } from "#test/platform/fake-teams/index.ts";
import { accountOf, district, MORNING, seedSample } from "#test/platform/slack-product.ts";
import { teamsSettings } from "#test/platform/teams-product.ts";
import { makeLinkCode } from "#usecases/link-workspace.ts";
import { startChild } from "./told-child.ts";

/** The school that chats on Slack, as the leads do, and the one on Teams; the others have no account yet. */
export const ON_SLACK = "rbps-s020";
export const ON_TEAMS = "rbps-s001";
const PUBLIC_URL = "http://127.0.0.1:3000";

/** Real platforms' stand-ins, the sample district, and the product as a process between them. */
export async function startScene(fault: string) {
  const clock = createMovableClock(MORNING, { now: () => new Date() });
  const slack = await startFakeSlack({ clock });
  const teams = await startFakeTeams({ clock });
  const onTeams = new Map<string, FakePerson>();
  const { folder, env, people } = await seedSample((everybody) =>
    everybody.flatMap((each): Account[] => {
      const { id: person, homeSite, givenName, familyName, email } = each;
      if (homeSite === ON_SLACK || holds(each, "pl_lead")) {
        slack.addPerson({ id: accountOf(person), email });
        const workspace = slack.workspace.id;
        return [{ platform: "slack", workspace, account: accountOf(person), person }];
      }
      if (homeSite !== ON_TEAMS) return [];
      const name = `${givenName} ${familyName}`;
      const fake = teams.addPerson({ name, ...(email === undefined ? {} : { email }) });
      onTeams.set(person, fake);
      const account = toId<AccountId>(fake.id);
      return [{ platform: "teams", workspace: teams.tenant, account, person }];
    }),
  );
  const secrets = {
    SECRET_KEY: randomBytes(32).toString("base64"),
    METRICS_TOKEN: "metrics-token-nobody-may-read",
    SLACK_CLIENT_SECRET: slack.clientSecret,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_APP_TOKEN: slack.appToken,
    MICROSOFT_APP_PASSWORD: teams.appPassword,
  };
  const code = await makeCode(env);
  const child = await startChild(
    folder,
    {
      ...env,
      ...teamsSettings(teams),
      ...secrets,
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_API_URL: slack.apiUrl,
      SLACK_PACE_PER_SECOND: "50",
      PUBLIC_URL,
      TEST_CLOCK: clock.now().toISOString(),
      LOG_LEVEL: "debug",
    },
    { kind: "rejection", words: fault },
  );
  /** A request that was built for nowhere goes to the product. */
  const send = async (request: Request): Promise<Response> => {
    const { method, headers } = request;
    const { pathname, search } = new URL(request.url);
    const body = method === "GET" ? {} : { body: await request.text() };
    const to = `${child.url}${pathname}${search}`;
    return await fetch(to, { method, headers, redirect: "manual", ...body });
  };
  return {
    ...{ slack, teams, people, child, send, code },
    secrets: Object.values(secrets),
    metricsToken: secrets.METRICS_TOKEN,
    fakeOf: (person: string): FakePerson => {
      const found = onTeams.get(person);
      if (!found) throw new RangeError(`${person} is not on Teams.`);
      return found;
    },
    /** Breaks or mends the database beside the product. */
    execute: (statement: string): void => {
      const client = new Database(`${folder}/groundswell.db`);
      client.exec(statement);
      client.close();
    },
    stop: async () => {
      await child.end();
      await slack.stop();
      await teams.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Scene = Awaited<ReturnType<typeof startScene>>;

/** A one-time code that links a workspace, as an IT admin makes it. */
async function makeCode(env: NodeJS.ProcessEnv): Promise<string> {
  const { product, close } = await openCommandLine(env);
  const { code } = await makeLinkCode(product, district);
  await close();
  return code;
}
