import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { displayName, type Person } from "#domain/roster.ts";
import { accountOf } from "#test/platform/slack-product.ts";
import { playAlone } from "./told-alone.ts";
import { bundleChild, type Child, startChild } from "./told-child.ts";
import { type Scene, startScene } from "./told-scene.ts";
import { playSlack } from "./told-slack.ts";
import { playTeams } from "./told-teams.ts";
import { createLexicon, findTold } from "./told-words.ts";

const lexicon = createLexicon();
/** What the error says that ends the product. */
const fault = lexicon.word();
const folder = mkdtempSync(path.join(tmpdir(), "groundswell-told-"));

let scene: Scene;
let playground: Child;
let actors: readonly Person[];
let metrics = "";

/** One long story: on Slack, on Teams, in the playground and on its pages, with all that goes wrong. */
beforeAll(async () => {
  await bundleChild();
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  const alone = startChild(folder, { DATABASE_URL }, { kind: "exception", words: fault });
  [scene, playground] = await Promise.all([startScene(fault), alone]);
  const slack = playSlack(scene, lexicon);
  const teams = playTeams(scene, lexicon);
  actors = [...slack.actors, ...teams.actors];
  await slack.install();
  await Promise.all([playAlone(playground.url, lexicon), slack.commands(), teams.chat()]);
  await Promise.all([slack.form(), teams.channel(), teams.tab()]);
  await slack.events();
  await Promise.all([slack.attack(), teams.attack(), slack.wave()]);
  await Promise.all([slack.fail(), teams.fail()]);
  const authorization = `Bearer ${scene.metricsToken}`;
  const response = await fetch(`${scene.child.url}/metrics`, { headers: { authorization } });
  metrics = await response.text();
  await Promise.all([scene.child.crash(), playground.crash()]);
});
afterAll(async () => {
  await playground.end();
  await scene.stop();
  rmSync(folder, { recursive: true });
});

const told = (): string => [scene.child.output(), playground.output(), metrics].join("\n");

test("the story went through everything that could tell", () => {
  const events = new Set([...told().matchAll(/"msg":"([a-z_]+)"/g)].map(([, event]) => event));
  expect([...events]).toEqual(
    expect.arrayContaining([
      "delivered",
      "event_failed",
      "library_spoke",
      "not_delivered",
      "request",
      "slack_effect_failed",
      "slack_installed",
      "stranger_turned_away",
      "teams_call_failed",
    ]),
  );
  for (const { output } of [scene.child, playground]) {
    expect(output()).toContain("Groundswell met a fault and ends: Error");
  }
  expect(metrics).toContain('groundswell_deliveries_total{platform="teams",outcome="delivered"}');
  expect(metrics).toContain('groundswell_chat_events_total{platform="slack",kind="submit"');
});

test("nothing that anybody typed, and no token, is in the logs, the metrics or a crash", () => {
  const words = lexicon.all();
  expect(words.length).toBeGreaterThan(80);
  expect(findTold(told(), words)).toEqual([]);
});

test("no secret of the settings is told", () => {
  const secrets = [...scene.secrets, scene.slack.workspace.botToken, scene.code];
  expect(findTold(told(), secrets)).toEqual([]);
  expect(told()).not.toMatch(/\b(Bearer|xox[a-z]-|eyJ)/);
});

test("nobody is named, by name, address or account", () => {
  const everybody = scene.people.flatMap((each) => [displayName(each), each.email ?? ""]);
  const accounts = actors.flatMap(({ id }) => [accountOf(id), accountOf(id).toLowerCase()]);
  const words = [...everybody, ...accounts].filter((word) => word !== "");
  expect(words.length).toBeGreaterThan(9000);
  const all = told();
  expect(words.filter((word) => all.includes(word))).toEqual([]);
  const families = actors.map(({ familyName }) => familyName);
  expect(families.filter((name) => all.includes(name))).toEqual([]);
  expect(all).not.toMatch(/@[a-z-]+\.(org|example|com)\b/);
});

test("every line is one that a machine can read, but for the first and the last words", () => {
  const lines = scene.child.output().trim().split("\n");
  const broken = lines.slice(0, -5).filter((line) => !line.startsWith("{"));
  expect(broken.filter((line) => !line.startsWith("Groundswell "))).toEqual([]);
});

test("a word that is told would be found, however it is written", () => {
  const [word = ""] = lexicon.all();
  expect(findTold(`{"msg":"${word}"}`, [word])).toEqual([word]);
  expect(findTold(encodeURIComponent("a b@c"), ["a b@c"])).toEqual(["a b@c"]);
  expect(findTold(JSON.stringify({ msg: 'a "b"' }), ['a "b"'])).toEqual(['a "b"']);
});
