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
import { listCallsFor, listLed, toCallLines } from "./list-calls.ts";
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
  const { tx, product, now } = work;
  const silent = (yield* tx.waves.listInvitations(wave.id)).flatMap((invitation) => {
    const school = schools.get(invitation.site);
    return school && invitation.answer === undefined ? [{ ...school, invitation }] : [];
  });
  const next = yield* tx.schedule.findAll(silent.map(({ site }) => reminderId(wave.id, site.id)));
  const laterOf = yield* readLater(work);
  const lines = silent.map(({ site, cluster, invitation }) => {
    const { invitedOn, remindersSent, endedOn } = invitation;
    const reminder = next.get(reminderId(wave.id, site.id));
    const text = silentWords(product.words, {
      invitedOn,
      remindersSent,
      endedOn,
      nextOn: reminder && localDay(reminder.nextAt, site.zone),
      snoozedUntil: monthOf(product.words, laterOf(invitation), localDay(now, site.zone)),
    });
    return { school: site.name, cluster, text };
  });
  return { lines };
}

/** What asked for a later month: it keeps an invitation to another wave back too. */
function* readLater({ tx }: Work): Steps<(invitation: Invitation) => Invitation> {
  const waves = (yield* tx.waves.listWaves()).map(({ id }) => id);
  const all = [...(yield* tx.waves.listInvitationsOf(waves)).values()].flat();
  const later = all.filter(({ snoozedUntil }) => snoozedUntil !== undefined);
  return (invitation) => {
    const isOwn = invitation.invitedOn !== undefined || invitation.snoozedUntil !== undefined;
    const other = isOwn ? undefined : later.find(({ site }) => site === invitation.site);
    return other ?? invitation;
  };
}

function monthOf(words: Words, { snoozedUntil }: Invitation, today: string): string | undefined {
  return snoozedUntil && words.month(snoozedUntil, today);
}

/** The answer that says what is in the way: the newest "not yet" of each school. */
function* readReasons({ tx }: Work, wave: Wave): Steps<ReadonlyMap<string, Answer>> {
  const answers = (yield* tx.waves.listWaveAnswers([wave.id])).filter(
    ({ kind }) => kind === "not_yet",
  );
  return new Map(answers.map((answer) => [answer.site, answer]));
}

function* listNotYet(work: Work, { reader, wave, schools }: Looking): Steps<Part> {
  const { tx, product, now } = work;
  const reasons = yield* readReasons(work, wave);
  const lines: SchoolLine[] = [];
  const named: { readonly program: string; readonly code: string }[] = [];
  const pitfalls = yield* tx.waves.listPitfallsOf([...reasons.values()].map(({ id }) => id));
  for (const invitation of yield* tx.waves.listInvitations(wave.id)) {
    const school = schools.get(invitation.site);
    if (!school || invitation.answer !== "not_yet") continue;
    const { site, cluster } = school;
    const answer = reasons.get(site.id);
    const told = (answer && pitfalls.get(answer.id)) ?? [];
    const codes = told.filter((code) => code !== PREFER_NOT_TO_SAY);
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
  const calls = (yield* listCallsFor(work, reader)).filter((task) => task.wave === wave.id);
  const seen = oncePerSchool(calls).filter(({ site }) => schools.has(site));
  const lines = (yield* toCallLines(work, reader, seen)).map((line) => ({
    school: line.school,
    cluster: schools.get(line.task.site)?.cluster,
    text: callWords(work.product.words, line),
  }));
  return { lines };
}
