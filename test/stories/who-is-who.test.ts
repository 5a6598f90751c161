import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mention } from "#domain/mentions.ts";
import { matchPeople } from "#usecases/match-people.ts";
import { createMatching } from "#worker/matching.ts";
import { admin, colleague, lead, principal, teacher } from "./playground-rig.ts";
import { district, START, startWorkspace, textOf, type Workspace } from "./workspace-rig.ts";

let place: Workspace;

beforeEach(async () => {
  place = await startWorkspace();
});
afterEach(async () => await place.stop());

const PRAISE = "/praise";

const changed = async (account: string, email?: string, kind?: "gone" | "guest") =>
  await place.send(account, {
    kind: "profile",
    profile: place.desk.add(account, email, kind ?? "staff"),
  });

describe("somebody comes for the first time", () => {
  test("staff are known by their e-mail, in any case, and go on in the same turn", async () => {
    place.desk.add("U5", (await place.emailOf(teacher)).toUpperCase());
    expect(await place.command("U5", PRAISE)).toMatchObject({ kind: "form" });
    expect(await place.owner("U5")).toBe(teacher);
    await place.command("U5", "/pl help");
    expect(place.desk.asked).toHaveLength(1);
  });

  test.each([
    ["a guest", "guest"],
    ["a bot", "bot"],
    ["a stranger of another workspace", "stranger"],
    ["somebody who has left", "gone"],
  ] as const)(
    "%s with the e-mail of staff is turned away, and nothing is kept",
    async (_who, kind) => {
      place.desk.add("U5", await place.emailOf(teacher), kind);
      expect(textOf(await place.command("U5", PRAISE))).toContain(
        "can't find you on the staff list",
      );
      expect(await place.owner("U5")).toBeUndefined();
    },
  );

  test("whoever is not on the roster, or shows no e-mail, is turned away", async () => {
    place.desk.add("U6", "student@example.org");
    place.desk.add("U7");
    for (const account of ["U6", "U7", "U8"]) {
      expect(textOf(await place.command(account, PRAISE))).toContain("staff list");
      expect(await place.owner(account)).toBeUndefined();
    }
    expect(await place.send("U6", { kind: "opened" })).toMatchObject({ kind: "note" });
  });

  test("when the platform cannot say who it is, the same press works a minute later", async () => {
    place.desk.add("U5", await place.emailOf(teacher));
    place.desk.down = true;
    const reply = await place.command("U5", "/pl start", "press-1");
    expect(reply).toMatchObject({ kind: "failed" });
    expect(textOf(reply)).toContain("try again in a minute");
    place.desk.down = false;
    expect(textOf(await place.command("U5", "/pl start", "press-1"))).toContain("one short idea");
  });
});

describe("people come, change and leave", () => {
  test("who joins the workspace is known before the first word", async () => {
    await changed("U5", await place.emailOf(teacher));
    expect(await place.owner("U5")).toBe(teacher);
  });

  test.each(["gone", "guest"] as const)(
    "an account that is %s is nobody's any more",
    async (kind) => {
      await changed("U5", await place.emailOf(teacher));
      await changed("U5", await place.emailOf(teacher), kind);
      expect(await place.owner("U5")).toBeUndefined();
    },
  );

  test("another e-mail of the roster says who it is now; an unknown one changes nothing", async () => {
    await changed("U5", await place.emailOf(teacher));
    await changed("U5", "new.name@example.org");
    expect(await place.owner("U5")).toBe(teacher);
    await changed("U5", await place.emailOf(colleague));
    expect(await place.owner("U5")).toBe(colleague);
  });

  test("who gets a new account is reached through that one alone", async () => {
    await changed("U5", await place.emailOf(teacher));
    await changed("U55", await place.emailOf(teacher));
    expect([await place.owner("U5"), await place.owner("U55")]).toEqual([undefined, teacher]);
  });
});

test("a guest who keeps trying asks the platform once a minute, and is known when it changes", async () => {
  place.desk.add("UGUEST", await place.emailOf(teacher), "guest");
  for (let turn = 0; turn < 20; turn++) await place.command("UGUEST", PRAISE);
  expect(place.desk.asked).toHaveLength(1);
  await changed("UGUEST", await place.emailOf(teacher));
  expect(await place.command("UGUEST", PRAISE)).toMatchObject({ kind: "form" });
});

test.each(["constructor", "__proto__", "toString", `link${" ".repeat(3900)}x`])(
  "an odd command (%#) is answered like any that nobody knows",
  async (word) => {
    place.desk.add("U5", await place.emailOf(teacher));
    const reply = await place.command("U5", `/pl ${word}`);
    expect(reply.kind).toBe("note");
    expect(textOf(reply)).not.toContain("went wrong");
  },
);

describe("a lead matches by hand", () => {
  const match = async (account: string, to: string) =>
    textOf(await place.command("ULEAD", `/pl match ${mention(account)} to ${to}`));

  beforeEach(async () => {
    place.desk.add("ULEAD", await place.emailOf(lead));
    place.desk.add("U5", "private@example.org");
  });

  test("by name or by e-mail, and whose it is now is said", async () => {
    expect(await match("U5", "Christopher Reyes")).toContain("Christopher Reyes is reached");
    expect(await place.owner("U5")).toBe(teacher);
    expect(await match("U5", await place.emailOf(teacher))).toContain("already");
    expect(await match("U5", await place.emailOf(colleague))).toContain("by an IT admin only");
    expect(await place.owner("U5")).toBe(teacher);
    place.desk.add("UADMIN", await place.emailOf(admin));
    const moved = `/pl match ${mention("U5")} to ${await place.emailOf(colleague)}`;
    expect(textOf(await place.command("UADMIN", moved))).toContain("no longer Christopher");
    expect(await place.owner("U5")).toBe(colleague);
    expect(await place.command("U5", PRAISE)).toMatchObject({ kind: "form" });
  });

  test("nobody comes into more rights than they have: not by their own account, not by a friend's", async () => {
    await place.command("ULEAD", "/pl help");
    expect(await match("ULEAD", await place.emailOf(admin))).toContain("by an IT admin only");
    expect(await match("U5", await place.emailOf(admin))).toContain("by an IT admin only");
    expect(await place.owner("ULEAD")).toBe(lead);
    expect(await place.owner("U5")).toBeUndefined();
  });

  test("what a lead said stays, whatever e-mail the account shows", async () => {
    place.desk.add("UOFFICE", await place.emailOf(principal));
    expect(await match("UOFFICE", await place.emailOf(teacher))).toContain("reached");
    await changed("UOFFICE", await place.emailOf(principal));
    expect(await place.owner("UOFFICE")).toBe(teacher);
    await changed("UOFFICE", undefined, "gone");
    expect(await place.owner("UOFFICE")).toBeUndefined();
  });

  test("nothing changes for a guest, an unknown e-mail, an unclear name or no mention", async () => {
    place.desk.add("UGUEST", await place.emailOf(teacher), "guest");
    expect(await match("UGUEST", "Christopher Reyes")).toContain("can be nobody's");
    expect(await match("U5", "nobody@example.org")).toContain("nobody@example.org");
    expect(await match("U5", "Jun Branzo")).toContain("Did you mean Jun Brânză");
    expect(await match("U5", "Qqqq Zzzz")).toContain("can't find");
    expect(textOf(await place.command("ULEAD", "/pl match Jun Brânză"))).toContain("like this");
    expect(await place.owner("U5")).toBeUndefined();
  });

  test("a teacher may not, and nobody is looked up for it", async () => {
    place.desk.add("U6", await place.emailOf(colleague));
    await place.command("U6", "/pl help");
    const before = place.desk.asked.length;
    const reply = await place.command("U6", `/pl match ${mention("U5")} to Christopher Reyes`);
    expect(textOf(reply)).toContain("not yours");
    expect(place.desk.asked).toHaveLength(before);
  });

  test("when the platform does not answer, the lead may try again", async () => {
    await place.command("ULEAD", "/pl help");
    place.desk.down = true;
    const text = `/pl match ${mention("U5")} to Christopher Reyes`;
    expect(await place.command("ULEAD", text, "match-1")).toMatchObject({ kind: "failed" });
    place.desk.down = false;
    expect(textOf(await place.command("ULEAD", text, "match-1"))).toContain("is reached");
  });
});

describe("accounts are found in the background", () => {
  const look = async () => await matchPeople(place.product, place.desk.findProfile, district);
  const emails = () => place.desk.asked.map((who) => ("email" in who ? who.email : ""));

  test("principals and leads come first, twenty at a time, each of them once", async () => {
    // After the roster has come, however long that took.
    place.clock.moveTo(new Date(START.getTime() + 60_000));
    place.desk.add("U1", await place.emailOf(principal));
    place.desk.add("U5", await place.emailOf(teacher));
    await look();
    expect(emails()).toHaveLength(20);
    expect(emails()).toContain(await place.emailOf(principal));
    expect(emails()).not.toContain(await place.emailOf(teacher));
    expect(await place.owner("U1")).toBe(principal);
    for (let round = 0; round < 6; round++) await look();
    expect(emails()).toContain(await place.emailOf(teacher));
    expect(emails()).toContain(await place.emailOf(lead));
    expect(emails().slice(0, 90).length).toBe(new Set(emails().slice(0, 90)).size);
  });

  test("a platform that does not answer is asked for the same people again", async () => {
    await look();
    place.desk.down = true;
    await look();
    const [first] = emails().slice(20);
    expect(emails()).toHaveLength(21);
    place.desk.down = false;
    await look();
    expect(emails()[21]).toBe(first);
  });

  test("guests are left alone, and a match by hand is not taken away", async () => {
    place.desk.add("UGUEST", await place.emailOf(principal), "guest");
    place.desk.add("ULEAD", await place.emailOf(lead));
    place.desk.add("U1", "private@example.org");
    await place.command("ULEAD", `/pl match ${mention("U1")} to Christopher Reyes`);
    await look();
    expect(await place.owner("UGUEST")).toBeUndefined();
    expect(await place.owner("U1")).toBe(teacher);
  });

  test("the worker begins once a minute, and a stop waits for what is under way", async () => {
    const matching = createMatching(place.product, place.desk.findProfile);
    matching.look(district);
    matching.look(district);
    place.clock.moveTo(new Date(START.getTime() + 60_000));
    matching.look(district);
    await matching.stop();
    expect(emails()).toHaveLength(20);
    matching.look(district);
    await matching.stop();
    expect(emails()).toHaveLength(20);
    const again = createMatching(place.product, place.desk.findProfile);
    again.look(district);
    await again.stop();
    expect(new Set(emails()).size).toBe(40);
  });
});
