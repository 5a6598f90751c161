import { rmSync } from "node:fs";
import { compose } from "#compose";
import { type AccountId, toId } from "#domain/ids.ts";
import { holds, type Person } from "#domain/roster.ts";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";
import type { Account } from "#ports/roster-rows.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import { type FakePerson, type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { accountOf, MORNING, seedSample } from "./slack-product.ts";

export interface TeamsProductOptions {
  /** Who chats on Slack in the same district; nobody unless told. */
  readonly onSlack?: ((person: Person) => boolean) | undefined;
  /** True unless told: everybody's account is known already. */
  readonly accounts?: boolean | undefined;
  readonly limits?: boolean | undefined;
  /** Where the pages are; nobody knows unless told. */
  readonly publicUrl?: string | undefined;
}

/** The whole product on the sample district, with Teams as its platform, and Slack for some. */
export async function startTeamsProduct(options: TeamsProductOptions = {}) {
  const { onSlack = () => false, accounts = true, limits } = options;
  const clock = createMovableClock(MORNING, { now: () => new Date() });
  const teams = await startFakeTeams({ clock, limits });
  const slack = await startFakeSlack({ clock });
  const onTeams = new Map<string, FakePerson>();
  const { folder, env, people } = await seedSample((everybody) => {
    for (const person of everybody) {
      if (onSlack(person)) slack.addPerson({ id: accountOf(person.id), email: person.email });
      else onTeams.set(person.id, teams.addPerson(toFake(person)));
    }
    return accounts ? everybody.map((each) => toAccount({ teams, slack, onTeams }, each)) : [];
  });
  const settings = {
    ...env,
    ...teamsSettings(teams),
    PUBLIC_URL: options.publicUrl ?? "",
    ...(options.onSlack ? slackSettings(slack) : {}),
  };
  const app = await compose(readConfig(settings, folder), clock);
  const fakeOf = (person: Pick<Person, "id">): FakePerson => {
    const found = onTeams.get(person.id);
    if (!found) throw new RangeError(`${person.id} is not on Teams.`);
    return found;
  };
  return {
    ...{ teams, slack, app, clock, people, folder, settings, fakeOf },
    send: async (request: Request) => await app.web.fetch(request),
    stop: async () => {
      await app.stop();
      await teams.stop();
      await slack.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
export type TeamsProduct = Awaited<ReturnType<typeof startTeamsProduct>>;

function toFake({ givenName, familyName, email }: Person) {
  return { name: `${givenName} ${familyName}`, ...(email === undefined ? {} : { email }) };
}

interface Places {
  readonly teams: FakeTeams;
  readonly slack: FakeSlack;
  readonly onTeams: ReadonlyMap<string, FakePerson>;
}

function toAccount({ teams, slack, onTeams }: Places, { id: person }: Person): Account {
  const found = onTeams.get(person);
  if (!found) {
    const account = accountOf(person);
    return { platform: "slack", workspace: slack.workspace.id, account, person };
  }
  const account = toId<AccountId>(found.id);
  return { platform: "teams", workspace: teams.tenant, account, person };
}

export function teamsSettings(teams: FakeTeams) {
  return {
    MICROSOFT_APP_ID: teams.appId,
    MICROSOFT_APP_PASSWORD: teams.appPassword,
    MICROSOFT_APP_TENANT_ID: teams.tenant,
    TEAMS_OPENID_METADATA_URL: teams.openIdUrl,
    TEAMS_LOGIN_URL: teams.loginUrl,
    TEAMS_SERVICE_HOSTS: new URL(teams.origin).host,
  };
}

function slackSettings(slack: FakeSlack) {
  return {
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
}

/** Somebody of the sample who holds a role, active. */
export function findHolder(
  { people }: TeamsProduct,
  role: "pl_lead" | "teacher" | "principal",
): Person {
  const found = people.find((person) => person.active && holds(person, role));
  if (!found) throw new RangeError(`The sample has no ${role}.`);
  return found;
}
