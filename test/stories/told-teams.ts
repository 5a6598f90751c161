import { randomUUID } from "node:crypto";
import { displayName, holds, type Person } from "#domain/roster.ts";
import type { FakeActivity, FakePerson } from "#test/platform/fake-teams/index.ts";
import { until } from "#test/platform/script.ts";
import { MORNING } from "#test/platform/slack-product.ts";
import { dataOf } from "#test/platform/teams-tab-desk.ts";
import { ON_SLACK, ON_TEAMS, type Scene } from "./told-scene.ts";
import type { Lexicon } from "./told-words.ts";

/** What people do on Teams: in the bot's chat, in a channel, in the tab. */
export function playTeams(scene: Scene, lexicon: Lexicon) {
  const { teams, send, people, fakeOf } = scene;
  const [giver, receiver] = people.filter(
    (each) => each.active && each.homeSite === ON_TEAMS && holds(each, "teacher"),
  );
  if (!(giver && receiver)) throw new RangeError("The school has no teachers.");
  const me = fakeOf(giver.id);
  const say = async (text: string, by = me): Promise<FakeActivity> => {
    const before = teams.messages(by.conversation).length;
    await send(teams.message({ by: by.id, text }));
    await until(() => teams.messages(by.conversation).length > before, 20_000);
    const answer = teams.messages(by.conversation).at(-1);
    if (!answer) throw new RangeError("There is no answer.");
    return answer;
  };
  const praise = async (whom: Person = receiver): Promise<FakeActivity> =>
    await say(`praise ${displayName(whom)} for ${lexicon.deed()}`);
  return {
    /** Whose names and addresses were at hand. */
    actors: [giver, receiver],
    chat: async () => {
      await say(`help ${lexicon.word()}`);
      await say(`${lexicon.word()} and nothing else`);
      const given = await praise();
      await praise(people.find(({ active, homeSite }) => active && homeSite === ON_SLACK));
      await send(teams.press({ by: me.id, message: given, action: 0 }));
      await say("praise");
      const guest = { name: lexicon.word(), role: "guest", email: `${lexicon.word()}@g.example` };
      const stranger = teams.addPerson({ ...guest, role: "guest" });
      await say(`praise ${lexicon.word()} for something`, stranger);
    },
    channel: async () => {
      const team = teams.addTeam({ name: lexicon.word(), people: [me.id] });
      const { id: channel } = teams.addChannel({ name: lexicon.word(), team: team.id });
      await send(teams.message({ by: me.id, text: `status ${lexicon.word()}`, channel }));
    },
    tab: async () => await visitTab(scene, me, lexicon),
    /** What nobody who is Teams would send. */
    attack: async () => {
      const { word } = lexicon;
      await send(teams.message({ by: me.id, text: word(), token: { forged: true } }));
      await send(teams.message({ by: me.id, text: word(), token: { alg: "none" } }));
      await send(teams.message({ by: me.id, text: word(), authorization: `Bearer ${word()}` }));
      await send(teams.sign(`{"text": "${word()}`));
      await send(teams.sign({ type: "message", text: [word()], from: { name: word() } }));
      await send(teams.invoke({ by: me.id, name: word(), value: { [word()]: word() } }));
    },
    /** Teams breaks while somebody says thanks. */
    fail: async () => {
      teams.fail("post", { status: 403, code: "BotNotInConversationRoster" });
      await send(teams.message({ by: me.id, text: `help ${lexicon.word()}` }));
      teams.fail("post", { status: 502 });
      await send(teams.message({ by: me.id, text: `help ${lexicon.word()}` }));
      teams.fail("post", { reset: "after" });
      const text = `praise ${displayName(receiver)} for ${lexicon.deed()}`;
      await send(teams.message({ by: me.id, text }));
    },
  };
}

/** With single sign-on, and thanks that need a colleague. */
async function visitTab({ teams, send }: Scene, me: FakePerson, lexicon: Lexicon): Promise<void> {
  const notBeforeInSeconds = Math.floor((MORNING.getTime() - Date.now()) / 1000) - 60;
  const token = teams.ssoToken(me.id, { notBeforeInSeconds });
  const forged = teams.ssoToken(me.id, { notBeforeInSeconds, forged: true });
  lexicon.keep(token, forged);
  const ask = async (path: string, body: object, bearer = token): Promise<unknown> => {
    const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
    const to = `http://127.0.0.1/teams/tab/${path}`;
    const sent = JSON.stringify({ locale: "en-US", ...body });
    const response = await send(new Request(to, { method: "POST", headers, body: sent }));
    return await response.json();
  };
  const week = await ask("page", {});
  const press = (data: object) => ({ id: randomUUID(), data, inputs: {} });
  const form = await ask("act", press(dataOf(week, "Thank a colleague")));
  const thanks = press(dataOf(form, "Send the thanks"));
  await ask("act", { ...thanks, inputs: { saw: lexicon.deed(), "who.typed": lexicon.word() } });
  await ask("page", { [lexicon.word()]: lexicon.word() }, forged);
}
