import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "./script.ts";
import {
  answered,
  asked,
  form,
  inPlace,
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

describe("in the bot's own chat", () => {
  test("plain words are answered below, with one sentence for the notification", async () => {
    const response = await scene.rig.send(
      scene.rig.teams.message({ by: scene.ana.id, text: "help" }),
    );
    expect([response.status, await response.text()]).toEqual([200, ""]);
    await until(() => scene.chat().length === 1);
    expect(scene.chat()[0]?.body).toMatchObject({ type: "message", summary: "Thank you." });
    expect(scene.chat()[0]?.body).not.toHaveProperty("text");
  });

  test("a message that Teams sends again acts once", async () => {
    const again = () =>
      scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text: "start", id: "m1" }));
    const [first, second] = await Promise.all([again(), again()]);
    const third = await again();
    expect([first, second, third].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(scene.rig.heard).toHaveLength(1);
    await until(() => scene.chat().length === 1);
  });

  test("a form comes as a card, and becomes what came of it", async () => {
    scene.rig.answer({ kind: "form", form });
    await scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text: "praise" }));
    await until(() => scene.chat().length === 1);
    const [message] = scene.chat();
    if (!message) throw new RangeError("There is no form.");
    scene.rig.answer(thanks);
    const inputs = { "who.typed": "Ben Cho, Cy", saw: "Two ways to practice." };
    const response = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message, action: 0, inputs }),
    );
    expect(words(await response.json())).toContain("Thank you.");
    expect(scene.rig.heard.at(-1)).toMatchObject({
      kind: "submit",
      form: "praise",
      context: "draft-1|",
      values: { who: ["Ben Cho", "Cy"], saw: "Two ways to practice." },
    });
    await until(() => scene.chat()[0]?.edited === true);
    expect(words(scene.chat()[0]?.body)).toContain("Thank you.");
  });

  test("what Teams does not take at once is the outbox's, and said once", async () => {
    scene.rig.teams.fail("post", { status: 429, retryAfter: "5" });
    await scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text: "help", id: "m1" }));
    await until(() => scene.rig.late.length === 1);
    expect(scene.rig.late[0]).toMatchObject({
      card: thanks.card,
      to: { conversation: { id: scene.ana.id } },
    });
    expect(scene.rig.late[0]?.key).toContain("m1");
  });

  test("an answer that may have arrived is not said a second time", async () => {
    scene.rig.teams.fail("post", { status: 502, processed: true });
    await scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text: "help" }));
    await until(() => scene.chat().length === 1);
    await scene.rig.adapter.stop();
    expect(scene.chat()).toHaveLength(1);
    expect(scene.rig.late).toEqual([]);
  });
});

test("a form that Teams does not take just now is asked for again, not lost without a word", async () => {
  scene.rig.answer({ kind: "form", form });
  scene.rig.teams.fail("post", { status: 429, retryAfter: "5" });
  await scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text: "praise" }));
  await until(() => scene.rig.late.length === 1);
  expect(scene.rig.late[0]?.card.text).toContain("say it once more");
});

test("a link that Teams does not take just now is asked for again, and kept nowhere", async () => {
  const links = [{ label: "Open my page", url: "https://bot.example.org/sign-in/rbps/secret" }];
  const card = { text: "Your number is 042.", links, fallback: "Your page" };
  scene.rig.answer({ kind: "note", card });
  scene.rig.teams.fail("post", { status: 429, retryAfter: "5" });
  await scene.rig.send(scene.rig.teams.message({ by: scene.ana.id, text: "dashboard" }));
  await until(() => scene.rig.late.length === 1);
  const kept = JSON.stringify(scene.rig.late);
  expect(kept).toContain("say it once more");
  // The number as it was said: ids and times may hold its three digits by chance.
  expect(kept).not.toMatch(/secret|number is 042/);
});

describe("on a card", () => {
  test("an answer takes the card's place at once, and stays there", async () => {
    const message = await scene.post(asked);
    scene.rig.answer({ kind: "replace", card: answered });
    const response = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message, action: 1 }),
    );
    const body: unknown = await response.json();
    expect(body).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.card.adaptive",
    });
    expect(words(body)).toContain("Your school is in.");
    expect(scene.rig.heard.at(-1)).toMatchObject({ kind: "press", value: "w|s|not_yet" });
    await until(() => words(scene.chat().at(-1)?.body).includes("Your school is in."));
  });

  test("a line is a line that comes and goes; the card stays as it is", async () => {
    const message = await scene.post(asked);
    const response = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message, action: 0 }),
    );
    expect(await response.json()).toEqual({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: "Thank you.",
    });
    await scene.rig.adapter.stop();
    expect(scene.chat()).toHaveLength(2);
  });

  test("a note with buttons is said in the chat too", async () => {
    const message = await scene.post(asked);
    scene.rig.answer({ kind: "note", card: { ...asked, text: "Undo?", fallback: "Undo?" } });
    await scene.rig.send(scene.rig.teams.press({ by: scene.ana.id, message, action: 0 }));
    await until(() => scene.chat().length === 3);
  });

  test("a form opens in the card's place, and errors keep what was typed", async () => {
    const message = await scene.post(asked);
    scene.rig.answer({ kind: "form", form });
    const opened = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message, action: 1 }),
    );
    const shown = await inPlace(message, opened);
    scene.rig.answer({ kind: "errors", errors: { who: "Choose at least one colleague." } });
    const inputs = { saw: "Two ways & <more>." };
    const response = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message: shown, action: 0, inputs }),
    );
    const body = words(await response.json());
    expect(body).toContain("Choose at least one colleague.");
    expect(body).toContain("Two ways & <more>.");
  });

  test("a form acts once, also when it is sent again under another id", async () => {
    const message = await scene.post(asked);
    scene.rig.answer({ kind: "form", form });
    const opened = await scene.rig.send(
      scene.rig.teams.press({ by: scene.ana.id, message, action: 1 }),
    );
    const shown = await inPlace(message, opened);
    scene.rig.answer(thanks);
    const inputs = { saw: "x", "who.typed": "Ben" };
    const again = () =>
      scene.rig.send(
        scene.rig.teams.press({ by: scene.ana.id, message: shown, action: 0, inputs }),
      );
    await again();
    const second = await again();
    expect(scene.rig.heard.filter(({ kind }) => kind === "submit")).toHaveLength(1);
    expect(words(await second.json())).toContain("It was not done twice.");
  });

  test("a change that Teams does not take just now is not pressed upon it", async () => {
    const message = await scene.post(asked);
    scene.rig.answer({ kind: "replace", card: answered });
    scene.rig.teams.fail("update", { status: 429, retryAfter: "5" }, 5);
    await scene.rig.send(scene.rig.teams.press({ by: scene.ana.id, message, action: 0 }));
    await scene.rig.adapter.stop();
    expect(scene.rig.teams.calls.filter(({ kind }) => kind === "update")).toHaveLength(1);
  });

  test("a button may be pressed again later, and a retried press acts once", async () => {
    const message = await scene.post(asked);
    const press = (id: string) =>
      scene.rig.send(scene.rig.teams.press({ by: scene.ana.id, message, action: 0, id }));
    for (const id of ["p1", "p1", "p2"]) await press(id);
    expect(scene.rig.heard.filter(({ kind }) => kind === "press")).toHaveLength(2);
  });
});
