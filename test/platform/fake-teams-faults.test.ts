import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCaller, createConnector } from "./fake-teams/client.ts";
import { type FakeTeams, type Fault, startFakeTeams } from "./fake-teams/index.ts";
import { createLimits } from "./fake-teams/limits.ts";
import { addStaff, errorCode, toOne, write } from "./fake-teams/scene.ts";
import { createWorld } from "./fake-teams/world.ts";

const hello = { type: "message", text: "Hello" };

describe("a post that goes wrong", () => {
  let teams: FakeTeams;
  let conversation: string;
  let post: (signal?: AbortSignal) => Promise<number>;

  beforeEach(async () => {
    teams = await startFakeTeams();
    const call = await createCaller(teams);
    conversation = teams.addPerson().conversation;
    post = async (signal) => {
      const said = await call("POST", `conversations/${conversation}/activities`, hello, signal);
      return said.status;
    };
  });

  afterEach(async () => {
    await teams.stop();
  });

  const texts = () => teams.messages(conversation).map(({ body }) => body.text);

  test.each<[Fault, number, string[]]>([
    [{ status: 502 }, 502, []],
    [{ status: 502, processed: true }, 502, ["Hello"]],
    [{ status: 412, code: "PreconditionFailed" }, 412, []],
    [{ delayMs: 1 }, 201, ["Hello"]],
  ])("is answered as told: %o", async (fault, status, kept) => {
    teams.fail("post", fault);
    expect(await post()).toBe(status);
    expect(texts()).toEqual(kept);
    expect(teams.calls.at(-1)).toMatchObject({ kind: "post", status, body: hello });
  });

  test.each<[Fault, string[]]>([
    [{ reset: "before" }, []],
    [{ reset: "after" }, ["Hello"]],
  ])("is cut off, and was kept or not: %o", async (fault, kept) => {
    teams.fail("post", fault);
    await expect(post()).rejects.toThrow("fetch failed");
    expect(texts()).toEqual(kept);
    expect(teams.calls.at(-1)?.status).toBe(0);
  });

  test.each<[Fault, string[]]>([
    [{ hang: "before" }, []],
    [{ hang: "after" }, ["Hello"]],
    [{ delayMs: 60_000 }, ["Hello"]],
  ])("is not answered in time, and was kept or not: %o", async (fault, kept) => {
    teams.fail("post", fault);
    const hanging = new AbortController();
    const seen = teams.calls.length;
    const posting = post(hanging.signal);
    await expect.poll(() => teams.calls.length).toBeGreaterThan(seen);
    expect(texts()).toEqual(kept);
    hanging.abort();
    await expect(posting).rejects.toThrow(/abort/);
    expect(teams.calls.at(-1)?.status).toBe(0);
  });

  test("is not waited for when the fake stops", async () => {
    teams.fail("post", { hang: "before" });
    const seen = teams.calls.length;
    const posting = expect(post()).rejects.toThrow("fetch failed");
    await expect.poll(() => teams.calls.length).toBeGreaterThan(seen);
    await teams.stop();
    await posting;
    teams = await startFakeTeams();
  });

  test("goes wrong as often as told, and other calls do not", async () => {
    teams.fail("post", { status: 503 }, 2);
    teams.fail("targeted", { status: 500 });
    expect([await post(), await post(), await post()]).toEqual([503, 503, 201]);
  });

  test("says why in Bot Framework's own client, and when to come back", async () => {
    const client = await createConnector(teams);
    teams.fail("post", { status: 429 });
    await expect(
      client.conversations.sendToConversation(conversation, write("Hello")),
    ).rejects.toMatchObject({ statusCode: 429, code: "Throttled" });
    teams.fail("post", { status: 429, retryAfter: "7" });
    const call = await createCaller(teams);
    const said = await call("POST", `conversations/${conversation}/activities`, hello);
    expect([said.status, said.headers.get("retry-after")]).toEqual([429, "7"]);
  });
});

test("each kind of call can go wrong on its own", async () => {
  const teams = await startFakeTeams();
  const call = await createCaller(teams);
  const { ana, team, channel } = addStaff(teams);
  const kept = await call("POST", `conversations/${channel.id}/activities`, hello);
  const at = `conversations/${channel.id}/activities/${Object(kept.body).id}`;
  const calls = [
    ["create", "POST", "conversations", toOne(teams, ana.id)],
    ["update", "PUT", at, hello],
    ["delete", "DELETE", at, undefined],
    ["member", "GET", `conversations/${team.id}/members/${ana.id}`, undefined],
    ["members", "GET", `conversations/${team.id}/pagedmembers`, undefined],
    [
      "targeted",
      "POST",
      `conversations/${channel.id}/activities?isTargetedActivity=true`,
      { ...hello, recipient: { id: ana.mri } },
    ],
  ] as const;
  for (const [kind, method, path, body] of calls) {
    teams.fail(kind, { status: 500 });
    expect((await call(method, path, body)).status).toBe(500);
    expect((await call(method, path, body)).status).toBeLessThan(300);
    expect(teams.calls.slice(-2).map((each) => each.kind)).toEqual([kind, kind]);
  }
  await teams.stop();
});

describe("limits", () => {
  let teams: FakeTeams;
  let now: number;

  beforeEach(async () => {
    now = Date.parse("2026-09-01T12:00:00Z");
    teams = await startFakeTeams({ limits: true, clock: { now: () => new Date(now) } });
  });

  afterEach(async () => {
    await teams.stop();
  });

  /** How many of so many calls at once are answered 429. */
  async function countRefused(times: number, call: (at: number) => Promise<{ status: number }>) {
    const statuses: number[] = [];
    for (let at = 0; at < times; at++) statuses.push((await call(at)).status);
    return statuses.filter((status) => status === 429).length;
  }

  test("a conversation takes seven messages a second, eight in two, sixty in thirty", async () => {
    const call = await createCaller(teams);
    const { conversation } = teams.addPerson();
    const post = () => call("POST", `conversations/${conversation}/activities`, hello);
    expect(await countRefused(8, post)).toBe(1);
    now += 1000;
    expect(await countRefused(2, post)).toBe(1);
    const refused = await post();
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(errorCode(refused.body)).toBe("Throttled");
  });

  test("a conversation takes sixty messages in half a minute, and 1,800 in an hour", async () => {
    const call = await createCaller(teams);
    const { conversation } = teams.addPerson();
    const post = () => call("POST", `conversations/${conversation}/activities`, hello);
    const later = (ms: number) => {
      now += ms;
      return post();
    };
    expect(await countRefused(60, () => later(400))).toBe(0);
    expect((await post()).headers.get("retry-after")).toBe("7");
    expect((await later(6_400)).status).toBe(201);
    const limits = createLimits(createWorld({ clock: { now: () => new Date(now) } }));
    for (let sent = 0; sent < 1800; sent++) {
      now += 1000;
      limits.take({ place: "a:1", reads: false });
    }
    expect(() => limits.take({ place: "a:1", reads: false })).toThrow(
      expect.objectContaining({ status: 429, headers: { "retry-after": "1801" } }),
    );
  });

  test("a thread counts for its channel, and reading people counts apart", async () => {
    const call = await createCaller(teams);
    const { channel } = addStaff(teams);
    const at = (thread: number) => `conversations/${channel.id};messageid=${thread}`;
    const post = (thread: number) => call("POST", `${at(thread)}/activities`, hello);
    expect(await countRefused(9, post)).toBe(2);
    const read = () => call("GET", `conversations/${channel.id}/pagedmembers`);
    expect(await countRefused(15, read)).toBe(1);
  });

  test("all conversations together take fifty calls a second", async () => {
    const call = await createCaller(teams);
    const people = Array.from({ length: 52 }, () => teams.addPerson().id);
    const open = (at: number) => call("POST", "conversations", toOne(teams, people[at] ?? ""));
    expect(await countRefused(52, open)).toBe(2);
    now += 1000;
    expect(await countRefused(2, open)).toBe(0);
  });

  test("nobody is told to wait where limits were not asked for", async () => {
    const free = await startFakeTeams();
    const call = await createCaller(free);
    const { conversation } = free.addPerson();
    const post = () => call("POST", `conversations/${conversation}/activities`, hello);
    expect(await countRefused(60, post)).toBe(0);
    await free.stop();
  });
});
