import type { NudgeText } from "#domain/content.ts";
import type { Role } from "#domain/roster.ts";
import type { Button, Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** A line that goes with an ask. */
export const ASK_LENGTH = 200;

/** A colleague as others read of them: name, role and school. */
export interface Colleague {
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly school: string;
}

export interface FoundHosts {
  readonly practice: string;
  readonly hosts: readonly (Colleague & { readonly taken: boolean })[];
  /** True if somebody is left out because they were asked already. */
  readonly asked: boolean;
  /** True for who is told once somebody shows it. */
  readonly waiting: boolean;
  readonly nudge: Pick<NudgeText, "title" | "tryThis"> | undefined;
}

/** Who is happy to show a practice, near first; where nobody is, what helps meanwhile. */
export function findCard(words: Words, found: FoundHosts): Card {
  if (found.hosts.length === 0) return nobodyCard(words, found);
  const { practice, hosts } = found;
  const named = { practice_label: words.label("practice", practice) };
  const title = words.say("ask_found_title", named);
  return {
    title,
    text: [...hosts.map((host) => hostLine(words, host)), words.say("ask_found_text", {})].join(
      "\n",
    ),
    buttons: [
      ...hosts.filter(({ taken }) => !taken).map((host) => askButton(words, { practice, host })),
      ...(found.waiting ? [stopWaitingButton(words, practice)] : []),
    ],
    context: words.say("ask_context", {}),
    fallback: `${title}: ${words.list(hosts.map(({ name }) => name))}`,
  };
}

function hostLine(
  words: Words,
  { name, role, school, taken }: FoundHosts["hosts"][number],
): string {
  const key = taken ? "ask_host_taken" : "ask_host";
  return words.say(key, { person: name, role: words.say(`role_${role}`, {}), school });
}

export interface Askable {
  readonly practice: string;
  readonly host: Pick<Colleague, "person" | "name">;
}

/** "Ask Ana Ruiz": opens the form of one line. */
export function askButton(words: Words, { practice, host }: Askable): Button {
  const practice_label = words.label("practice", practice);
  const spoken = words.say("button_ask_host_spoken", { person: host.name, practice_label });
  const label = words.say("button_ask_host", { person: host.name });
  return { ...button(label, "ask-visit", [practice, host.person]), spoken };
}

function nobodyCard(words: Words, { practice, asked, waiting, nudge }: FoundHosts): Card {
  const title = words.say("ask_title", {});
  const named = { practice_label: words.label("practice", practice) };
  const said = words.say(asked ? "ask_all_asked" : "ask_none", named);
  const waits = waiting ? words.say("ask_waiting", {}) : "";
  const idea = nudge ? words.say("ask_try", { title: nudge.title, try_this: nudge.tryThis }) : "";
  const wait = asked ? [] : [button(words.say("button_wait", {}), "wait-for-host", [practice])];
  return {
    title,
    text: [said, waits, idea].filter((line) => line !== "").join("\n"),
    buttons: waiting ? [stopWaitingButton(words, practice)] : wait,
    fallback: [said, idea].join(" ").trim(),
  };
}

function stopWaitingButton(words: Words, practice: string): Button {
  return button(words.say("button_wait_stop", {}), "stop-waiting", [practice]);
}

/** The way back to those who show a practice. */
export function othersButton(words: Words, practice: string): Button {
  return button(words.say("button_ask_others", {}), "find-practice", [practice]);
}

/** Asks for one line, which may be left empty. */
export function askForm(words: Words, practice: string, host: Colleague): Form {
  const practice_label = words.label("practice", practice);
  return {
    id: "ask-visit" satisfies FormId,
    title: words.say("ask_form_title", {}),
    submit: words.say("ask_form_submit", {}),
    context: [practice, host.person].join("|"),
    note: words.say("ask_form_note", { person: host.name, school: host.school, practice_label }),
    fields: [
      {
        name: "line",
        label: words.say("ask_form_line", {}),
        help: words.say("ask_form_help", {}),
        required: false,
        type: "text",
        multiline: true,
        maxLength: ASK_LENGTH,
      },
    ],
  };
}
