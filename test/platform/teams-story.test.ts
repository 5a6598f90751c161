import { afterEach, beforeEach, expect, test } from "vitest";
import { type AccountId, type SiteId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { displayName, holds, type Person } from "#domain/roster.ts";
import { roundupId } from "#usecases/send-roundup.ts";
import { deliverAll } from "./run-due.ts";
import { until } from "./script.ts";
import { accountOf, district } from "./slack-product.ts";
import { startTeamsProduct, type TeamsProduct } from "./teams-product.ts";
import { chatOf, leadOf, openWave, say } from "./teams-wave.ts";

/** Two schools of the sample: one chats on Teams, one on Slack. */
const ON_TEAMS = "rbps-s001";
const ON_SLACK = "rbps-s020";
const deed = "letting students choose the order of their tasks in reading today";

let product: TeamsProduct;

beforeEach(async () => {
  product = await startTeamsProduct({ onSlack: ({ homeSite }) => homeSite === ON_SLACK });
});

afterEach(async () => await product.stop());

/** Somebody whose name nobody shares. */
function findTeacher(site: string, nth = 0): Person {
  const names = new Map<string, number>();
  for (const each of product.people) {
    names.set(displayName(each), (names.get(displayName(each)) ?? 0) + 1);
  }
  const there = product.people.filter(
    (each) =>
      each.active &&
      each.homeSite === site &&
      holds(each, "teacher") &&
      names.get(displayName(each)) === 1,
  );
  const found = there[nth];
  if (!found) throw new RangeError(`There is no such teacher at ${site}.`);
  return found;
}

function principalOf(site: string): Person {
  const found = product.people.find(
    ({ active, assignments }) =>
      active && assignments.some(({ role, place }) => role === "principal" && place === site),
  );
  if (!found) throw new RangeError(`${site} has no principal.`);
  return found;
}

test("thanks cross from a Slack school to a Teams school, and back", async () => {
  const { teams, slack, send, fakeOf } = product;
  const onTeams = findTeacher(ON_TEAMS);
  const onSlack = findTeacher(ON_SLACK);
  // Somebody has used the app before: since then it is known where this organization is served.
  await say(product, leadOf(product), "help");
  const text = `/praise ${displayName(onTeams)} for ${deed}`;
  const reply = await send(slack.command({ text, by: accountOf(onSlack.id) }));
  expect(await reply.text()).toContain(displayName(onTeams));
  await until(() => chatOf(product, fakeOf(onTeams)).length === 1, 10_000);
  expect(JSON.stringify(chatOf(product, fakeOf(onTeams))[0]?.body)).toContain(deed);

  const given = await say(product, fakeOf(onTeams), `praise ${displayName(onSlack)} for ${deed}`);
  expect(JSON.stringify(given.body)).toContain(displayName(onSlack));
  await until(() => slack.messages(accountOf(onSlack.id)).length === 1, 10_000);
  expect(JSON.stringify(slack.messages(accountOf(onSlack.id))[0])).toContain(deed);
  // Taking it back on Teams takes it away on Slack.
  await send(teams.press({ by: fakeOf(onTeams).id, message: given, action: 1 }));
  await until(() => slack.messages(accountOf(onSlack.id)).length === 0, 10_000);
});

test("a principal links the channel where it is typed, and thanks are posted there", async () => {
  const { teams, send, fakeOf } = product;
  const principal = fakeOf(principalOf(ON_TEAMS));
  const giver = findTeacher(ON_TEAMS);
  const receiver = findTeacher(ON_TEAMS, 1);
  const team = teams.addTeam({ name: "Lindenwood", people: [principal.id] });
  const { id: channel } = teams.addChannel({ name: "Staff", team: team.id });
  await send(teams.message({ by: principal.id, text: "channel here", channel }));
  await until(() => teams.messages(channel).length === 1, 10_000);
  expect(teams.messages(channel)[0]?.targeted).toBe(true);
  await say(product, fakeOf(giver), `praise ${displayName(receiver)} for ${deed}`);
  await until(() => teams.messages(channel).length === 2, 10_000);
  const post = teams.messages(channel).at(-1);
  expect(post?.targeted).toBe(false);
  expect(JSON.stringify(post?.body)).toContain(deed);
  // On Friday the week's thanks are one post for everybody there.
  const subject = toId<SiteId>(ON_TEAMS);
  const nextAt = toInstant("2025-08-22T13:45", "America/New_York");
  await product.app.product.store.transaction(district, (tx) =>
    tx.schedule.save({ id: roundupId(subject), campaign: "roundup", subject, nextAt }),
  );
  product.clock.moveTo(toInstant("2025-08-22T13:00", "America/New_York"));
  await deliverAll(product);
  const roundup = teams.messages(channel).at(-1);
  expect(roundup?.id).not.toBe(post?.id);
  expect(roundup?.targeted).toBe(false);
  expect(JSON.stringify(roundup?.body)).toContain(deed);
});

test("an invitation that found no app comes once the principal has added it, and only once", async () => {
  const { teams, send, fakeOf, app, clock } = product;
  const principal = fakeOf(principalOf(ON_TEAMS));
  teams.setInstalled(principal.id, false);
  await openWave(product);
  await deliverAll(product);
  expect(chatOf(product, principal)).toEqual([]);
  const seen = await say(product, leadOf(product), "status");
  expect(JSON.stringify(seen.body)).toContain("not installed");

  teams.setInstalled(principal.id, true);
  clock.moveTo(toInstant("2025-08-20T10:00", "America/New_York"));
  const added = () =>
    send(teams.event({ type: "installationUpdate", by: principal.id, more: { action: "add" } }));
  expect((await added()).status).toBe(200);
  await until(() => chatOf(product, principal).length === 1, 10_000);
  expect(JSON.stringify(chatOf(product, principal)[0]?.body)).toContain("like to join");
  await added();
  await app.loop.runDue();
  expect(chatOf(product, principal)).toHaveLength(1);
});

test("a student, a guest and a stranger are turned away with one sentence, and nothing is kept", async () => {
  const { teams, app } = product;
  const guest = teams.addPerson({ name: "Guest", role: "guest", email: "g@elsewhere.example" });
  const student = teams.addPerson({ name: "Pat", email: "pat@students.example" });
  const borrowed = principalOf(ON_TEAMS).email ?? "";
  const posing = teams.addPerson({ name: "Posing", role: "guest", email: borrowed });
  for (const person of [guest, student, posing]) {
    const answer = await say(product, person, "praise somebody for something");
    expect(JSON.stringify(answer.body)).toContain("staff");
    const { tenant: workspace } = teams;
    const account = toId<AccountId>(person.id);
    const conversation = { kind: "account", id: account } as const;
    const at = { platform: "teams", workspace } as const;
    const kept = await app.product.store.read(district, function* (tx) {
      return [
        yield* tx.roster.findPersonByAccount({ ...at, account }),
        yield* tx.roster.findReach({ ...at, conversation }),
      ];
    });
    expect(kept).toEqual([undefined, undefined]);
  }
});
