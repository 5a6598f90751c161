import { Hono } from "hono";
import { afterEach, expect, test, vi } from "vitest";
import { runHalt, runResume, showHalted } from "#cli/halt.ts";
import { noteFailure } from "#usecases/failing-schedules.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { addHealthRoutes } from "#web/health.ts";
import { adminId, at, channelOf, chatOf, ideasTo, startServing, textsTo } from "./serving-rig.ts";
import { actOf, district, leadId, principalAt, siteAt, type WaveWorld } from "./wave-world.ts";

let world: WaveWorld;
afterEach(async () => await world.stop());

/** What a monitor reads. */
async function readHealth({ product, seen }: WaveWorld): Promise<unknown> {
  const web = new Hono();
  addHealthRoutes(web, {
    product,
    seen,
    platforms: () => [],
    loopAgeSeconds: () => 0,
    isStopping: () => false,
    metricsToken: "",
  });
  const answer = await web.request("/healthz");
  expect(answer.status).toBe(200);
  return await answer.json();
}

const thanks = (receiver: number, text: string) =>
  ({
    receivers: [principalAt(receiver)],
    text,
    helped: "",
    practice: "",
    value: "",
    share: "site",
  }) as const;

test("an IT admin stops everything with two presses, and lets it go on without a flood", async () => {
  world = await startServing({ start: at("2025-08-18T17:30") });
  const chat = chatOf(world);
  const { product, sent } = world;
  const card = await chat.type(adminId, "halt");
  expect(card.title).toBe("Stop everything?");
  await world.goTo(at("2025-08-18T17:40"));
  const before = sent.length;
  expect((await chat.press(adminId, card, "Stop all sending")).text).toMatch(/stopped/);
  // Thanks that are given meanwhile are kept, and their giver is told so.
  for (const text of ["the first thing", "the second thing"]) {
    const act = { ...actOf(leadId), eventKey: text };
    const given = await giveShoutOut(product, act, thanks(0, text));
    expect(given).toMatchObject({ kind: "given", halted: true });
  }
  expect((await chat.type(leadId, "help")).context).toMatch(/All sending is stopped/);
  // A week goes by: whatever is planned stays where it is.
  await world.goTo(at("2025-08-27T10:00"));
  expect(sent.length).toBe(before);
  expect(world.seen()).toEqual({ overdue: [], stopped: 1 });
  expect(await readHealth(world)).toEqual({ ok: true, sending: "stopped" });
  expect((await chat.type(leadId, "status")).fields?.[0]?.label).toBe("All sending is stopped");
  expect((await chat.type(adminId, "resume")).text).toMatch(/Sending goes on/);
  await world.goTo(at("2025-08-27T15:30"));
  const ideas = ideasTo(sent, 0);
  expect(ideas.map(({ key }) => key)).toEqual([`nudge:${siteAt(0)}:2025-W35`]);
  // Two thanks to one person are one note; each has its own post.
  const notes = sent.filter(({ key }) => key.startsWith("thanks:"));
  expect(notes).toHaveLength(1);
  const posts = textsTo(sent, channelOf(0)).filter((text) => / thing/.test(text));
  expect(posts).toHaveLength(2);
  // Leads hear what was missed, once.
  const alarms = textsTo(sent, leadId).filter((text) => text.startsWith("Some messages were late"));
  expect(alarms).toHaveLength(1);
  expect(alarms[0]).toContain("All sending was stopped from Monday, August 18");
  await world.goTo(at("2025-08-29T17:00"));
  expect(ideasTo(sent, 0)).toHaveLength(1);
});

test("whoever keeps the machine stops and resumes by command, and both are written down", async () => {
  world = await startServing({ start: at("2025-08-18T17:30"), sites: 1 });
  const printed: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  const flags = { json: false };
  for (const run of [showHalted, runHalt, runHalt, showHalted, runResume]) await run(world, flags);
  write.mockRestore();
  expect(printed.map((line) => line.split(/[.,:]/)[0])).toEqual([
    "Sending is not stopped",
    "All sending is stopped",
    "All sending was stopped already",
    "All sending is stopped since 2025-08-18T21",
    "Sending goes on",
  ]);
  const audit = await world.product.store.read(district, (tx) => tx.audit.list(2));
  expect(audit.map(({ actor, action }) => [actor, action])).toEqual([
    ["command line", "sending_resumed"],
    ["command line", "sending_stopped"],
  ]);
});

test("nobody but an IT admin stops or resumes everything", async () => {
  world = await startServing({ start: at("2025-08-18T17:30"), sites: 1 });
  const chat = chatOf(world);
  expect((await chat.type(leadId, "halt")).buttons ?? []).toEqual([]);
  const card = await chat.type(adminId, "halt");
  expect((await chat.press(leadId, card, "Stop all sending")).text).not.toMatch(/is stopped/);
  await chat.press(adminId, card, "Stop all sending");
  await chat.type(leadId, "resume");
  await chat.type(principalAt(0), "resume");
  expect((await chat.type(adminId, "halt")).text).toMatch(/stopped already.*Ida Admin/);
});

test("after an outage leads hear which ideas were late and which did not come, once", async () => {
  world = await startServing({ start: at("2025-08-18T12:00") });
  await world.goTo(at("2025-08-19T06:10"));
  world.sleepUntil(at("2025-08-19T11:40"));
  await world.goTo(at("2025-08-19T16:30"));
  expect(ideasTo(world.sent, 0)).toHaveLength(1);
  world.sleepUntil(at("2025-09-04T18:00"));
  await world.goTo(at("2025-09-05T08:00"));
  const alarms = textsTo(world.sent, adminId).filter((text) => text.startsWith("Some messages"));
  expect(alarms[0]).toContain(
    "off from Tuesday, August 19, 6:10 AM to Tuesday, August 19, 11:40 AM",
  );
  expect(alarms[0]).toContain("Weekly ideas, Tuesday, August 19: 2 schools late.");
  expect(alarms[1]).toContain("Weekly ideas, Tuesday, August 26: 2 schools did not get any.");
  expect(alarms).toHaveLength(2);
});

test("what fails at its time is told within the hour, once, and whoever runs the machine reads it", async () => {
  world = await startServing({ start: at("2025-08-18T12:00"), sites: 1 });
  const { store } = world.product;
  const broken = { id: "reminder:x", campaign: "reminder", subject: "x" } as const;
  await store.transaction(district, (tx) =>
    tx.schedule.save({ ...broken, nextAt: at("2025-08-18T13:00") }),
  );
  // As the worker leaves it when a campaign has thrown.
  await store.transaction(district, function* (tx) {
    const row = yield* tx.schedule.find(broken.id);
    const retryAt = at("2025-08-18T14:00");
    if (!row) return;
    yield* noteFailure(tx, row, retryAt);
    yield* tx.schedule.advance(row, retryAt);
  });
  await world.goTo(at("2025-08-18T13:30"));
  await world.goTo(at("2025-08-18T13:40"));
  expect(world.seen()).toEqual({ overdue: ["reminder"], stopped: 0 });
  expect(await readHealth(world)).toEqual({ ok: true, overdue: ["reminder"] });
  const alarms = textsTo(world.sent, leadId).filter((text) => text.startsWith("Something did not"));
  expect(alarms).toHaveLength(1);
  expect(alarms[0]).toContain("Reminders of a wave: due Monday, August 18, 1:00 PM");
  // It has run by now: nothing is overdue any more.
  await world.goTo(at("2025-08-18T14:05"));
  expect(world.seen()).toEqual({ overdue: [], stopped: 0 });
});
