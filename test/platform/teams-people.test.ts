import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountId, toId } from "#domain/ids.ts";
import type { ChatEvent } from "#ports/chat.ts";
import type { FakePerson } from "./fake-teams/index.ts";
import { until } from "./script.ts";
import { district } from "./slack-product.ts";
import { startTeamsProduct } from "./teams-product.ts";
import { startTeamsRig, type TeamsRig } from "./teams-rig.ts";
import { say } from "./teams-wave.ts";

let rig: TeamsRig;
let ana: FakePerson;
let team: string;

beforeEach(async () => {
  rig = await startTeamsRig({ pageSize: 2 });
  const { teams } = rig;
  ana = teams.addPerson({ name: "Ana", email: "ana@mail.example", upn: "aruiz@staff.example" });
  const people = [
    ana.id,
    teams.addPerson({ name: "Ben", email: "ben@mail.example" }).id,
    teams.addPerson({ name: "Guest", role: "guest" }).id,
    teams.addPerson({ name: "Outside", upn: "x_other.example#EXT#@staff.example" }).id,
    teams.addPerson({ name: "Partner", tenant: "99999999-1111-4222-8333-444455556666" }).id,
  ];
  team = teams.addTeam({ name: "Lindenwood", people }).id;
});

afterEach(async () => await rig.stop());

const profiles = () =>
  rig.heard.flatMap((event: ChatEvent) => (event.kind === "profile" ? [event.profile] : []));

describe("who is who", () => {
  test("a team that gets the app tells who is in it, page by page, and what each of them is", async () => {
    const more = { action: "add" };
    await rig.send(rig.teams.event({ type: "installationUpdate", by: ana.id, in: team, more }));
    await until(() => profiles().length === 5);
    expect(profiles().map(({ kind }) => kind)).toEqual([
      "staff",
      "staff",
      "guest",
      "guest",
      "stranger",
    ]);
    expect(profiles()[0]).toMatchObject({
      account: ana.id,
      email: "ana@mail.example",
      signInName: "aruiz@staff.example",
    });
    expect(rig.heard[0]).toMatchObject({ kind: "joined", channel: team });
  });

  test("somebody who comes to the team later is looked up alone", async () => {
    const late = rig.teams.addPerson({ name: "Late", email: "late@mail.example" });
    const { id } = rig.teams.addTeam({ name: "Riverside", people: [ana.id, late.id] });
    const more = {
      membersAdded: [{ id: late.mri, aadObjectId: late.id }],
      channelData: { eventType: "teamMemberAdded" },
    };
    await rig.send(rig.teams.event({ type: "conversationUpdate", by: ana.id, in: id, more }));
    await until(() => profiles().length === 1);
    expect(profiles()[0]).toMatchObject({ account: late.id, kind: "staff" });
  });

  test("a person is asked about where they were met, and somebody by sign-in name in a team", async () => {
    const workspace = rig.teams.tenant;
    const ask = (who: { account: AccountId } | { email: string }) =>
      rig.adapter.findProfile(workspace, who);
    const account = toId<AccountId>(ana.id);
    expect(await ask({ account })).toBe("unavailable");
    await rig.send(rig.teams.message({ by: ana.id, text: "hello" }));
    expect(await ask({ account })).toMatchObject({ account, kind: "staff" });
    rig.reaches.clear();
    rig.reaches.set(team, JSON.stringify({ serviceUrl: rig.teams.serviceUrl, conversation: team }));
    expect(await ask({ email: "aruiz@staff.example" })).toMatchObject({ account });
    expect(await ask({ email: "nobody@staff.example" })).toBe("nobody");
    // Where the bot may not ask, another place may know.
    rig.teams.fail("member", { status: 403, code: "BotNotInConversationRoster" });
    expect(await ask({ email: "aruiz@staff.example" })).toBe("unavailable");
    const other = rig.teams.addTeam({ name: "Riverside", people: [ana.id] }).id;
    const reach = { serviceUrl: rig.teams.serviceUrl, conversation: other };
    rig.reaches.set(other, JSON.stringify(reach));
    rig.teams.fail("member", { status: 403, code: "BotNotInConversationRoster" });
    expect(await ask({ email: "aruiz@staff.example" })).toMatchObject({ account });
    rig.teams.fail("member", { status: 503 });
    expect(await ask({ email: "aruiz@staff.example" })).toBe("unavailable");
  });
});

describe("the app comes and goes", () => {
  const update = async (action: string, of?: string) => {
    const where = of === undefined ? {} : { in: of };
    const type = "installationUpdate";
    return await rig.send(rig.teams.event({ type, by: ana.id, ...where, more: { action } }));
  };

  test("for one person, without a word that nobody asked for", async () => {
    await update("add");
    await update("remove");
    expect(rig.heard).toMatchObject([
      { kind: "added", account: ana.id, reach: expect.stringContaining(ana.conversation) },
      { kind: "removed", account: ana.id },
    ]);
    expect(rig.heard[1]?.reach).toBeUndefined();
    await rig.adapter.stop();
    expect(rig.teams.messages(ana.conversation)).toEqual([]);
  });

  test("for a team, and its channels are renamed and deleted", async () => {
    const { id: channel } = rig.teams.addChannel({ name: "Staff", team });
    const change = async (eventType: string, name: string) =>
      await rig.send(
        rig.teams.event({
          type: "conversationUpdate",
          by: ana.id,
          in: channel,
          more: { channelData: { eventType, channel: { id: channel, name } } },
        }),
      );
    await change("channelRenamed", "Everybody");
    await change("channelDeleted", "Everybody");
    await update("remove", team);
    expect(rig.heard).toMatchObject([
      { kind: "joined", channel, channelName: "Everybody" },
      { kind: "left", channel },
      { kind: "left", channel: team },
    ]);
  });
});

test("staff are known by e-mail or sign-in name as soon as their team has the app", async () => {
  const product = await startTeamsProduct({ accounts: false });
  try {
    const { teams, people, fakeOf, send, app } = product;
    const [first, second] = people.filter(({ active, email }) => active && email !== undefined);
    if (!(first && second)) throw new RangeError("The sample has no staff.");
    const alias = teams.addPerson({
      name: "Alias",
      email: "a@mail.example",
      upn: second.email ?? "",
    });
    const there = [fakeOf(first).id, alias.id];
    const { id } = teams.addTeam({ name: "Lindenwood", people: there });
    const more = { action: "add" };
    await send(teams.event({ type: "installationUpdate", by: alias.id, in: id, more }));
    const owner = async (account: string) =>
      await app.product.store.read(district, (tx) =>
        tx.roster.findPersonByAccount({
          platform: "teams",
          workspace: teams.tenant,
          account: toId<AccountId>(account),
        }),
      );
    const end = Date.now() + 5000;
    while (!(await owner(alias.id)) && Date.now() < end)
      await new Promise((r) => setTimeout(r, 20));
    expect((await owner(fakeOf(first).id))?.id).toBe(first.id);
    expect((await owner(alias.id))?.id).toBe(second.id);
    // And who never was in a team is met when they write.
    const third = people.find(({ active, email, id: own }) => active && email && own !== first.id);
    if (!third) throw new RangeError("The sample has too few staff.");
    await say(product, fakeOf(third), "status");
    expect((await owner(fakeOf(third).id))?.id).toBe(third.id);
  } finally {
    await product.stop();
  }
});
