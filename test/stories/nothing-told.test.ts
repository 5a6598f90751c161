import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { displayName, holds } from "#domain/roster.ts";
import { accountOf } from "#test/platform/slack-product.ts";
import { createBrowser, csrfIn, ticketIn } from "./sign-in-rig.ts";
import { playAlone } from "./told-alone.ts";
import { type Child, startChild } from "./told-child.ts";
import { type Scene, startScene } from "./told-scene.ts";
import { playSlack } from "./told-slack.ts";
import { playTeams } from "./told-teams.ts";
import { createLexicon, findTold } from "./told-words.ts";

const lexicon = createLexicon();
const fault = lexicon.word();
const folder = mkdtempSync(path.join(tmpdir(), "groundswell-told-"));

let scene: Scene;
let playground: Child;
let metrics = "";
let exits: readonly (number | null)[] = [];

beforeAll(async () => {
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  const alone = startChild(folder, { DATABASE_URL }, { kind: "exception", words: fault });
  [scene, playground] = await Promise.all([startScene(fault), alone]);
  const slack = playSlack(scene, lexicon);
  const teams = playTeams(scene, lexicon);
  await slack.install();
  await Promise.all([playAlone(playground.url, lexicon), slack.commands(), teams.chat()]);
  await slack.praise();
  await slack.form();
  await slack.events();
  await Promise.all([slack.attack(), teams.attack(), teams.channel(), teams.tab()]);
  await slack.fail();
  await teams.fail();
  await readMetrics();
  exits = await Promise.all([scene.child.crash(), playground.crash()]);
});
afterAll(async () => {
  await playground.end();
  await scene.stop();
  rmSync(folder, { recursive: true });
});

async function readMetrics(): Promise<void> {
  const authorization = `Bearer ${scene.metricsToken}`;
  const response = await fetch(`${scene.child.url}/metrics`, { headers: { authorization } });
  metrics = await response.text();
}

test("x", async () => {
  const { writeFileSync } = await import("node:fs");
  writeFileSync("/tmp/told-output.txt", [String(exits), scene.child.output(), "=====PLAY", playground.output(), "=====METRICS", metrics, "====FOUND", ...findTold([scene.child.output(), playground.output(), metrics].join(" "), lexicon.all())].join("\n"));
});
