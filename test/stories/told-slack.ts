import { z } from "zod";
import { displayName, holds, type Person } from "#domain/roster.ts";
import type { FakeEphemeral } from "#test/platform/fake-slack/types.ts";
import { until } from "#test/platform/script.ts";
import { accountOf } from "#test/platform/slack-product.ts";
import { ON_SLACK, type Scene } from "./told-scene.ts";
import type { Lexicon } from "./told-words.ts";

const answerSchema = z.object({
  text: z.string(),
  blocks: z.array(z.record(z.string(), z.unknown())),
});
const choices = z.object({ options: z.array(z.object({ value: z.string() })) });

/** What people do on Slack, with words of the lexicon wherever somebody may type. */
export function playSlack(scene: Scene, lexicon: Lexicon) {
  const { slack, send, people } = scene;
  const there = people.filter(({ active, homeSite }) => active && homeSite === ON_SLACK);
  const find = (role: "teacher" | "principal", nth = 0): Person =>
    get(there.filter((each) => holds(each, role))[nth], role);
  const [giver, receiver, principal] = [find("teacher"), find("teacher", 1), find("principal")];
  const lead = get(
    people.find((each) => each.active && holds(each, "pl_lead")),
    "lead",
  );
  const by: string = accountOf(giver.id);
  const say = async (text: string, as = by, channel?: string): Promise<Response> =>
    await send(slack.command({ text, by: as, ...(channel === undefined ? {} : { channel }) }));
  const praise = async (): Promise<Response> =>
    await say(`/praise ${displayName(receiver)} for ${lexicon.deed()}`);
  return {
    /** Whose names and addresses were at hand. */
    actors: [giver, receiver, principal, lead],
    install: async () => await install(scene, lexicon),
    /** Every command, most with more words than it asks for. */
    commands: async () => {
      const { word } = lexicon;
      const typed = ["help", "start", "pause until", "status", "mine", "answer", "wave", "calls"];
      for (const each of typed) await say(`/pl ${each} ${word()}`);
      const ofSchool = [
        "thanks",
        "why-line",
        "delegate",
        "snooze until",
        "come back",
        "team",
        "why",
      ];
      for (const each of ofSchool) await say(`/pl ${each} ${word()}`, accountOf(principal.id));
      const ofLead = ["wave new", "school", "called", "stories", "contact grants_office"];
      for (const each of ofLead) await say(`/pl ${each} ${word()}: ${word()}`, accountOf(lead.id));
      await say(`/pl link ${scene.code}`);
      await say(`/pl ${word()}`);
      await say(`/praise ${word()} ${word()} for ${lexicon.deed()}`);
      await say(`/praise ${displayName(receiver)} for helping ${word()} Smith with his medication`);
      const email = people.find(({ active }) => active)?.email ?? "";
      await say(`/pl match <@USTRANGER|${word()}> to ${email}`);
      slack.addChannel({ id: "C0TOLD", name: word() });
      await say("/pl channel here", accountOf(principal.id), "C0TOLD");
      slack.addPerson({ id: "USTRANGER", email: `${word()}@told.example` });
      await say(`/pl ${word()}`, "USTRANGER");
      await say("/pl stop");
      await say("/pl start");
    },
    /** The form: opened, searched in, sent with an error, and sent. */
    form: async () => {
      await say("/praise");
      await until(() => slack.views.size > 0, 5000);
      const view = slack.lastView();
      const asked = slack.options({ by, view, field: "who", query: receiver.givenName });
      const [found] = choices.parse(await (await send(asked)).json()).options;
      const submit = async (values: Record<string, string | readonly string[]>) =>
        await send(slack.submit({ by, view, values, force: true }));
      await submit({ who: [], saw: lexicon.word() });
      await submit({ who: [found?.value ?? ""], saw: lexicon.deed(), helped: lexicon.word() });
    },
    /** What Slack tells of people and words, also over a socket. */
    events: async () => {
      const said = { type: "message", channel_type: "im", channel: "D1", ts: "1.1", user: by };
      const profile = { email: `${lexicon.word()}@told.example`, real_name: lexicon.word() };
      const user = { id: "UNEWCOMER", team_id: "T0001", name: lexicon.word(), profile };
      await send(slack.event({ ...said, text: `praise ${lexicon.word()}` }));
      await send(slack.event({ type: "team_join", user }));
      await send(slack.event({ type: "app_home_opened", user: by, tab: "home" }));
      await until(() => slack.socketCount > 0, 5000);
      await slack.sendOverSocket(slack.command({ text: `/pl ${lexicon.word()}`, by }));
    },
    /** Opens the wave, and answers it with pitfalls and a question. */
    wave: async () => {
      const opener = accountOf(lead.id);
      const plan = answerSchema.parse(await (await say("/pl wave open Wave 1", opener)).json());
      const shown: FakeEphemeral = { channel: "D0001", account: opener, ts: "1.1", ...plan };
      const before = slack.said.length;
      await send(slack.press({ by: opener, ephemeral: shown, action: 0 }));
      await until(() => slack.said.length > before, 5000);
      const sure = { ...shown, ...answerSchema.parse(slack.said.at(-1)?.body) };
      await send(slack.press({ by: opener, ephemeral: sure, action: 0 }));
      const as = accountOf(principal.id);
      const invited = () =>
        slack.messages(as).find(({ blocks }) => JSON.stringify(blocks).includes("Not yet"));
      await until(() => invited() !== undefined, 15_000);
      const message = get(invited(), "invitation");
      for (const [action, field] of [
        ["Not yet", "pitfalls"],
        ["I have a question", "question"],
      ] as const) {
        const before = slack.views.size;
        await send(slack.press({ by: as, message, action }));
        await until(() => slack.views.size > before, 5000).catch(() => undefined);
        if (slack.views.size === before) continue;
        const values = { [field]: field === "question" ? lexicon.word() : ["plate_full"] };
        await send(slack.submit({ by: as, view: slack.lastView(), values, force: true }));
      }
    },
    /** What nobody who is Slack would send. */
    attack: async () => {
      const { word } = lexicon;
      await send(slack.sign(`command=%2Fpl&text=${word()}`, { unsigned: true }));
      await send(slack.sign(`command=%2Fpl&text=${word()}`, { secret: word() }));
      await send(slack.sign(`{"${word()}": `, { contentType: "application/json" }));
      await send(slack.sign(`payload={${word()}`));
      await send(slack.sign(`text=${word()}${"x".repeat(1_100_000)}`));
    },
    /** Slack and the database break while somebody says thanks. */
    fail: async () => {
      slack.fail("chat.postMessage", { error: "channel_not_found" }, 3);
      await praise();
      await until(() => scene.child.output().includes("not_delivered"), 10_000);
      slack.fail("chat.postMessage", { status: 500, processed: false });
      slack.fail("views.publish", { reset: true, processed: false });
      await send(slack.event({ type: "app_home_opened", user: by, tab: "home" }));
      await praise();
      scene.execute(
        "create trigger told before insert on shout_outs begin select raise(abort, 'broken'); end",
      );
      await praise();
      scene.execute("drop trigger told; alter table preferences rename to lost");
      await say(`/pl status ${lexicon.word()}`);
      scene.execute("alter table lost rename to preferences");
    },
  };
}

/** As an admin's browser goes: our link, Slack's page, and the way back. */
async function install({ slack, send }: Scene, lexicon: Lexicon): Promise<void> {
  const get = async (path: string, cookie = ""): Promise<Response> =>
    await send(new Request(new URL(path, "http://127.0.0.1"), { headers: { cookie } }));
  const begun = await get("/slack/install");
  const cookie = (begun.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const there = await fetch(begun.headers.get("location") ?? "", { redirect: "manual" });
  const back = there.headers.get("location") ?? "";
  const { searchParams } = new URL(back);
  lexicon.keep(searchParams.get("code") ?? "", searchParams.get("state") ?? "");
  lexicon.keep(cookie.split("=")[1] ?? "", slack.workspace.botToken);
  const done = await get(back, cookie);
  if (done.status !== 200) throw new RangeError(`The app was not installed: ${done.status}.`);
}

function get<T>(found: T | undefined, what: string): T {
  if (found !== undefined) return found;
  throw new RangeError(`There is no ${what}.`);
}
