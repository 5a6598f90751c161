import type { Label } from "#domain/content.ts";
import { type ContactRole, displayName, type Person } from "#domain/roster.ts";
import type { Card, Field, Form, FormField } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** The longest mission or vision, and the longest word for a value. */
export const PROFILE_LENGTH = 300;
export const VALUE_LENGTH = 80;
/** A form holds ten fields; two of them are the mission and the vision. */
const MOST_VALUES = 8;
/** More people than this for one role belong to their schools. */
const MOST_NAMES = 2;

/** The district in its own words. */
export interface ProfileFacts {
  readonly district: string;
  readonly mission: string;
  readonly vision: string;
  /** As the district calls them; the library's word where it said nothing. */
  readonly values: readonly Label[];
  readonly contacts: readonly RoleContact[];
  /** The local day on which a lead last looked at it. */
  readonly lookedOn: string | undefined;
}

export interface RoleContact {
  readonly role: ContactRole;
  readonly people: readonly Person[];
}

/** `/pl profile`; only leads get the button. */
export function profileCard(words: Words, profile: ProfileFacts, mayChange: boolean): Card {
  const fields = profileFields(words, profile);
  const { lookedOn } = profile;
  const looked = lookedOn && words.say("profile_looked", { day: words.fullDay(lookedOn) });
  return {
    title: words.say("profile_title", { district: profile.district }),
    text: "",
    fields,
    buttons: mayChange ? [button(words.say("button_edit_profile", {}), "edit-profile")] : [],
    context: [words.say("profile_context", {}), looked ?? ""].join(" ").trim(),
    fallback: fields.map(({ label, value }) => `${label}: ${value}`).join(" "),
  };
}

function profileFields(words: Words, profile: ProfileFacts): readonly Field[] {
  const none = words.say("profile_none", {});
  const contacts = profile.contacts.map((contact) => contactLine(words, contact)).join("\n");
  const values = profile.values.map(({ label }) => label).join("\n");
  return [
    { label: words.say("profile_mission", {}), value: profile.mission || none },
    { label: words.say("profile_vision", {}), value: profile.vision || none },
    { label: words.say("profile_values", {}), value: values || none },
    {
      label: words.say("profile_contacts", {}),
      value: contacts || words.say("profile_contacts_none", {}),
    },
  ];
}

function contactLine(words: Words, { role, people }: RoleContact): string {
  const many = people.length > MOST_NAMES;
  const names = many ? words.say("profile_many", {}) : words.list(people.map(displayName));
  return words.say("profile_contact_line", { role: sayContactRole(words, role), names });
}

/** A contact role in words: "Grants office". */
export function sayContactRole(words: Words, role: ContactRole): string {
  return words.say(`contact_role_${role}`, {});
}

/** Mission, vision and the word for each value, filled with what there is. */
export function profileForm(words: Words, profile: ProfileFacts): Form {
  const { mission, vision, values } = profile;
  return {
    id: "profile" satisfies FormId,
    title: words.say("profile_form_title", {}),
    submit: words.say("profile_form_submit", {}),
    context: "",
    note: words.say("profile_form_note", {}),
    fields: [
      longField("mission", words.say("profile_mission", {}), mission),
      longField("vision", words.say("profile_vision", {}), vision),
      ...values.slice(0, MOST_VALUES).map((value) => valueField(words, value)),
    ],
  };
}

function longField(name: string, label: string, value: string): FormField {
  const text = { type: "text", multiline: true, maxLength: PROFILE_LENGTH } as const;
  return { ...text, name, label, required: false, value };
}

function valueField(words: Words, { id, label }: Label): FormField {
  const text = { type: "text", multiline: false, maxLength: VALUE_LENGTH } as const;
  const asked = words.say("profile_form_value", { text: words.label("value", id) });
  return { ...text, name: profileValueField(id), label: asked, required: false, value: label };
}

/** The form's field for a value. */
export function profileValueField(id: string): string {
  return `value_${id}`;
}

/** Once a year, to each PL lead: do these words still fit? */
export function profileCheckCard(words: Words, profile: ProfileFacts): Card {
  const written = profile.mission !== "" || profile.vision !== "";
  const text = words.say(written ? "profile_check_text" : "profile_check_empty", {});
  const keep = words.say(written ? "button_profile_fits" : "button_profile_later", {});
  const edit = words.say(written ? "button_edit_profile" : "button_profile_write", {});
  return {
    title: words.say("profile_check_title", {}),
    text,
    fields: written ? profileFields(words, profile) : [],
    buttons: [button(keep, "keep-profile"), button(edit, "edit-profile")],
    fallback: text,
  };
}

/** What every lead's question becomes once one of them answered it. */
export function profileCheckedCard(words: Words, by: Person): Card {
  const text = words.say("profile_checked", { person: displayName(by) });
  return { text, fallback: text };
}
