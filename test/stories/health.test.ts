import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWeb, listen, type Server } from "#web/server.ts";
import { type Logged, startLogged } from "./request-rig.ts";

const TOKEN = "a-token-of-prometheus";
const giver = "URBPSU00005";

let product: Logged;
let spare: Server;
let guarded: Server;
/** How long ago the spare server believes the loop got on. */
let age = 0;
/** This machine's own address as others know it; undefined where it has none. */
const outside = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

beforeAll(async () => {
  product = await startLogged();
  spare = await open("");
  guarded = await open(TOKEN);
});
afterAll(async () => {
  await guarded.stop();
  await spare.stop();
  await product.stop();
});

/** Another server of the same product, on every address of this machine. */
async function open(metricsToken: string): Promise<Server> {
  const health = {
    metricsToken,
    platforms: () => ["slack" as const],
    loopAgeSeconds: () => age,
    isStopping: () => false,
    newestBackupAt: async () =>
      await Promise.resolve(new Date(product.clock.now().getTime() - 3_600_000)),
  };
  const web = createWeb({ adapters: new Map(), product: product.app.product, health });
  return await listen(web, { host: "0.0.0.0", port: 0 });
}

async function ask(
  path: string,
  headers: Record<string, string> = {},
  { url = spare.url, host = "127.0.0.1" } = {},
) {
  const response = await fetch(`${url.replace("0.0.0.0", host)}${path}`, { headers });
  return { status: response.status, text: await response.text() };
}

const readMetrics = async () => await (await product.get("/metrics")).text();

/** The value of one series; undefined where there is none. */
function readValue(metrics: string, series: string): number | undefined {
  const line = metrics.split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe("a load balancer", () => {
  test("reads that the process lives while its loop gets on, and that it does not when the loop hangs", async () => {
    expect(await ask("/healthz")).toEqual({ status: 200, text: '{"ok":true}' });
    age = 181;
    const stalled = '{"ok":false,"reason":"loop_stalled"}';
    expect(await ask("/healthz")).toEqual({ status: 503, text: stalled });
    age = 0;
  });

  test("reads that the database answers and is up to date, and the reason when it is not", async () => {
    expect(await ask("/readyz")).toEqual({ status: 200, text: '{"ok":true}' });
    product.execute("create table kept as select * from __drizzle_migrations");
    product.execute("delete from __drizzle_migrations where rowid = 1");
    const missing = '{"ok":false,"reason":"migrations_missing"}';
    expect(await ask("/readyz")).toEqual({ status: 503, text: missing });
    product.execute("alter table __drizzle_migrations rename to away");
    const away = '{"ok":false,"reason":"database_unavailable"}';
    expect(await ask("/readyz")).toEqual({ status: 503, text: away });
    expect((await ask("/healthz")).status).toBe(200);
    product.execute("drop table away; alter table kept rename to __drizzle_migrations");
    expect((await ask("/readyz")).status).toBe(200);
  });
});

describe("the metrics", () => {
  test("are for this machine alone while no token is set", async () => {
    expect((await ask("/metrics")).status).toBe(200);
    for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
      expect((await ask("/metrics", { [name]: "for=203.0.113.7" })).status).toBe(404);
    }
    expect((await product.app.web.request("http://127.0.0.1/metrics")).status).toBe(404);
  });

  if (outside !== undefined)
    test("are nobody's who asks from another address", async () => {
      const host = outside ?? "";
      expect((await ask("/metrics", {}, { host })).status).toBe(404);
      expect((await ask("/healthz", {}, { host })).status).toBe(200);
    });

  test("are for whoever holds the token, once one is set", async () => {
    const { url } = guarded;
    for (const given of ["", TOKEN, `Bearer ${TOKEN}x`, "Bearer ", `Basic ${TOKEN}`]) {
      expect((await ask("/metrics", { authorization: given }, { url })).status).toBe(404);
    }
    const forwarded = { authorization: `Bearer ${TOKEN}`, "x-forwarded-for": "203.0.113.7" };
    expect((await ask("/metrics", forwarded, { url })).status).toBe(200);
  });

  test("count what was asked, done, kept and sent, in base units", async () => {
    await product.send(product.slack.command({ text: "/pl help", by: giver }));
    await product.get("/nowhere/at-all");
    const metrics = await readMetrics();
    const asked = (route: string, status: number, method = "GET") =>
      readValue(
        metrics,
        `groundswell_http_requests_total{method="${method}",route="${route}",status="${status}"}`,
      );
    expect(asked("/slack/events", 200, "POST")).toBe(1);
    expect(asked("none", 404)).toBe(1);
    const event = 'platform="slack",kind="command",result="note"';
    expect(readValue(metrics, `groundswell_chat_events_total{${event}}`)).toBe(1);
    expect(readValue(metrics, "groundswell_store_transactions_seconds_count")).toBeGreaterThan(0);
    expect(readValue(metrics, "groundswell_database_up")).toBe(1);
    expect(readValue(metrics, 'groundswell_build_info{version="0.1.0"}')).toBe(1);
  });

  test("show what waits and how late it is, also once the database is away", async () => {
    const queue = (state: string, minutes: number) => {
      const due = product.clock.now().getTime() - minutes * 60_000;
      product.execute(`insert into outbox_messages (district_id, id, key, kind, action, platform,
        workspace, conversation, lane, urgency, state, due_at, attempts, postponed, reason)
        values ('elsewhere', '${state}${minutes}', '${state}${minutes}', 'nudge', 'post', 'slack',
        'T9', '{}', 'lane', 1, '${state}', ${due}, 0, 0, '')`);
    };
    for (const minutes of [2, 7, -60]) queue("waiting", minutes);
    queue("leased", 1);
    queue("delivered", 60);
    const metrics = await readMetrics();
    const open = (state: string) =>
      readValue(metrics, `groundswell_outbox_messages{platform="slack",state="${state}"}`);
    expect({ waiting: open("waiting"), leased: open("leased") }).toEqual({ waiting: 3, leased: 1 });
    const oldest = readValue(metrics, 'groundswell_outbox_oldest_seconds{platform="slack"}') ?? 0;
    expect(Math.round(oldest / 60)).toBe(7);
    product.execute("delete from outbox_messages where district_id = 'elsewhere'");
    product.execute("alter table schedule rename to away");
    const without = await readMetrics();
    product.execute("alter table away rename to schedule");
    expect(readValue(without, "groundswell_database_up")).toBe(0);
    expect(readValue(without, "groundswell_store_transactions_seconds_count")).toBeGreaterThan(0);
  });

  test("tell how old the newest copy of the database is, where copies are made", async () => {
    const { text } = await ask("/metrics");
    expect(readValue(text, "groundswell_backup_age_seconds")).toBeCloseTo(3600, -1);
  });

  test("have a help and a type each, and no label but codes", async () => {
    const metrics = await readMetrics();
    const names = [...metrics.matchAll(/^([a-z_]+?)(_bucket|_sum|_count)?[{ ]/gm)].map(
      ([, name]) => name,
    );
    for (const name of new Set(names)) {
      expect(metrics).toMatch(new RegExp(`^# HELP ${name}`, "m"));
      expect(metrics).toMatch(new RegExp(`^# TYPE ${name}`, "m"));
    }
    expect(metrics.match(/^# TYPE groundswell_[a-z_]+ /gm)?.length).toBeGreaterThan(11);
    const labels = new Set([...metrics.matchAll(/[{,]([a-z]+)="/g)].map(([, label]) => label));
    const allowed = ["kind", "le", "method", "outcome", "platform", "result", "route"];
    expect([...labels].filter((label) => !allowed.includes(label ?? "")).sort()).toEqual([
      "state",
      "status",
      "version",
    ]);
  });
});

test("a process that is about to end is not ready, takes nothing more in hand, and still lives", async () => {
  expect((await product.get("/readyz")).status).toBe(200);
  const isLooking = async (): Promise<boolean> => {
    let looked = false;
    const { store } = product.app.product;
    const listDistricts = store.listDistricts;
    Object.assign(store, {
      listDistricts: async () => {
        looked = true;
        return await listDistricts();
      },
    });
    await product.app.loop.runDue();
    Object.assign(store, { listDistricts });
    return looked;
  };
  expect(await isLooking()).toBe(true);
  product.app.leave();
  expect(await isLooking()).toBe(false);
  const response = await product.get("/readyz");
  expect({ status: response.status, said: await response.json() }).toEqual({
    status: 503,
    said: { ok: false, reason: "stopping" },
  });
  expect((await product.get("/healthz")).status).toBe(200);
});
