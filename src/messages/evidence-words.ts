import type { Evidence } from "#domain/training.ts";
import type { Words } from "./words.ts";

/** Of fewer schools or rooms no number is told. */
const SMALLEST_CELL = 3;
const FULL_STOP = /\.$/;

/** The library's word for a pitfall; "" for one that it has no more. */
export function pitfallLabel({ library }: Words, code: string): string {
  return library.pitfalls.find((each) => each.code === code)?.label ?? "";
}

/** One count behind a training, in words for who decides on it. */
export function evidenceWords(words: Words, evidence: Evidence): string {
  if (evidence.kind === "named") {
    const label = labelOf(words, evidence.pitfalls);
    return evidence.sites < SMALLEST_CELL
      ? words.say("digest_evidence_named_few", { label })
      : words.say("digest_evidence_named", { label, count: String(evidence.sites) });
  }
  if (evidence.kind === "themes") {
    const label = pitfallLabel(words, evidence.pitfall);
    return words.say("digest_evidence_themes", { label, count: String(evidence.groups) });
  }
  return noticedWords(words, evidence);
}

/** The same for everybody: of what few schools or rooms show not even that they are few. */
export function heardWords(words: Words, evidence: Evidence): string {
  const { kind } = evidence;
  if (kind === "named" && evidence.sites < SMALLEST_CELL) return labelOf(words, evidence.pitfalls);
  if (kind === "noticed" && evidence.rooms < SMALLEST_CELL)
    return words.say("change_evidence_seldom", { text: statementOf(words, evidence.lookFor) });
  return evidenceWords(words, evidence);
}

function noticedWords(
  words: Words,
  { lookFor, rooms, of }: Extract<Evidence, { kind: "noticed" }>,
): string {
  const spoken = { text: statementOf(words, lookFor), total: String(of) };
  return rooms < SMALLEST_CELL
    ? words.say("digest_evidence_noticed_few", spoken)
    : words.say("digest_evidence_noticed", { ...spoken, count: String(rooms) });
}

function labelOf(words: Words, pitfalls: readonly string[]): string {
  return words.either(
    pitfalls.map((code) => pitfallLabel(words, code)).filter((label) => label !== ""),
  );
}

function statementOf({ library }: Words, lookFor: string): string {
  const look = library.lookFors.find(({ id }) => id === lookFor);
  return (look?.statement ?? "").replace(FULL_STOP, "");
}
