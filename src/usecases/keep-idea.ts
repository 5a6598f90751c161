import type { Language } from "#domain/language.ts";
import { type Finding, ideaFields, lintIdea } from "#domain/lint-words.ts";
import type { Nudge } from "#domain/nudge-choice.ts";
import { type Idea, type IdeaWords, toRows } from "#domain/own-nudges.ts";
import { type Season, seasonIds } from "#domain/seasons.ts";
import type { Steps } from "#ports/steps.ts";
import { readKnownNames } from "./check-line.ts";
import { renewWords, shippedWords } from "./district-words.ts";
import { NEW_IDEA, readIdeas } from "./list-ideas.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { findStudent } from "./words-desk.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** An idea as it was typed; "new" for one that is not there yet. */
export interface TypedIdea {
  readonly id: string;
  readonly audience: string;
  readonly practice: string;
  readonly minutes: string;
  readonly prefer: readonly string[];
  readonly avoid: readonly string[];
  /** Of a language in which everything is empty nothing is kept. */
  readonly words: Readonly<Record<Language, IdeaWords>>;
  /** False only looks. */
  readonly keep: boolean;
}

export type FactField = "audience" | "practice" | "minutes" | "seasons" | "words";

export interface KeptIdea {
  /** The idea's id where it was kept. */
  readonly kept: string | undefined;
  /** What is not filled in as it has to be. */
  readonly wrong: readonly FactField[];
  readonly findings: Readonly<Record<Language, readonly Finding[]>>;
  /** What would be kept; undefined while something is not filled in. */
  readonly idea: Pick<Idea, "facts" | "words"> | undefined;
}

/**
 * Looks at an idea, and keeps it if nothing stands in the way. An idea that is changed stays the same idea:
 * whoever got it this year does not get it again. Undefined for one that there is not. Throws NOT_ALLOWED.
 */
export async function keepIdea(
  product: Product,
  actor: Actor,
  typed: TypedIdea,
): Promise<KeptIdea | undefined> {
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, actor, "keepIdea");
    // First of all: of two leads who add one at once, the second sees the first's.
    if (typed.keep) yield* renewWords(work);
    const ideas = yield* readIdeas(work);
    const before = ideas.find(({ facts }) => facts.id === typed.id);
    if (!before && typed.id !== NEW_IDEA) return undefined;
    return yield* settle(work, actor, { typed, before, ideas });
  });
}

interface Settled {
  readonly typed: TypedIdea;
  readonly before: Idea | undefined;
  readonly ideas: readonly Idea[];
}

function* settle(work: Work, actor: Actor, { typed, before, ideas }: Settled): Steps<KeptIdea> {
  const looked = yield* look(work, typed, before?.facts.id ?? nextId(ideas));
  const { idea } = looked;
  if (!typed.keep || !idea || isStopped(looked)) return { ...looked, kept: undefined };
  yield* saveIdea(work, idea, before?.isRetired ? work.now : undefined);
  const subject = `idea:${idea.facts.id}`;
  yield* writeAudit(work, { actor: actorOf(actor), action: "idea_changed", subject });
  return { ...looked, kept: idea.facts.id };
}

function isStopped({ findings }: Pick<KeptIdea, "findings">): boolean {
  return [...findings.en, ...findings.es].some(({ level }) => level === "error");
}

/** In place of whatever was kept of it. */
export function* saveIdea(
  { tx, product, now }: Work,
  idea: Pick<Idea, "facts" | "words">,
  retiredAt: Date | undefined,
): Steps<void> {
  const { en, es } = shippedWords(product);
  yield* tx.serving.removeOwnNudge(idea.facts.id);
  for (const row of toRows(idea, { en: en.library, es: es.library }, retiredAt)) {
    yield* tx.serving.saveOwnNudge(row, now);
  }
}

const OWN_ID = /^D(\d+)$/;

/** D1, D2: short enough to type after /pl preview. */
function nextId(ideas: readonly Idea[]): string {
  const used = ideas.map(({ facts }) => Number(OWN_ID.exec(facts.id)?.[1] ?? 0));
  return `D${Math.max(0, ...used) + 1}`;
}

function* look(work: Work, typed: TypedIdea, id: string): Steps<Omit<KeptIdea, "kept">> {
  const facts = readFacts(work, typed, id);
  const words = { en: saidIn(typed, "en"), es: saidIn(typed, "es") };
  const wrong: readonly FactField[] = [
    ...facts.wrong,
    ...(words.en || words.es ? [] : (["words"] as const)),
  ];
  const findings = { en: yield* lint(work, words, "en"), es: yield* lint(work, words, "es") };
  const idea = wrong.length > 0 ? undefined : { facts: facts.read, words };
  return { wrong, findings, idea };
}

function saidIn({ words }: TypedIdea, language: Language): IdeaWords | undefined {
  const said = words[language];
  return ideaFields.every((field) => said[field] === "") ? undefined : said;
}

function* lint(work: Work, words: Idea["words"], language: Language): Steps<readonly Finding[]> {
  const said = words[language];
  if (!said) return [];
  const students: Finding[] = [];
  for (const field of ideaFields) {
    const found = yield* findStudent(work, said[field]);
    students.push(...found.map((one) => ({ ...one, field })));
  }
  return [...students, ...lintIdea(said, { language, known: yield* readKnownNames(work) })];
}

const WHOLE = /^\d{1,2}$/;
const MOST_MINUTES = 60;

/** Reads what was chosen; a season is asked for, "any" included. */
function readFacts({ product }: Work, typed: TypedIdea, id: string) {
  const { practice } = typed;
  const audience: Nudge["audience"] = typed.audience === "principal" ? "principal" : "teacher";
  const minutes = WHOLE.test(typed.minutes.trim()) ? Number(typed.minutes) : 0;
  const [prefer, avoid] = [typed.prefer, typed.avoid].map((each) =>
    seasonIds.filter((season) => each.includes(season)),
  );
  const seasons: readonly Season[] = prefer ?? [];
  const isKnown = product.words.library.practices.some((one) => one.id === practice);
  const wrong: FactField[] = [];
  if (typed.audience !== audience) wrong.push("audience");
  if (!isKnown) wrong.push("practice");
  if (minutes < 1 || minutes > MOST_MINUTES) wrong.push("minutes");
  if (seasons.length === 0 || seasons.some((season) => avoid?.includes(season)))
    wrong.push("seasons");
  return { wrong, read: { id, audience, practice, minutes, prefer: seasons, avoid: avoid ?? [] } };
}
