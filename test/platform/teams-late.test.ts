import { afterEach, beforeEach, expect, test } from "vitest";
import type { Reply } from "#ports/chat.ts";
import { until } from "./script.ts";
import {
  answered,
  asked,
  form,
  inPlace,
  startScene,
  type TeamsScene,
  words,
} from "./teams-scene.ts";

/** Longer than Teams is made to wait. */
const SLOW_MS = 600;
const timing = { budgetMs: 300, replyMs: 5000, bulkMs: 5000 };
const LIMIT_MS = 20_000;
let scene: TeamsScene;

beforeEach(async () => {
  scene = await startScene({ config: { timing } });
});
afterEach(async () => await scene.rig.stop());

const slowly = (reply: Reply) => async (): Promise<Reply> => {
  await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  return reply;
};

test(
  "a press that takes long is answered in time, and the card follows",
  async () => {
    const { rig, ana, chat, post } = scene;
    const message = await post(asked);
    rig.answer(slowly({ kind: "replace", card: answered }));
    const response = await rig.send(rig.teams.press({ by: ana.id, message, action: 0 }));
    expect(words(await response.json())).toContain("The answer comes in a moment.");
    await until(() => words(chat().at(-1)?.body).includes("Your school is in."), LIMIT_MS);
  },
  LIMIT_MS,
);

test(
  "a form that takes long keeps the words, and pressed again says that it is done",
  async () => {
    const { rig, ana, post } = scene;
    const message = await post(asked);
    rig.answer({ kind: "form", form });
    const opened = await rig.send(rig.teams.press({ by: ana.id, message, action: 1 }));
    const shown = await inPlace(message, opened);
    rig.answer(slowly({ kind: "note", card: answered }));
    const inputs = { saw: "My words.", "who.typed": "Ben" };
    const send = (on = shown) =>
      rig.send(rig.teams.press({ by: ana.id, message: on, action: 0, inputs }));
    const first = await send();
    const again = words(await first.clone().json());
    expect(again).toContain("press the button again");
    expect(again).toContain("My words.");
    await until(() => rig.logged.some(({ event }) => event === "teams_answer_late"));
    await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const second = await send(await inPlace(message, first));
    expect(words(await second.json())).toContain("It was not done twice.");
    expect(rig.heard.filter(({ kind }) => kind === "submit")).toHaveLength(1);
  },
  LIMIT_MS,
);

test(
  "plain words that take long are acknowledged, and answered once",
  async () => {
    const { rig, ana, chat } = scene;
    rig.answer(slowly({ kind: "note", card: answered }));
    const response = await rig.send(rig.teams.message({ by: ana.id, text: "status", id: "m1" }));
    expect(response.status).toBe(200);
    expect(
      (await rig.send(rig.teams.message({ by: ana.id, text: "status", id: "m1" }))).status,
    ).toBe(200);
    await until(() => chat().length === 1, LIMIT_MS);
    expect(rig.heard).toHaveLength(1);
  },
  LIMIT_MS,
);

test(
  "a form that takes long comes all the same",
  async () => {
    const { rig, ana, chat } = scene;
    rig.answer(slowly({ kind: "form", form }));
    await rig.send(rig.teams.message({ by: ana.id, text: "praise" }));
    await until(() => chat().length === 1, LIMIT_MS);
    expect(words(chat()[0]?.body)).toContain("Thank a colleague");
    const name = "composeExtension/fetchTask";
    const value = { commandId: "praise" };
    const opened = await rig.send(rig.teams.invoke({ by: ana.id, name, value }));
    expect(words(await opened.json())).toContain("The answer comes in a moment.");
    await until(() => chat().length === 2, LIMIT_MS);
  },
  LIMIT_MS,
);

test(
  "a stop waits for an answer that is still under way",
  async () => {
    const { rig, ana, chat } = scene;
    rig.answer(slowly({ kind: "note", card: answered }));
    await rig.send(rig.teams.message({ by: ana.id, text: "status" }));
    await rig.adapter.stop();
    expect(chat()).toHaveLength(1);
  },
  LIMIT_MS,
);

test("what could not be kept is said, with the typed words in the form", async () => {
  const { rig, ana, post } = scene;
  const message = await post(asked);
  rig.answer({ kind: "form", form });
  const opened = await rig.send(rig.teams.press({ by: ana.id, message, action: 1 }));
  const shown = await inPlace(message, opened);
  const sorry = "That did not work. Please try again.";
  rig.answer({ kind: "failed", card: { text: sorry, fallback: sorry } });
  const inputs = { saw: "My words." };
  const send = () => rig.send(rig.teams.press({ by: ana.id, message: shown, action: 0, inputs }));
  const body = words(await (await send()).json());
  expect(body).toContain(sorry);
  expect(body).toContain("My words.");
  rig.answer({ kind: "note", card: answered });
  expect(words(await (await send()).json())).toContain("Your school is in.");
});
