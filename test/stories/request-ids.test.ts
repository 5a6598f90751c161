import { afterAll, beforeAll, expect, test } from "vitest";
import { displayName } from "#domain/roster.ts";
import { until } from "#test/platform/script.ts";
import { accountOf, district } from "#test/platform/slack-product.ts";
import { type Logged, startLogged } from "./request-rig.ts";

const ID = /^[A-Za-z0-9_-]{12}$/;
const giver = "URBPSU00005";

let product: Logged;

beforeAll(async () => {
  product = await startLogged();
});
afterAll(async () => await product.stop());

/** People whose names nobody shares. */
function receivers(count: number) {
  const { people } = product;
  const shared = new Set<string>();
  const seen = new Set<string>();
  for (const name of people.map(displayName)) (seen.has(name) ? shared : seen).add(name);
  return people
    .filter((each) => each.active && !shared.has(displayName(each)))
    .filter(({ id }) => accountOf(id) !== giver)
    .slice(0, count);
}

const praise = (name: string) =>
  product.slack.command({
    text: `/praise ${name} for letting students choose the order of their tasks in reading`,
    by: giver,
  });

test("a request is followed from the webhook to the delivery by one id", async () => {
  const [receiver] = receivers(1);
  if (!receiver) throw new RangeError("The sample has nobody.");
  const response = await product.send(praise(displayName(receiver)));
  const request = response.headers.get("x-request-id");
  expect(request).toMatch(ID);
  await until(() => product.linesOf("delivered").length > 0, 10_000);
  expect(product.linesOf("request").at(-1)).toMatchObject({
    level: 30,
    request,
    method: "POST",
    route: "/slack/events",
    status: 200,
    ms: expect.any(Number),
  });
  expect(product.linesOf("delivered").at(-1)).toMatchObject({
    level: 30,
    request,
    message: expect.any(String),
    kind: "shout_out_direct",
    platform: "slack",
    outcome: "delivered",
    attempt: 1,
  });
  const metrics = await (await product.get("/metrics")).text();
  const series = 'groundswell_deliveries_total{platform="slack",outcome="delivered"}';
  expect(metrics).toContain(`${series} ${product.linesOf("delivered").length}\n`);
});

test("an id that comes with a request is nobody's: it gets one of ours", async () => {
  const one = await product.get("/healthz", { "x-request-id": "Ana Lee" });
  const other = await product.get("/healthz", { "x-request-id": "0123456789ab" });
  const ids = [one, other].map(({ headers }) => headers.get("x-request-id"));
  expect(ids).toEqual([expect.stringMatching(ID), expect.stringMatching(ID)]);
  expect(new Set([...ids, "0123456789ab"]).size).toBe(3);
});

test("what a platform refuses is a warning that names the request it came of", async () => {
  const [receiver] = receivers(2).slice(1);
  if (!receiver) throw new RangeError("The sample has too few.");
  product.slack.fail("chat.postMessage", { error: "channel_not_found" }, 20);
  const response = await product.send(praise(displayName(receiver)));
  const request = response.headers.get("x-request-id");
  const mine = () => product.linesOf("not_delivered").filter((line) => line.request === request);
  await until(() => mine().length > 0, 10_000);
  product.slack.heal();
  expect(mine()[0]).toMatchObject({ level: 40, outcome: "refused", attempt: 1 });
});

test("of many requests that are kept by one commit, each message knows its own", async () => {
  const before = product.listQueued().length;
  const sent = receivers(10)
    .slice(2)
    .map(async (each) => await product.send(praise(displayName(each))));
  const ids = (await Promise.all(sent)).map(({ headers }) => headers.get("x-request-id"));
  await until(() => product.listQueued().length >= before + ids.length, 5000);
  const origins = product.listQueued().slice(before);
  expect(origins.map(({ origin }) => origin).sort()).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(8);
});

test("what is due by itself belongs to nobody's request, whoever woke the loop", async () => {
  const before = product.listQueued().length;
  const nextAt = new Date("2025-08-18T11:30:00Z");
  await product.app.product.store.transaction(district, (tx) =>
    tx.schedule.save({ id: "digest", campaign: "digest", subject: district, nextAt }),
  );
  await product.send(product.slack.command({ text: "/pl help", by: giver }));
  await until(() => product.listQueued().some(({ kind }) => kind === "digest"), 10_000);
  const started = product.listQueued().slice(before);
  expect(started.filter(({ origin }) => origin !== null)).toEqual([]);
});

test("an address with a one-time token leaves its pattern in the log, and nothing else", async () => {
  const secret = "s".repeat(43);
  await product.get(`/sign-in/rbps/${secret}?name=Ana`);
  await product.get(`/nowhere/${secret}`);
  const routes = product.linesOf("request").map(({ route }) => route);
  expect(routes).toEqual(expect.arrayContaining(["/sign-in/:district/:secret", "none"]));
  expect(JSON.stringify(product.lines)).not.toContain(secret);
});

test("a page that meets a fault says so to nobody but the log, which holds no words", async () => {
  product.execute("alter table sign_in_links rename to lost");
  const response = await product.get(`/sign-in/rbps/${"t".repeat(43)}`);
  product.execute("alter table lost rename to sign_in_links");
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 500,
    body: { error: "That did not work.", hint: "Try again in a minute." },
  });
  expect(product.linesOf("request_failed").at(-1)).toMatchObject({
    level: 50,
    route: "/sign-in/:district/:secret",
    request: response.headers.get("x-request-id"),
    err: { name: "SqliteError", code: "SQLITE_ERROR" },
  });
});
