import type { SiteId } from "#domain/ids.ts";
import { endSentence } from "#domain/plain-text.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { Button, Card, Field, Form, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

export const LEAST_TEAM = 2;
export const MOST_TEAM = 6;
/** The longest why line: what somebody says in one breath. */
export const WHY_LENGTH = 200;

type School = { readonly id: SiteId; readonly name: string };

/** What a school does after its yes. */
export interface AfterYes {
  readonly site: School;
  readonly team: readonly Person[];
  /** "" for none. */
  readonly whyLine: string;
  /** Local days that were offered for a first visit, and the one the school took. */
  readonly offered: readonly string[];
  readonly picked: string | undefined;
  /** Who offers the days. */
  readonly senderName: string;
}

/** A school's team, its why line and its first visit. */
export function teamCard(words: Words, school: AfterYes): Card {
  const fields = [teamField(words, school), whyField(words, school), visitField(words, school)];
  const title = words.say("team_title", { school: school.site.name });
  return {
    title,
    text: words.say("team_text", {}),
    fields,
    buttons: [teamButton(words, school.site, school.team.length > 0), whyButton(words, school)],
    fallback: [title, ...fields.map(({ label, value }) => `${label}: ${value}`)]
      .map(endSentence)
      .join(" "),
  };
}

/** The way to the team, on a card that says yes. */
export function teamButton(words: Words, site: School, chosen = false): Button {
  const key = chosen ? "button_change_team" : "button_choose_team";
  const label = words.say(key, {});
  const spoken = words.say(`${key}_of`, { school: site.name });
  return { ...button(label, "choose-team", [site.id]), spoken };
}

function whyButton(words: Words, { site, whyLine }: AfterYes): Button {
  const key = whyLine === "" ? "button_why_line" : "button_change_why_line";
  const spoken = words.say(`${key}_of`, { school: site.name });
  return { ...button(words.say(key, {}), "write-why-line", [site.id]), spoken };
}

function teamField(words: Words, { team }: AfterYes): Field {
  const names = words.list(team.map(displayName));
  return { label: words.say("team_field", {}), value: names || words.say("team_none", {}) };
}

function whyField(words: Words, { whyLine }: AfterYes): Field {
  const label = words.say("team_why_field", {});
  if (whyLine === "") return { label, value: words.say("team_why_none", {}) };
  return { label, value: words.say("shout_out_quote", { text: whyLine }) };
}

function visitField(words: Words, { offered, picked, senderName }: AfterYes): Field {
  const label = words.say("team_visit_field", {});
  if (picked) return { label, value: words.say("team_visit_picked", { day: words.day(picked) }) };
  if (offered.length === 0) {
    return { label, value: words.say("team_visit_none", { sender_name: senderName }) };
  }
  const days_text = words.list(offered.map((day) => words.day(day)));
  return { label, value: words.say("team_visit_offered", { days_text }) };
}

/** Asks for two to six colleagues; filled with the team as it is. */
export function teamForm(words: Words, site: School, team: readonly Option[]): Form {
  return {
    id: "team" satisfies FormId,
    title: words.say("team_form_title", {}),
    submit: words.say("team_form_submit", {}),
    context: site.id,
    note: words.say("team_form_note", { school: site.name }),
    fields: [
      {
        name: "team",
        label: words.say("team_form_field", {}),
        help: words.say("team_form_help", {}),
        required: true,
        type: "people",
        most: MOST_TEAM,
        values: team,
      },
    ],
  };
}

/** What the principal tells the team, as the bot does not. */
export function teamChosenCard(words: Words, site: School, team: readonly Person[]): Card {
  const names = words.list(team.map(displayName));
  const said = words.say("team_chosen", { school: site.name, names });
  return {
    text: [said, words.say("team_sentence", {})].join("\n"),
    context: words.say("team_change", {}),
    fallback: said,
  };
}

/** Asks for one sentence; `text` is the one there is. */
export function whyForm(words: Words, site: School, text: string): Form {
  return {
    id: "why-line" satisfies FormId,
    title: words.say("why_form_title", {}),
    submit: words.say("why_form_submit", {}),
    context: site.id,
    // A line to fill in is marked up on some platforms.
    note: words.say("why_line", {}).replaceAll("___", "…"),
    fields: [
      {
        name: "why",
        label: words.say("why_form_field", {}),
        help: words.say("why_form_help", {}),
        required: true,
        type: "text",
        multiline: true,
        maxLength: WHY_LENGTH,
        value: text,
      },
    ],
  };
}

/** The why line as it was kept. */
export function whyKeptCard(words: Words, text: string): Card {
  const said = words.say("why_kept", { text });
  return { text: said, context: words.say("why_kept_context", {}), fallback: said };
}
