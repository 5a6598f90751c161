import { oncePerSchool } from "#domain/call-urgency.ts";
import { localDay } from "#domain/local-time.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import { type Answer, type Invitation, PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import {
  callWords,
  notYetWords,
  type ProgramLine,
  type SchoolLine,
  schoolListCard,
  silentWords,
  type WavePart,
} from "#messages/school-lists.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { listCallsFor, listLed, toLine } from "./list-calls.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { reminderId } from "./schedule-ids.ts";
import { listSeen } from "./wave-numbers.ts";

/** A cell with fewer schools could point at one of them. */
const SMALLEST_CELL = 3;

export interface AskedPart {
  /** The wave's name as it was typed. */
  readonly name: string;
  readonly part: WavePart;
}

/**
 * `/pl wave <name> silent|notyet|calls`: the schools behind a count, by name, for the leads who help them.
 * Undefined if there is no such wave. Throws NOT_ALLOWED.
 */
export async function showWaveSchools(
  product: Product,
  act: Actor,
  { name, part }: AskedPart,
): Promise<Card | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const [cluster] = yield* listLed(work, act);
    const reader = yield* requireRight(work, act, { right: "showWaveSchools", cluster });
    const wave = yield* tx.waves.findWaveNamed(name);
    if (!wave) return undefined;
    const looking = { reader, wave, schools: yield* readSchools(work, reader) };
    const { lines, programs = [] } = yield* parts[part](work, looking);
    return schoolListCard(product.words, { part, waveName: wave.name, lines, programs });
  });
}

interface School {
  readonly site: Site;
  /** The cluster's name. */
  readonly cluster: string | undefined;
}

interface Looking {
  readonly reader: Person;
  readonly wave: Wave;
  readonly schools: ReadonlyMap<string, School>;
}

interface Part {
  readonly lines: readonly SchoolLine[];
  readonly programs?: readonly ProgramLine[] | undefined;
}

const parts: Readonly<Record<WavePart, (work: Work, looking: Looking) => Steps<Part>>> = {
  silent: listSilent,
  notyet: listNotYet,
  calls: listWaveCalls,
};

function* readSchools(work: Work, reader: Person): Steps<Looking["schools"]> {
  const names = new Map(
    (yield* work.tx.roster.listClusters()).map(({ id, name }) => [id, name] as const),
  );
  const seen = yield* listSeen(work, reader);
  return new Map(
    [...seen.values()].map((site) => [
      site.id,
      { site, cluster: site.cluster && names.get(site.cluster) },
    ]),
  );
}

function* listSilent(work: Work, { wave, schools }: Looking): Steps<Part> {
  const lines: SchoolLine[] = [];
  for (const invitation of yield* work.tx.waves.listInvitations(wave.id)) {
    const school = schools.get(invitation.site);
    if (!school || invitation.answer !== undefined) continue;
    lines.push(yield* toSilentLine(work, school, invitation));
  }
  return { lines };
}

function* toSilentLine(
  work: Work,
  { site, cluster }: School,
  invitation: Invitation,
): Steps<SchoolLine> {
  const { tx, product, now } = work;
  const { wave, invitedOn, remindersSent, endedOn } = invitation;
  const next = yield* tx.schedule.find(reminderId(wave, site.id));
  const text = silentWords(product.words, {
    invitedOn,
    remindersSent,
    endedOn,
    nextOn: next && localDay(next.nextAt, site.zone),
    snoozedUntil: monthOf(
      product.words,
      yield* findLater(work, invitation),
      localDay(now, site.zone),
    ),
  });
  return { school: site.name, cluster, text };
}

/** What asked for a later month: it keeps an invitation to another wave back too. */
function* findLater({ tx }: Work, invitation: Invitation): Steps<Invitation> {
  if (invitation.invitedOn !== undefined || invitation.snoozedUntil !== undefined)
    return invitation;
  const all = yield* tx.waves.listSiteInvitations(invitation.site);
  return all.find(({ snoozedUntil }) => snoozedUntil !== undefined) ?? invitation;
}

function monthOf(words: Words, { snoozedUntil }: Invitation, today: string): string | undefined {
  return snoozedUntil && words.month(snoozedUntil, today);
}

/** The answer that says what is in the way: the newest "not yet" of each school. */
function* readReasons({ tx }: Work, wave: Wave): Steps<ReadonlyMap<string, Answer>> {
  const answers = (yield* tx.waves.listWaveAnswers(wave.id)).filter(
    ({ kind }) => kind === "not_yet",
  );
  return new Map(answers.map((answer) => [answer.site, answer]));
}

function* listNotYet(work: Work, { reader, wave, schools }: Looking): Steps<Part> {
  const { tx, product, now } = work;
  const reasons = yield* readReasons(work, wave);
  const lines: SchoolLine[] = [];
  const named: { readonly program: string; readonly code: string }[] = [];
  for (const invitation of yield* tx.waves.listInvitations(wave.id)) {
    const school = schools.get(invitation.site);
    if (!school || invitation.answer !== "not_yet") continue;
    const { site, cluster } = school;
    const answer = reasons.get(site.id);
    const codes = answer ? yield* listShown(work, answer) : [];
    named.push(...codes.map((code) => ({ program: site.signature ?? "", code })));
    const text = notYetWords(product.words, {
      inTheWay: codes.map((code) => labelOf(work, code)),
      own: holds(reader, "pl_lead") ? answer?.words : undefined,
      snoozedUntil: monthOf(product.words, invitation, localDay(now, site.zone)),
    });
    lines.push({ school: site.name, cluster, text });
  }
  return { lines, programs: countPrograms(work, named) };
}

function* listShown({ tx }: Work, { id }: Answer): Steps<readonly string[]> {
  return (yield* tx.waves.listPitfalls(id)).filter((code) => code !== PREFER_NOT_TO_SAY);
}

/** A pitfall as people read it. */
export function labelOf({ product }: Pick<Work, "product">, code: string): string {
  return product.words.library.pitfalls.find((each) => each.code === code)?.label ?? code;
}

function countPrograms(
  work: Work,
  named: readonly { readonly program: string; readonly code: string }[],
): readonly ProgramLine[] {
  const counts = new Map<string, ProgramLine>();
  for (const { program, code } of named) {
    if (program === "") continue;
    const key = `${program}|${code}`;
    const schools = (counts.get(key)?.schools ?? 0) + 1;
    counts.set(key, { program, label: labelOf(work, code), schools });
  }
  const { compare } = work.product.words;
  return [...counts.values()]
    .filter(({ schools }) => schools >= SMALLEST_CELL)
    .toSorted((a, b) => compare(a.program, b.program) || compare(a.label, b.label));
}

function* listWaveCalls(work: Work, { reader, wave, schools }: Looking): Steps<Part> {
  const lines: SchoolLine[] = [];
  const calls = (yield* listCallsFor(work, reader)).filter((task) => task.wave === wave.id);
  for (const task of oncePerSchool(calls)) {
    const school = schools.get(task.site);
    if (!school) continue;
    const text = callWords(work.product.words, yield* toLine(work, reader, task));
    lines.push({ school: school.site.name, cluster: school.cluster, text });
  }
  return { lines };
}
