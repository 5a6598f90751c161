import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { chooseCloud, GOVERNMENT } from "#adapters/teams/cloud.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import { type AskOptions, dataOf, readAnswer, startTabDesk } from "./teams-tab-desk.ts";

type Desk = Awaited<ReturnType<typeof startTabDesk>>;

const desks: Desk[] = [];

async function start(options: Parameters<typeof startTabDesk>[0] = {}): Promise<Desk> {
  const desk = await startTabDesk(options);
  desks.push(desk);
  return desk;
}

const refusal = { error: expect.any(String), hint: expect.any(String) };

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.stop();
});

const week: Card = {
  title: "Your week",
  text: "One idea comes on Monday.",
  buttons: [{ label: "Pause", action: "pause-messages", value: "two|weeks" }],
  fallback: "One idea.",
};
const page: Reply = { kind: "page", page: { cards: [week], fallback: "Your week." } };
const thanks: Form = {
  id: "praise",
  title: "Thank a colleague",
  submit: "Send the thanks",
  context: "draft-1",
  fields: [
    { type: "people", name: "who", label: "Who?", required: true, most: 5 },
    {
      type: "text",
      name: "saw",
      label: "What did they do?",
      required: true,
      maxLength: 600,
      multiline: true,
    },
  ],
};
const line = (text: string): Card => ({ text, fallback: text });
const note = (text: string): Reply => ({ kind: "note", card: line(text) });
const failed = (text: string): Reply => ({ kind: "failed", card: line(text) });

/** What the page's button means, after it was drawn. */
async function pause(desk: Desk): Promise<Record<string, unknown>> {
  desk.answer(page);
  const drawn = await (await desk.openPage()).json();
  desk.answer(note("Paused."));
  desk.heard.splice(0);
  return dataOf(drawn, "Pause");
}

/** What the form's button means, after it was opened. */
async function openForm(desk: Desk): Promise<Record<string, unknown>> {
  const data = await pause(desk);
  desk.answer({ kind: "form", form: thanks });
  const opened = await (await desk.act(data)).json();
  expect(opened).toMatchObject({ kind: "form", title: "Thank a colleague" });
  desk.heard.splice(0);
  return dataOf(opened, "Send the thanks");
}

const typed = { "who.typed": "Ben Cho, Ana", saw: "<at>Ben</at> waited *two* hours" };

test("a teacher sees the page that others see in their own app, with its buttons", async () => {
  const desk = await start();
  desk.answer(page);
  const response = await desk.openPage();
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { cards, fallback } = await readAnswer(response);
  expect(fallback).toBe("Your week.");
  expect(cards).toMatchObject([{ type: "AdaptiveCard", version: "1.5" }]);
  expect(desk.heard).toMatchObject([{ kind: "opened", key: "", locale: "en-GB" }]);
});

test.each<[string, Reply, boolean]>([
  ["is told who may be asked", note("You are not on the staff roster."), false],
  ["is told to come again", failed("Not now."), true],
])("somebody without a page %s", async (_what, reply, isFailed) => {
  const desk = await start();
  desk.answer(reply);
  const body = await readAnswer(await desk.openPage());
  expect(body).toMatchObject({ cards: [{ type: "AdaptiveCard" }], failed: isFailed });
  expect(JSON.stringify(body.cards)).toContain(body.fallback);
});

test("a press reaches the product with what the button means, and is answered", async () => {
  const desk = await start();
  const data = await pause(desk);
  expect(JSON.stringify(data)).not.toContain("pause-messages");
  const id = randomUUID();
  const body = await (await desk.act(data, { id })).json();
  expect(body).toMatchObject({ kind: "note", text: "Paused.", brief: true, title: "Groundswell" });
  expect(desk.heard).toMatchObject([
    {
      kind: "press",
      action: "pause-messages",
      value: "two|weeks",
      key: `tab:${id}:${desk.ana.id}`,
      account: desk.ana.id,
      workspace: desk.teams.tenant,
    },
  ]);
});

test("a press that is sent twice acts once, and a second press acts again", async () => {
  const desk = await start();
  const data = await pause(desk);
  const id = randomUUID();
  const twice = await Promise.all([desk.act(data, { id }), desk.act(data, { id })]);
  for (const each of twice) expect(await each.json()).toMatchObject({ text: "Paused." });
  expect(desk.heard).toHaveLength(1);
  expect(await (await desk.act(data, { id })).json()).toMatchObject({ kind: "repeated" });
  expect(desk.heard).toHaveLength(1);
  await desk.act(data);
  expect(desk.heard).toHaveLength(2);
});

test("what could not be done may be pressed again, also as the same press", async () => {
  const desk = await start();
  const data = await pause(desk);
  const id = randomUUID();
  desk.answer(failed("Not now."));
  expect(await (await desk.act(data, { id })).json()).toMatchObject({ kind: "failed" });
  desk.answer(note("Paused."));
  expect(await (await desk.act(data, { id })).json()).toMatchObject({ text: "Paused." });
});

test.each<[string, Reply, object]>([
  ["a card takes its place", { kind: "replace", card: week }, { kind: "replace", brief: false }],
  ["a line needs no dialog", note("Done."), { kind: "note", brief: true }],
  ["small print needs one", { kind: "note", card: { ...week, buttons: [] } }, { brief: false }],
  ["nothing is said", { kind: "none" }, { kind: "none" }],
  ["it was done before", { kind: "repeated", card: line("") }, { kind: "repeated" }],
])("after a press, %s", async (_what, reply, expected) => {
  const desk = await start();
  const data = await pause(desk);
  desk.answer(reply);
  expect(await (await desk.act(data)).json()).toMatchObject(expected);
});

test("a form brings what was typed, as words, and acts once", async () => {
  const desk = await start();
  const data = await openForm(desk);
  desk.answer(note("Sent."));
  expect(await (await desk.act(data, { inputs: typed })).json()).toMatchObject({ text: "Sent." });
  expect(desk.heard).toMatchObject([
    {
      kind: "submit",
      form: "praise",
      context: "draft-1",
      values: { who: ["Ben Cho", "Ana"], saw: typed.saw },
    },
  ]);
  expect(desk.heard[0]?.key).toMatch(new RegExp(`^form:[\\w-]{16}:${desk.ana.id}$`));
  const again = await (await desk.act(data, { inputs: typed })).json();
  expect(again).toMatchObject({ kind: "repeated" });
  expect(desk.heard).toHaveLength(1);
});

test("a form with something missing comes back with what was typed, and may be sent again", async () => {
  const desk = await start();
  const data = await openForm(desk);
  desk.answer({ kind: "errors", errors: { who: "Who is Ana?", other: "And more." } });
  const body = await readAnswer(await desk.act(data, { inputs: typed }));
  expect(body).toMatchObject({ kind: "errors", inputs: ["who.typed"], title: thanks.title });
  expect(body.text).toContain("Who is Ana?");
  const card = JSON.stringify(body.card);
  for (const words of ["Who is Ana?", "And more.", "Ben Cho, Ana", "waited *two* hours"]) {
    expect(card).toContain(words);
  }
  desk.answer(note("Sent."));
  const next = dataOf(body, "Send the thanks");
  expect(await (await desk.act(next, { inputs: typed })).json()).toMatchObject({ text: "Sent." });
  expect(await readAnswer(await desk.act(data, { inputs: typed }))).toMatchObject({
    kind: "repeated",
  });
});

test("a form that nobody could keep comes back with what was typed", async () => {
  const desk = await start();
  const data = await openForm(desk);
  desk.answer(failed("Nothing is lost."));
  const body = await readAnswer(await desk.act(data, { inputs: typed }));
  expect(body).toMatchObject({ kind: "errors", inputs: [], text: "Nothing is lost." });
  expect(JSON.stringify(body.card)).toContain("waited *two* hours");
});

test("no input takes the place of what a button means", async () => {
  const desk = await start();
  const form = await openForm(desk);
  const button = await pause(desk);
  await desk.act(button, { inputs: { groundswell: String(form.groundswell) } });
  expect(desk.heard).toMatchObject([{ kind: "press", action: "pause-messages" }]);
});

const json = (body: object): AskOptions => ({ body: JSON.stringify(body) });

test.each<[string, AskOptions, number]>([
  ["no id", json({ data: {}, inputs: {} }), 400],
  ["an id that is a word", json({ id: "again", data: {}, inputs: {} }), 400],
  ["data that is not ours", json({ id: randomUUID(), data: { a: 1 }, inputs: {} }), 400],
  ["inputs that are no words", json({ id: randomUUID(), data: {}, inputs: { a: {} } }), 400],
  ["no JSON", { body: "{" }, 400],
  ["a form of a web page", { headers: { "content-type": "text/plain" } }, 400],
  ["too much", json({ a: "x".repeat(64 * 1024) }), 413],
  ["another page's name", { headers: { origin: "https://evil.example" } }, 403],
  ["a page without a name", { headers: { origin: "null" } }, 403],
])("a request with %s does nothing", async (_what, asked, status) => {
  const desk = await start();
  const response = await desk.ask("act", {}, asked);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual(refusal);
  expect(desk.heard).toEqual([]);
});

test("our own page may ask, and a break in the product is no crash", async () => {
  const desk = await start();
  desk.answer(page);
  const headers = { origin: "http://127.0.0.1" };
  expect((await desk.ask("page", {}, { headers })).status).toBe(200);
  desk.answer(async () => await Promise.reject(new Error("The store is away.")));
  expect((await desk.ask("page", {})).status).toBe(503);
  expect(desk.logged).toMatchObject([{ level: "error", event: "teams_tab_failed" }]);
});

test("a government's Teams may show the tab there, and only there", async () => {
  const names = { openIdUrl: "", loginUrl: "", serviceHosts: [], privateReplies: true };
  const cloud = chooseCloud({ ...names, channelService: GOVERNMENT });
  const theirs = await (await start({ config: { cloud } })).get("/teams/tab");
  const ours = await (await start()).get("/teams/tab");
  const framesOf = ({ headers }: Response) => headers.get("content-security-policy") ?? "";
  expect(framesOf(theirs)).toContain("https://*.teams.microsoft.us");
  expect(framesOf(ours)).not.toContain(".us");
  expect(await theirs.text()).toContain("https://gov.teams.microsoft.us/l/chat/");
});
