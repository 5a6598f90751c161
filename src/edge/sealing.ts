import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { SecretBox } from "#ports/secret-box.ts";

/** Locks a text in at most `most` characters; undefined where it does not fit. */
export type Seal = (text: string, most: number) => string | undefined;

/** The first sign of what is sealed: the text itself, or the text deflated. */
const AS_IS = "t";
const DEFLATED = "z";
/** Below this many bytes deflating gains nothing that counts. */
const WORTH_DEFLATING = 200;
const LONGEST_TEXT = 20_000;
const BITS_IN_BYTE = 8;
/** A sign of seven bits is one byte of UTF-8, so that the box does not make it grow. */
const BITS_IN_SIGN = 7;

/** Locks what a platform keeps for us: drafts, ids, where a form was opened. */
export function createSeal(box: SecretBox, about: string): Seal {
  return (text, most) => {
    if (text.length > LONGEST_TEXT) return undefined;
    const sealed = box.seal(toShortest(text), about);
    return sealed.length <= most ? sealed : undefined;
  };
}

/** What was locked about the same; undefined for anything else. */
export function openSealed(box: SecretBox, about: string, sealed: string): string | undefined {
  const opened = box.open(sealed, about);
  if (opened === undefined) return undefined;
  const rest = opened.slice(1);
  if (opened.startsWith(AS_IS)) return rest;
  return opened.startsWith(DEFLATED) ? inflate(rest) : undefined;
}

function toShortest(text: string): string {
  const length = Buffer.byteLength(text);
  if (length < WORTH_DEFLATING) return AS_IS + text;
  const deflated = toSigns(deflateRawSync(text));
  return deflated.length < length ? DEFLATED + deflated : AS_IS + text;
}

function inflate(signs: string): string | undefined {
  try {
    return inflateRawSync(toBytes(signs), { maxOutputLength: 4 * LONGEST_TEXT }).toString();
  } catch {
    return undefined;
  }
}

function toSigns(bytes: Uint8Array): string {
  return String.fromCharCode(...regroup(bytes, { from: BITS_IN_BYTE, to: BITS_IN_SIGN }));
}

/** The last sign may hold up to six bits too many; they are no byte. */
function toBytes(signs: string): Uint8Array {
  const values = Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
  const bytes = regroup(values, { from: BITS_IN_SIGN, to: BITS_IN_BYTE });
  const whole = Math.floor((signs.length * BITS_IN_SIGN) / BITS_IN_BYTE);
  return Uint8Array.from(bytes.slice(0, whole));
}

/** The same bits in groups of another size; the last group is filled up with zeros. */
function regroup(
  groups: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  const regrouped: number[] = [];
  let held = 0;
  let count = 0;
  for (const group of groups) {
    held = ((held << from) | group) & 0x7fff;
    count += from;
    for (; count >= to; count -= to) regrouped.push((held >> (count - to)) & (2 ** to - 1));
  }
  if (count > 0) regrouped.push((held << (to - count)) & (2 ** to - 1));
  return regrouped;
}
