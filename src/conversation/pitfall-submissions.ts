import { SOMETHING_ELSE } from "#domain/connections.ts";
import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { MOST_PITFALLS, PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import { type FormId, readValue } from "#messages/actions.ts";
import { OTHER_LENGTH } from "#messages/pitfall-form.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import { namePitfalls, type Thanked } from "#usecases/name-pitfalls.ts";
import { lineProblem, listOf, type Submission, type Submit, textOf } from "./form-lines.ts";
import { say, type Talk } from "./talk.ts";

/** The form of what is in the way. */
export const pitfallSubmissions = {
  pitfalls: submitPitfalls,
} as const satisfies Partial<Record<FormId, Submit>>;

async function submitPitfalls(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const picked = readPicked(talk, values);
  const errors = await checkPicked(talk, picked);
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  const [wave, site] = readValue(context);
  const about = { wave: toId<WaveId>(wave), site: toId<SiteId>(site) };
  return thank(talk, await namePitfalls(product, act, { ...about, ...picked }));
}

interface Picked {
  readonly codes: readonly string[];
  readonly words: string;
}

/** Words of one's own mean "something else"; who would rather not say is taken at their word. */
function readPicked({ product }: Talk, values: FormValues): Picked {
  const known = new Set(product.words.library.pitfalls.map(({ code }) => code));
  const ticked = [...listOf(values, "pitfalls"), ...listOf(values, "more")];
  if (ticked.includes(PREFER_NOT_TO_SAY)) return { codes: [PREFER_NOT_TO_SAY], words: "" };
  const words = textOf(values, "other");
  const all = words === "" ? ticked : [...ticked, SOMETHING_ELSE];
  return { codes: [...new Set(all)].filter((code) => known.has(code)), words };
}

async function checkPicked(
  talk: Talk,
  { codes, words: text }: Picked,
): Promise<Readonly<Record<string, string>>> {
  const { words } = talk.product;
  if (codes.length > MOST_PITFALLS) {
    return { pitfalls: words.say("pitfall_too_many", {}) };
  }
  if (codes.length === 0) {
    const silence = words.library.pitfalls.find(({ code }) => code === PREFER_NOT_TO_SAY);
    return { pitfalls: words.say("pitfall_missing", { name: silence?.label }) };
  }
  const isAsked = codes.includes(SOMETHING_ELSE);
  const missing = isAsked ? words.say("connection_other_missing", {}) : undefined;
  const other = await lineProblem(talk, { text, most: OTHER_LENGTH, missing });
  return other === undefined ? {} : { other };
}

/** What happens now, and when. */
function thank({ product: { words, clock } }: Talk, thanked: Thanked): Reply {
  const { zone, senderName: sender_name } = thanked;
  switch (thanked.why) {
    case "sent": {
      const when = words.when(thanked.at, clock.now(), zone);
      return say(words.say("pitfall_thanks", { when }));
    }
    case "before":
      return say(words.say("connection_thanks_before", { sender_name }));
    case "silent":
      return say(words.say("connection_thanks_silent", {}));
    case "no":
      return say(words.say("connection_thanks_no", { sender_name }));
    case "nobody":
      return say(words.say("pitfall_thanks_only", {}));
  }
}
