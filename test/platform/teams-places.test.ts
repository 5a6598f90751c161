import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ChannelId, toId } from "#domain/ids.ts";
import { mentionedIn } from "#domain/mentions.ts";
import { until } from "./script.ts";
import {
  answered,
  asked,
  form,
  startScene,
  type TeamsScene,
  thanks,
  words,
} from "./teams-scene.ts";

let scene: TeamsScene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(async () => await scene.rig.stop());

const up = () => scene.rig.teams.messages(scene.channel);

describe("in a channel", () => {
  const ask = async (text = "praise <at>Ben Cho</at> for the lab") =>
    await scene.rig.send(
      scene.rig.teams.message({
        by: scene.ana.id,
        text,
        channel: scene.channel,
        mentions: text.includes("Ben") ? [scene.ben.id] : [],
      }),
    );

  test("a colleague who is mentioned is that colleague, and the channel is known", async () => {
    await ask();
    expect(scene.rig.heard[0]).toMatchObject({
      kind: "text",
      channel: scene.channel,
      account: scene.ana.id,
    });
    const text = scene.rig.heard[0]?.kind === "text" ? scene.rig.heard[0].text : "";
    expect(text).toBe(`praise \u{E000}${scene.ben.id}\u{E001} for the lab`);
  });

  test("where Teams cannot tell who is meant, the name that was typed goes on", async () => {
    scene.rig.teams.fail("member", { status: 503 });
    await ask();
    expect(scene.rig.heard[0]).toMatchObject({ text: "praise Ben Cho for the lab" });
  });

  test("the reply is for the one who asked, where the organization allows it", async () => {
    await ask("status");
    await until(() => scene.rig.teams.messages(scene.channel).length === 1);
    expect(scene.rig.teams.messages(scene.channel)[0]?.targeted).toBe(true);
    expect(scene.chat()).toEqual([]);
  });

  test("a form for one person alone becomes what came of it, for that person alone", async () => {
    scene.rig.answer({ kind: "form", form });
    await ask("praise");
    await until(() => up().length === 1);
    const [message] = up();
    if (!message) throw new RangeError("There is no form.");
    scene.rig.answer(thanks);
    const inputs = { saw: "x" };
    const { channel } = scene;
    await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message, action: 0, inputs, channel }),
    );
    await until(() => words(up()[0]?.body).includes("Thank you."));
    expect(up()[0]?.targeted).toBe(true);
  });

  test("what one person is told does not take the place of what everybody sees", async () => {
    await ask("hello");
    const { platform, workspace, at } = scene.rig.heard[0] ?? {};
    if (!(platform && workspace && at)) throw new RangeError("Nobody was heard.");
    const id = toId<ChannelId>(scene.channel);
    const to = { platform, workspace, conversation: { kind: "channel", id } } as const;
    const delivery = { do: "post", to, card: asked } as const;
    await scene.rig.adapter.deliver({ key: "k", attempt: 1, unsure: false, delivery, at });
    const message = up().at(-1);
    if (!message) throw new RangeError("Nothing was posted.");
    scene.rig.answer({ kind: "replace", card: answered });
    const { channel } = scene;
    const response = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ben.id, message, action: 0, channel }),
    );
    expect(words(await response.json())).toContain(answered.text);
    await scene.rig.adapter.stop();
    expect(words(up().at(-1)?.body)).toContain(asked.text);
  });

  test("two colleagues who are shown by one name are both of them", async () => {
    const twin = scene.rig.teams.addPerson({ name: "Ben Cho" });
    const { id: channel } = scene.rig.teams.addChannel({
      team: scene.rig.teams.addTeam({ people: [scene.ana.id, scene.ben.id, twin.id] }).id,
    });
    const text = "praise <at>Ben Cho</at> and <at>Ben Cho</at> for the lab";
    const mentions = [scene.ben.id, twin.id];
    await scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text, channel, mentions }));
    const said = scene.rig.heard[0]?.kind === "text" ? scene.rig.heard[0].text : "";
    expect(mentionedIn(said)).toEqual(mentions);
  });

  test("a district may keep every reply out of channels", async () => {
    await scene.rig.stop();
    scene = await startScene({ privateReplies: false });
    await ask("status");
    await until(() => scene.chat().length === 1);
    expect(scene.rig.teams.calls.filter(({ kind }) => kind === "targeted")).toEqual([]);
  });

  test("where it does not, the reply comes in the bot's own chat", async () => {
    scene.rig.teams.fail("targeted", { status: 403, code: "NotAllowed" });
    await ask("status");
    await until(() => scene.chat().length === 1);
    expect(scene.rig.teams.messages(scene.channel)).toEqual([]);
    await ask("mine");
    await until(() => scene.chat().length === 2);
    expect(scene.rig.teams.calls.filter(({ kind }) => kind === "targeted")).toHaveLength(1);
  });

  test("who has not added the app reads how to, and nothing of the reply", async () => {
    scene.rig.teams.fail("targeted", { status: 403 });
    scene.rig.teams.setInstalled(scene.ana.id, false);
    await ask("status");
    await until(() => scene.rig.teams.messages(scene.channel).length === 1);
    const said = words(scene.rig.teams.messages(scene.channel)[0]?.body);
    expect(said).toContain("add me first");
    expect(said).not.toContain("Thank you.");
  });
});

describe("in a dialog", () => {
  const open = async (more: object = {}) =>
    await scene.rig.send(
      scene.rig.teams.invoke({
        by: scene.ana.id,
        name: "composeExtension/fetchTask",
        value: { commandId: "praise", commandContext: "compose", ...more },
      }),
    );

  test("the form opens from the message box, and about somebody from their message", async () => {
    scene.rig.answer({ kind: "form", form });
    const response = await open({ messagePayload: { from: { user: { id: scene.ben.id } } } });
    expect(await response.json()).toMatchObject({
      task: { type: "continue", value: { title: "Thank a colleague" } },
    });
    expect(scene.rig.heard[0]).toMatchObject({
      kind: "shortcut",
      name: "praise",
      about: scene.ben.id,
    });
  });

  test("a dialog that Teams asks for again is the form again", async () => {
    scene.rig.answer({ kind: "form", form });
    const again = async () =>
      await scene.rig.send(
        scene.rig.teams.invoke({
          by: scene.ana.id,
          id: "one",
          name: "composeExtension/fetchTask",
          value: { commandId: "praise" },
        }),
      );
    await again();
    expect(await (await again()).json()).toMatchObject({ task: { type: "continue" } });
    expect(scene.rig.heard).toHaveLength(1);
  });

  test("errors stand at their field with the typed text, and then it is done", async () => {
    scene.rig.answer({ kind: "form", form });
    const data = dataOf(await (await open()).json());
    const send = async () => {
      const value = { commandId: "praise", data: { ...data, saw: "My words." } };
      const name = "composeExtension/submitAction";
      return words(
        await (
          await scene.rig.send(scene.rig.teams.invoke({ by: scene.ana.id, name, value }))
        ).json(),
      );
    };
    scene.rig.answer({ kind: "errors", errors: { who: "Choose at least one colleague." } });
    const first = await send();
    expect(first).toContain("Choose at least one colleague.");
    expect(first).toContain("My words.");
    scene.rig.answer(thanks);
    expect(await send()).toContain("Thank you.");
    expect(await send()).toContain("It was not done twice.");
  });

  test("a search finds colleagues by what was typed", async () => {
    const options = [{ value: "p2", label: "Ben Cho", hint: "Teacher, Lindenwood" }];
    scene.rig.answer({ kind: "choices", options });
    const value = { kind: "search", queryText: "ben", dataset: "praise/who" };
    const request = scene.rig.teams.invoke({ by: scene.ana.id, name: "application/search", value });
    const body: unknown = await (await scene.rig.send(request)).json();
    expect(body).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.search.searchResponse",
    });
    expect(words(body)).toContain("Ben Cho");
    expect(scene.rig.heard[0]).toMatchObject({ kind: "search", field: "who", query: "ben" });
  });
});

const dialog = z.object({
  task: z.object({
    value: z.object({
      card: z.object({ content: z.object({ body: z.array(z.looseObject({})) }) }),
    }),
  }),
});
const submitting = z.object({
  actions: z.array(z.object({ data: z.record(z.string(), z.string()) })),
});

/** What the dialog's one button hands back. */
function dataOf(opened: unknown): Readonly<Record<string, string>> {
  const { content } = dialog.parse(opened).task.value.card;
  return submitting.parse(content.body.at(-1)).actions[0]?.data ?? {};
}
