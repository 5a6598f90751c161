import {
  type AnswerId,
  type ClusterId,
  type ExpeditionId,
  type MadeChangeId,
  type PauseId,
  type ShoutOutId,
  toId,
} from "#domain/ids.ts";
import type { AnswerKind } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { person, site, type World, w1 } from "./answers-rig.ts";

/** Tuesday, in the week that the digest of Monday tells. */
const TUESDAY = new Date("2025-08-19T15:00:00Z");
const SUMMER = new Date("2025-07-08T15:00:00Z");
/** The digest's instant: Monday, 7:30 at the district. */
export const NEXT_MONDAY = new Date("2025-08-25T11:30:00Z");
export const LIA = "lia-slack";
export const GIL = "gil-slack";

/** Gil's cluster is "near"; the last two schools are another's. */
export const near = ["oak", "elm", "fir", "ash", "yew", "bay"] as const;
const far = ["pine", "reed"] as const;
const answers: Readonly<Record<string, AnswerKind>> = {
  oak: "yes",
  elm: "yes",
  fir: "not_yet",
  ash: "not_yet",
  yew: "not_yet",
  bay: "no",
  pine: "not_yet",
  reed: "stop",
};

/** A week in which everything happened, and a summer before it. */
export async function fillWeek(world: World): Promise<void> {
  for (const name of [...near.slice(1), ...far]) await world.school(name, [`${name[0]}-slack`]);
  await world.run(function* (tx) {
    yield* tx.roster.saveClusters([{ id: toId<ClusterId>("away"), name: "Away" }]);
    for (const name of far) {
      const school = yield* tx.roster.getSite(site(name));
      yield* tx.roster.saveSites([{ ...school, cluster: toId<ClusterId>("away") }]);
    }
    for (const [name, kind] of Object.entries(answers)) yield* answer(tx, name, kind);
    yield* visit(tx, { name: "oak", sharedAt: TUESDAY, rooms: 5, seen: { voice: 3, choice: 1 } });
    yield* visit(tx, { name: "elm", sharedAt: TUESDAY, rooms: 4, seen: { voice: 2, choice: 1 } });
    yield* visit(tx, { name: "pine", sharedAt: TUESDAY, rooms: 6, seen: { voice: 1 } });
    // Told in another week.
    yield* visit(tx, { name: "yew", sharedAt: SUMMER, rooms: 9, seen: { voice: 9 } });
    for (const name of ["oak", "elm", "pine"]) yield* thank(tx, name, TUESDAY);
    yield* thank(tx, "yew", SUMMER);
    yield* say(tx, "said", TUESDAY);
    yield* say(tx, "long-ago", SUMMER);
    yield* say(tx, "draft", undefined);
    yield* pause(tx, "bay", "2025-08-26");
    yield* pause(tx, "yew", "2025-08-20");
    const stopped = { thanks: "public", stoppedAt: TUESDAY } as const;
    yield* tx.roster.savePreferences(person("elm-cy-slack"), stopped);
    const campaign = "digest" as const;
    yield* tx.schedule.save({ id: "digest", campaign, subject: "", nextAt: NEXT_MONDAY });
  });
}

function* answer(tx: Transaction, name: string, kind: AnswerKind): Steps<void> {
  const found = yield* tx.waves.findInvitation(w1, site(name));
  const id = toId<AnswerId>(`answer-${name}`);
  if (!found) return;
  yield* tx.waves.saveInvitation({ ...found, answer: kind, answeredAt: TUESDAY });
  const by = { person: person(`${name}-cy-slack`), platform: "slack" };
  yield* tx.waves.addAnswer({ id, wave: w1, site: site(name), kind, at: TUESDAY, ...by });
  if (kind === "not_yet") yield* tx.waves.addPitfalls(id, ["plate_full"]);
  if (kind === "yes") yield* tx.waves.saveJoining({ site: site(name), wave: w1, at: TUESDAY });
}

interface Visited {
  readonly name: string;
  readonly sharedAt: Date;
  readonly rooms: number;
  readonly seen: { readonly voice?: number; readonly choice?: number };
}

/** Two of the library's look-fors. */
const LOOKS = { voice: "L01", choice: "L02" } as const;

function* visit({ visiting }: Transaction, visited: Visited): Steps<void> {
  const { name, sharedAt, rooms, seen } = visited;
  const id = toId<ExpeditionId>(`visit-${name}`);
  const by = person(LIA);
  yield* visiting.saveExpedition({
    id,
    site: site(name),
    day: sharedAt === SUMMER ? "2025-07-01" : "2025-08-14",
    kind: "baseline",
    state: "shared",
    plannedBy: by,
    plannedAt: SUMMER,
    visitors: [by],
    sharedAt,
  });
  const looks = (["voice", "choice"] as const).filter((each) => seen[each] !== undefined);
  yield* visiting.savePart({
    expedition: id,
    part: "a",
    by,
    rooms,
    at: sharedAt,
    revision: 1,
    observations: looks.map((each) => ({
      lookFor: LOOKS[each],
      signal: "saw" as const,
      rooms: seen[each] ?? 0,
      note: "",
    })),
  });
}

export const deedAt = (name: string): string => `sharing the plan of ${name} with our team`;

function* thank({ praise }: Transaction, name: string, at: Date): Steps<void> {
  yield* praise.addShoutOut({
    id: toId<ShoutOutId>(`thanks-${name}`),
    giver: person(`${name}-cy-slack`),
    receivers: [person(name === "oak" ? "oak-ana-slack" : `${name}-${name[0]}-slack`)],
    text: deedAt(name),
    helped: "",
    practice: "choice",
    value: "",
    share: "district",
    site: site(name),
    at,
    week: "2025-W34",
  });
}

function* say({ deciding }: Transaction, id: string, saidAt: Date | undefined): Steps<void> {
  yield* deciding.saveChange({
    id: toId<MadeChangeId>(id),
    heard: `You said plates are full (${id}).`,
    changed: "we cut one meeting.",
    by: person(LIA),
    at: SUMMER,
    saidAt,
  });
}

function* pause({ serving }: Transaction, name: string, untilDay: string): Steps<void> {
  yield* serving.savePause({
    id: toId<PauseId>(`pause-${name}`),
    site: site(name),
    fromDay: "2025-08-19",
    untilDay,
    reason: "quiet",
    by: person(LIA),
    at: TUESDAY,
  });
}
