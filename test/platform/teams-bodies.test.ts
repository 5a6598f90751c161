import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { FakePerson } from "./fake-teams/index.ts";
import { startTeamsRig, type TeamsRig } from "./teams-rig.ts";

const BODIES = 5000;
const URL = "http://127.0.0.1/api/messages";
const LIMIT_MS = 120_000;

let rig: TeamsRig;
let ana: FakePerson;
let channel: string;

beforeEach(async () => {
  rig = await startTeamsRig();
  ana = rig.teams.addPerson({ name: "Ana" });
  const ben = rig.teams.addPerson({ name: "Ben" });
  const team = rig.teams.addTeam({ people: [ana.id, ben.id] });
  channel = rig.teams.addChannel({ team: team.id }).id;
});

afterEach(async () => await rig.stop());

type Path = readonly (string | number)[];

/** Every place in a body, but what the protocol leaves open. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  const inside = Object.entries(value).flatMap(([name, part]) =>
    name === "content" ? [] : pathsOf(part, [...at, Array.isArray(value) ? Number(name) : name]),
  );
  return at.length === 0 ? inside : [at, ...inside];
}

const node = z.record(z.string(), z.unknown()).or(z.array(z.unknown()));

/** A copy with another value in one place. */
function put(value: unknown, [name, ...rest]: Path, wrong: unknown): unknown {
  if (name === undefined) return wrong;
  const read = node.parse(value);
  if (Array.isArray(read)) {
    return read.map((part, at) => (at === name ? put(part, rest, wrong) : part));
  }
  return { ...read, [name]: put(read[name], rest, wrong) };
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, name) => Object.entries(node.parse(part)).find(([key]) => key === String(name))?.[1],
    value,
  );
}

const wrongFor = (right: unknown) =>
  fc.oneof(
    ...(typeof right === "string" ? [] : [fc.string()]),
    ...(typeof right === "number"
      ? []
      : [fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })]),
    ...(typeof right === "boolean" ? [] : [fc.boolean()]),
    ...(Array.isArray(right) ? [] : [fc.array(fc.integer(), { maxLength: 3 })]),
    ...(typeof right === "object" ? [] : [fc.dictionary(fc.string(), fc.integer())]),
  );

test(
  "a wrong type in any field gets 400, five thousand times, and nothing is heard or kept",
  async () => {
    const mentions = [rig.teams.addPerson({ name: "Cy" }).id];
    const text = "praise <at>Cy</at> for the lab";
    const whole = await rig.teams.message({ by: ana.id, text, channel, mentions }).json();
    const added = { membersAdded: [{ id: ana.mri, name: "Ana" }] };
    const event = await rig.teams
      .event({ type: "conversationUpdate", by: ana.id, in: channel, more: added })
      .json();
    const bodies: unknown[] = [whole, event];
    const authorization = `Bearer ${rig.teams.token()}`;
    const headers = { authorization, "content-type": "application/json" };
    const cases = bodies.flatMap((body) => pathsOf(body).map((path) => ({ body, path })));
    expect(cases.length).toBeGreaterThan(60);
    const broken = fc
      .constantFrom(...cases)
      .chain(({ body, path }) =>
        wrongFor(at(body, path)).map((wrong) => ({ path, body: put(body, path, wrong) })),
      );
    const send = async ({ path, body }: { path: Path; body: unknown }) => {
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      const { status } = await rig.send(new Request(URL, init));
      expect(status, `${path.join(".")}: ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    };
    await fc.assert(fc.asyncProperty(broken, send), { numRuns: BODIES });
    expect(rig.heard).toEqual([]);
    expect(rig.reaches.size + rig.late.length).toBe(0);
    const good = await rig.send(rig.teams.message({ by: ana.id, text: "help" }));
    expect(good.status).toBe(200);
  },
  LIMIT_MS,
);

test(
  "whatever JSON is sent, with a token or without, is a 4xx and nobody hears it",
  async () => {
    const token = `Bearer ${rig.teams.token()}`;
    const send = async ([body, signed]: readonly [unknown, boolean]) => {
      const headers = signed ? { authorization: token } : {};
      const init = { method: "POST", headers, body: JSON.stringify(body) ?? "" };
      const { status } = await rig.send(new Request(URL, init));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    };
    const anything = fc.tuple(fc.jsonValue({ maxDepth: 4 }), fc.boolean());
    await fc.assert(fc.asyncProperty(anything, send), { numRuns: 1000 });
    expect(rig.heard).toEqual([]);
  },
  LIMIT_MS,
);
