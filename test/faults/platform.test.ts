import { afterEach, beforeEach, expect, test } from "vitest";
import { type StillScene, startStillScene } from "./still-scene.ts";
import { addRow } from "./table.ts";
import { expectClean } from "./verdict.ts";

const DAY = 24 * 60 * 60;
/** While it is down, and a few times as long as a lease once it is back. */
const DOWN_SECONDS = 20;
const AFTER_SECONDS = 15 * 60;
const MANY = 100_000;

let scene: StillScene;

beforeEach(async () => {
  scene = await startStillScene();
});

afterEach(async () => await scene.stop());

async function conclude(fault: string, times: number): Promise<void> {
  await scene.live(AFTER_SECONDS);
  addRow(expectClean({ fault, times }, await scene.judge()));
}

test("what is sent while the platform is down comes once it is back, in its order", async () => {
  scene.slack.fail("*", { status: 503, processed: false }, MANY);
  await scene.queue("down");
  await scene.live(DOWN_SECONDS);
  expect((await scene.judge()).lost).toEqual([]);
  scene.slack.heal();
  await conclude("platform down", 1);
});

test("a platform that is too slow to answer is looked at before anything is sent again", async () => {
  scene.slack.fail("chat.postMessage", { hang: true, processed: true }, 20);
  await scene.queue("slow");
  await conclude("platform takes a message and answers too late", 20);
});

test("a platform that takes a message and cuts the connection is not sent it again", async () => {
  scene.slack.fail("chat.postMessage", { reset: true, processed: true }, 40);
  await scene.queue("cut");
  await conclude("platform takes a message and cuts the connection", 40);
});

test("a platform that says later to everybody gets everything once it takes it", async () => {
  scene.slack.fail("chat.postMessage", { status429: 3 }, 200);
  await scene.queue("later");
  await scene.live(DAY);
  await conclude("platform says later (429)", 200);
});
