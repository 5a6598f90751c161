import { beforeEach, expect, test } from "vitest";
import { cardIn, formIn } from "./answers-desk.ts";
import { useWorlds, type World } from "./answers-rig.ts";
import { all, type ExpeditionWorld, errorsIn, expeditionWorld, only } from "./expedition-world.ts";

const [lia, ana, ben, cy] = ["lia-slack", "oak-ana-slack", "oak-ben-teams", "oak-cy-slack"];
const CHOICE = "Students pick between two or more ways to do the work.";
const VOICE = "Students answer each other, not only the teacher.";
const AIMS = "Students can say what they are working on and why.";
const NOTICED = { rooms: "7", seen: ["L01", "L04"], heard: ["L04"] };

let world: World;
let desk: ExpeditionWorld;
useWorlds((opened) => {
  world = opened.world;
});
beforeEach(async () => {
  desk = await expeditionWorld(world);
});

/** Planned for Monday the 25th, written down and finished on it. */
async function visited(noticed = NOTICED): Promise<void> {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-25", "09:30");
  await desk.record(lia, noticed);
  await desk.finish(lia);
  await world.deliver();
}

test("a visit is told before, seen by the staff first, then by the principal, and last by the district", async () => {
  const planned = cardIn(await desk.plan(lia, { day: "8/25" }));
  expect(planned.text).toContain("Planned: Oak School, Monday, August 25.");
  await world.deliver();
  for (const principal of [ana, ben]) {
    const told = only(desk.mail(principal));
    expect(all(told)).toContain("On Monday, August 25, Lia of the office will visit a few rooms");
  }
  expect(desk.posts()).toEqual([]);
  await desk.go("2025-08-20", "07:20");
  const headsUp = only(desk.posts());
  for (const line of world.product.words.library.expedition.agreement)
    expect(all(headsUp)).toContain(line);
  expect(all(headsUp)).toContain("a colleague from the district");

  await desk.go("2025-08-25", "09:30");
  await desk.record(lia, { ...NOTICED, line: "One said the plan helps", about: "L04" });
  expect((await desk.state()).looks).toEqual([]);
  const done = await desk.finish(lia);
  expect(done.text).toContain("The staff of Oak School read it first");
  expect(done.text).toContain("the principal reads it on Thursday, August 28");
  await world.deliver();
  const said = all(desk.report());
  expect(said).toContain("Already happening at Oak School");
  expect(said).toContain("Thank you for opening 7 rooms. We noticed 2 good things.");
  expect(said).toContain(`Seen\n${CHOICE}\n${VOICE}\nHeard\n${VOICE}`);
  expect(said).toContain("One said the plan helps");
  expect(await desk.state()).toMatchObject({ kind: "baseline", state: "staff", looks: [] });

  await desk.go("2025-08-27", "15:30");
  expect(desk.mail(ana)).toHaveLength(1);
  await desk.go("2025-08-28", "07:05");
  expect(await desk.state()).toMatchObject({ state: "principal", looks: [] });
  for (const who of [ana, ben])
    expect(all(desk.mail(who).at(-1) ?? planned)).toContain("Your starting picture is ready.");
  await desk.go("2025-08-29", "07:05");
  const shared = await desk.state();
  expect(shared.state).toBe("shared");
  expect(shared.looks.map(({ lookFor, rooms }) => [lookFor, rooms])).toEqual([
    ["L01", 1],
    ["L04", 1],
  ]);
  const audited = (await world.run((tx) => tx.audit.list(20))).map(({ action }) => action);
  expect(audited.filter((action) => action.startsWith("visit_")).toReversed()).toEqual([
    "visit_planned",
    "visit_finished",
    "visit_shared",
  ]);
});

test("a room is left out without a reason, those who visit know at once, and it is forgotten with the visit", async () => {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-20", "07:20");
  const headsUp = only(desk.posts());
  const noted = cardIn(await world.press(cy, headsUp, "Skip my room"));
  expect(noted.text).toContain("they will leave your room out");
  await desk.go("2025-08-20", "09:00");
  expect(all(only(desk.mail(lia)))).toContain("please leave out the room of Cy of oak");
  expect(all(await desk.opened(lia))).toContain("Please leave out the room of\nCy of oak");
  // Nobody else of the school reads of it.
  expect([...desk.mail(ana), ...desk.posts()].map(all).join()).not.toContain("Cy of oak");
  await world.press(cy, noted, "You may come in");
  expect((await desk.state()).skips).toEqual([]);
  await world.press(cy, headsUp, "Skip my room");
  await desk.go("2025-08-25", "09:30");
  await desk.record(lia, NOTICED);
  await desk.finish(lia);
  await world.deliver();
  expect((await desk.state()).skips).toEqual([]);
  expect(desk.mail(lia)).toEqual([]);
  expect(cardIn(await world.press(cy, headsUp, "Skip my room")).text).toContain("is over");
});

test("nobody of another school asks for a room here, and no teacher plans a visit", async () => {
  await world.school("elm", ["ana-slack"]);
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-20", "07:20");
  await world.press("elm-cy-slack", only(desk.posts()), "Skip my room");
  expect((await desk.state()).skips).toEqual([]);
  const card = await desk.list(cy);
  expect(card.buttons).toEqual([]);
  expect(card.text).toContain("No visit of yours is planned");
});

test("what staff say is not right goes no further until somebody has looked at it", async () => {
  await visited();
  const form = formIn(await world.press(cy, desk.report(), "Something is not right"));
  const bad = errorsIn(await world.submit(cy, form, { line: "That was room 12" }));
  expect(bad.line).toContain("room 12");
  const line = "The choice was the week before, not now";
  await world.submit(cy, form, { line });
  await world.submit(cy, form, { line });
  await desk.go("2025-08-25", "12:00");
  const asked = only(desk.mail(lia));
  expect(all(asked)).toContain(line);
  expect(all(asked)).not.toContain("Cy");
  await desk.go("2025-08-28", "07:05");
  await desk.go("2025-09-03", "07:05");
  expect((await desk.state()).state).toBe("staff");
  // Five school days late the other leads are asked too.
  await desk.go("2025-09-04", "09:00");
  expect(all(only(desk.mail("mo-teams")))).toContain(line);

  const change = formIn(await world.press(lia, asked, "Change the notes"));
  expect(change.note).toContain(line);
  await world.submit(lia, change, { looks: ["L01"] });
  await world.deliver();
  expect(all(desk.report())).not.toContain(CHOICE);
  await desk.go("2025-09-04", "09:30");
  expect(all(only(desk.mail(cy)))).toContain("Lia of the office changed the notes");
  expect(cardIn(await world.press("mo-teams", asked, "Keep them")).text).toContain("settled");
  await desk.go("2025-09-05", "07:05");
  await desk.go("2025-09-08", "07:05");
  const { state, looks } = await desk.state();
  expect([state, looks.map(({ lookFor }) => lookFor)]).toEqual(["shared", ["L04"]]);
});

test("a visit is on a school day, in no testing week, and far enough off for the staff to hear of it", async () => {
  await desk.calendar([
    { day: "2025-08-29", kind: "closed", label: "Closed" },
    { day: "2025-09-04", kind: "testing", label: "State test" },
    { day: "2025-09-10", kind: "remote", label: "Remote" },
  ]);
  const refused = async (day: string) => errorsIn(await desk.plan(lia, { day })).day;
  expect(await refused("8/29")).toContain("no school");
  expect(await refused("9/2")).toContain("testing week");
  expect(await refused("9/10")).toBeDefined();
  expect(await refused("8/18")).toContain("later than today");
  await desk.go("2025-08-18", "17:30");
  expect(await refused("8/19")).toContain("The next good day is Wednesday, August 20.");
  // The day after a testing week is heard of before that week.
  await desk.plan(lia, { day: "9/8" });
  await desk.go("2025-08-28", "07:20");
  expect(all(only(desk.posts()))).toContain("September 8");
});

test("a moved visit changes the same post, and one that is called off says so to whoever knew of it", async () => {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-20", "07:20");
  await world.press(cy, only(desk.posts()), "Skip my room");
  const form = formIn(await world.press(lia, await desk.opened(lia), "Another day"));
  await world.submit(lia, form, { day: "8/27" });
  await world.deliver();
  expect(all(only(desk.posts()))).toContain("moved from Monday, August 25 to Wednesday, August 27");
  await desk.go("2025-08-20", "09:00");
  expect(all(desk.mail(ana).at(-1) ?? only([]))).toContain("August 27");
  const sure = cardIn(await world.press(lia, await desk.opened(lia), "Call it off"));
  expect((await desk.state()).state).toBe("planned");
  await world.press(lia, sure, "Call it off");
  await desk.go("2025-08-25", "09:00");
  expect(all(only(desk.posts()))).toContain("will not take place");
  expect(all(desk.mail(ana).at(-1) ?? only([]))).toContain("will not take place");
  expect(await desk.state()).toMatchObject({ state: "cancelled", skips: [] });
});

test("one form sent twice is one record, and it holds no room, no score and nobody's name", async () => {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-25", "09:30");
  const form = await desk.openRecord(lia);
  const lines = ["They chose in R204", "I would rate it 4 stars", "Ana let them choose the order"];
  for (const line of lines) {
    const refused = errorsIn(await world.submit(lia, form, { ...NOTICED, line, about: "L01" }));
    expect(Object.keys(refused)).toEqual(["line"]);
  }
  expect(errorsIn(await world.submit(lia, form, { ...NOTICED, rooms: "many" }))).toHaveProperty(
    "rooms",
  );
  expect((await desk.state()).parts).toEqual([]);
  const kept = cardIn(await world.submit(lia, form, NOTICED));
  expect(kept.text).toBe("Saved for Oak School: 7 rooms, 2 things noticed.");
  await world.submit(lia, form, NOTICED);
  const counts = formIn(await world.press(lia, kept, "In how many rooms?"));
  expect(
    errorsIn(await world.submit(lia, counts, { rooms_L01: "8", rooms_L04: "2" })),
  ).toHaveProperty("rooms_L01");
  await world.submit(lia, counts, { rooms_L01: "5", rooms_L04: "2" });
  const part = only((await desk.state()).parts);
  expect([part.rooms, part.observations]).toEqual([
    7,
    [
      { lookFor: "L01", signal: "saw", rooms: 5, note: "" },
      { lookFor: "L04", signal: "both", rooms: 2, note: "" },
    ],
  ]);
});

test("a later visit stands beside the first one and takes nothing away", async () => {
  await visited();
  await desk.go("2025-08-28", "07:05");
  await desk.go("2025-08-29", "07:05");
  await desk.plan(lia, { day: "9/8" });
  await desk.go("2025-09-08", "09:30");
  await desk.record(lia, { rooms: "5", seen: ["L05"], heard: [] });
  await desk.finish(lia);
  await world.deliver();
  const said = all(desk.report());
  expect(said).toContain(`Also seen now\n${AIMS}`);
  expect(said).toContain(`Seen before\n${CHOICE}\n${VOICE}`);
  expect(await desk.state()).toMatchObject({ kind: "follow_up", state: "staff" });
});
