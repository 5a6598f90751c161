import type { PraiseField } from "#domain/content.ts";
import { displayName, mainRole, type Person } from "#domain/roster.ts";
import { isShare, type Share, shares } from "#domain/shout-out.ts";
import type { Button, Card, Form, FormField, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** A shout-out that is not given yet. It lives in the form or the button, never in the database. */
export interface Draft {
  /** The same through form, coaching and picking: however often it is sent, it is given once. */
  readonly id: string;
  /** Ids of people already chosen. */
  readonly who: readonly string[];
  /** A name that still has to be found, as it was typed. */
  readonly typed: string;
  readonly saw: string;
  readonly helped: string;
  readonly practice: string;
  readonly value: string;
  readonly share: Share;
  /** True once the coaching line was shown: the next time it is posted as it is. */
  readonly coached: boolean;
  /** Names on no staff list of which the giver said that they are colleagues'. */
  readonly vouched: readonly string[];
}

export const emptyDraft: Draft = {
  id: "",
  who: [],
  typed: "",
  saw: "",
  helped: "",
  practice: "",
  value: "",
  share: "site",
  coached: false,
  vouched: [],
};

/** At most this many colleagues are thanked at once: a grade level of a big school. */
export const MOST_RECEIVERS = 30;

/** A draft as a button's value or a form's context; at most 2,000 characters. */
function writeDraft(draft: Draft): string {
  const { id, who, typed, saw, helped, practice, value, share, coached, vouched } = draft;
  return JSON.stringify([who, typed, saw, helped, practice, value, share, coached, id, vouched]);
}

/** The draft a button carried; an unreadable one is empty. */
export function readDraft(text: string): Draft {
  const parsed = parseList(text);
  const at = (index: number): string => {
    const one = parsed[index];
    return typeof one === "string" ? one : "";
  };
  const share = at(6);
  return {
    who: textsOf(parsed[0]),
    typed: at(1),
    saw: at(2),
    helped: at(3),
    practice: at(4),
    value: at(5),
    share: isShare(share) ? share : "site",
    coached: parsed[7] === true,
    id: at(8),
    vouched: textsOf(parsed[9]),
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function parseList(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

export interface FormPeople {
  readonly chosen: readonly Option[];
  readonly note?: string | undefined;
  /** Held names that may be a colleague's: the giver may say so. */
  readonly mayVouch?: readonly string[] | undefined;
}

/** In a form's context: the coaching line was shown. */
export const COACHED = "coached";

/** The form of six fields, filled with what is known already. */
export function praiseForm(words: Words, draft: Draft, people: FormPeople): Form {
  const { chosen, note, mayVouch = [] } = people;
  const submit = draft.coached ? "praise_form_as_is" : "praise_form_submit";
  return {
    id: "praise" satisfies FormId,
    title: words.say("praise_form_title", {}),
    submit: words.say(submit, {}),
    context: [draft.id, draft.coached ? COACHED : ""].join("|"),
    note,
    fields: [
      ...words.library.praiseForm.map((field) => toField(words, field, { draft, chosen })),
      ...vouchField(words, mayVouch, draft),
    ],
  };
}

/** One box for each name that is nobody's on the staff list. */
export function vouchField(
  words: Words,
  names: readonly string[],
  draft: Draft,
): readonly FormField[] {
  const all = [...new Set([...draft.vouched, ...names])];
  if (all.length === 0) return [];
  const options = all.map((name) => ({
    value: name,
    label: words.say("vouch_colleague", { names: name }),
  }));
  const label = words.say("vouch_field", {});
  const count = String(all.length);
  const help = words.say("praise_vouch_note", { names: words.list(all), count });
  const base = { name: "vouch", label, help, required: false };
  return [{ ...base, type: "choices", options, most: all.length, values: draft.vouched }];
}

/** One field of the library's form, filled from a draft. */
export function toField(
  words: Words,
  field: PraiseField,
  { draft, chosen }: { readonly draft: Draft; readonly chosen: readonly Option[] },
): FormField {
  const base = {
    name: field.field,
    label: field.label,
    help: field.help === "" ? undefined : field.help,
    required: field.required,
  };
  const labels = (list: Words["library"]["practices"]): Option[] =>
    list.map(({ id, label }) => ({ value: id, label }));
  switch (field.field) {
    case "who":
      return { ...base, type: "people", most: MOST_RECEIVERS, values: chosen };
    case "practice":
      return {
        ...base,
        type: "choice",
        options: labels(words.library.practices),
        value: draft.practice,
      };
    case "value":
      return { ...base, type: "choice", options: labels(words.library.values), value: draft.value };
    case "share":
      return { ...base, type: "choice", options: shareOptions(field), value: draft.share };
    default: {
      const value = field.field === "saw" ? draft.saw : draft.helped;
      return { ...base, type: "text", multiline: true, maxLength: field.maxChars, value };
    }
  }
}

function shareOptions(field: PraiseField): Option[] {
  return shares.map((share, index) => ({ value: share, label: field.options[index] ?? share }));
}

/** A person as a choice: name, role and school. */
export function personOption(words: Words, person: Person, school: string): Option {
  const role = words.say(`role_${mainRole(person)}`, {});
  return {
    value: person.id,
    label: displayName(person),
    hint: words.say("person_hint", { role, school }),
  };
}

/** Offers people for a name that was not found or not unique; the words are kept in the buttons. */
export function pickCard(words: Words, draft: Draft, offer: PersonOffer): Card {
  const { options, reason } = offer;
  const text = pickText(words, draft.typed, offer);
  const rest = { ...draft, typed: offer.others.join("; ") };
  return {
    text,
    buttons: [
      ...(reason === "unavailable" ? [againButton(words, draft, offer)] : []),
      ...options.map((option) => ({
        ...button(`${option.label} (${option.hint ?? ""})`, "pick-receiver"),
        value: writeDraft({ ...rest, who: [...draft.who, option.value] }),
      })),
      {
        ...button(words.say("button_open_form", {}), "edit-draft"),
        value: writeDraft({ ...rest, typed: "" }),
      },
    ],
    context: draft.saw === "" ? undefined : words.say("shout_out_quote", { text: draft.saw }),
    fallback:
      `${text} ${reason === "nobody" ? "" : options.map(({ label }) => label).join(", ")}`.trim(),
  };
}

/** Looks the same names up once more. */
function againButton(words: Words, draft: Draft, { others }: PersonOffer): Button {
  const value = writeDraft({ ...draft, typed: [draft.typed, ...others].join("; ") });
  return { ...button(words.say("button_try_again", {}), "post-as-is"), value };
}

export interface PersonOffer {
  readonly options: readonly Option[];
  /** The last two are about an account that was mentioned. */
  readonly reason: "several" | "nobody" | "not_staff" | "unavailable";
  /** Names that still have to be found after this one. */
  readonly others: readonly string[];
}

function pickText(
  words: Words,
  name: string,
  { options, reason }: Omit<PersonOffer, "others">,
): string {
  if (reason === "several") return words.say("praise_several", { name });
  if (reason === "not_staff") return words.say("mention_not_staff", {});
  if (reason === "unavailable") return words.say("mention_unavailable", {});
  return options.length > 0
    ? words.say("praise_unknown", { name })
    : words.say("praise_unknown_nobody", { name });
}

/** One coaching line; never a wall: "post as it is" stands beside it. */
export function coachCard(words: Words, draft: Draft, line: string): Card {
  const value = writeDraft({ ...draft, coached: true });
  return {
    text: line,
    buttons: [
      { ...button(words.say("button_as_is", {}), "post-as-is"), value },
      { ...button(words.say("button_detail", {}), "edit-draft"), value: writeDraft(draft) },
    ],
    context: words.say("shout_out_quote", { text: draft.saw }),
    fallback: line,
  };
}
