import type { PeerVisit } from "#domain/showing.ts";
import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import { askButton, type Colleague, othersButton } from "./find-cards.ts";
import type { Words } from "./words.ts";

type Seen = Pick<PeerVisit, "id" | "practice">;

export interface HostAsked {
  readonly visit: Seen;
  readonly asker: Colleague;
  /** "" for none. */
  readonly line: string;
}

/** To the host: who would like to come, and two answers that are both fine. */
export function hostAskedCard(words: Words, { visit, asker, line }: HostAsked): Card {
  const practice_label = words.label("practice", visit.practice);
  const { name: person, school } = asker;
  const asked = words.say("peer_ask_text", { person, school, practice_label });
  const said = line === "" ? "" : words.say("peer_ask_says", { person, text: line });
  return {
    title: words.say("peer_ask_title", {}),
    text: [asked, said].filter((each) => each !== "").join("\n"),
    buttons: [
      button(words.say("button_peer_yes", {}), "answer-visit", [visit.id, YES]),
      button(words.say("button_peer_no", {}), "answer-visit", [visit.id, "no"]),
    ],
    context: words.say("peer_ask_context", {}),
    fallback: asked,
  };
}

/** The value of "yes, happy to". */
export const YES = "yes";

export interface Meeting {
  readonly practice: string;
  /** Undefined where the roster has none. */
  readonly email: string | undefined;
}

export interface HostAnswered extends Meeting {
  readonly asker: Colleague;
  readonly isAgreed: boolean;
  /** False for an asker who can't be told; why is nobody's to read. */
  readonly told: boolean;
}

/** What the host's card becomes. */
export function answeredHostCard(
  words: Words,
  { practice, email, asker, isAgreed, told }: HostAnswered,
): Card {
  const { name: person, school } = asker;
  const declined = told
    ? words.say("peer_declined_host", { person })
    : words.say("peer_declined_kept", {});
  const text = isAgreed ? words.say("peer_agreed_host", { person, school, email }) : declined;
  const practice_label = words.label("practice", practice);
  return { title: words.say("peer_agreed_title", { practice_label }), text, fallback: text };
}

/** To the asker: a yes, and how the two find a time. */
export function agreedAskerCard(
  words: Words,
  { practice, email, host }: Meeting & { host: Colleague },
): Card {
  const practice_label = words.label("practice", practice);
  const { name: person, school } = host;
  const text = words.say("peer_agreed_asker", { person, school, practice_label, email });
  return { title: words.say("peer_agreed_title", { practice_label }), text, fallback: text };
}

/** To the asker: not now, without a reason, and who else there is. */
export function declinedAskerCard(
  words: Words,
  { practice, host }: Pick<Meeting, "practice"> & { host: Colleague },
): Card {
  const practice_label = words.label("practice", practice);
  const text = words.say("peer_declined_asker", { person: host.name, practice_label });
  return { text, buttons: [othersButton(words, practice)], fallback: text };
}

/** To somebody who waits: a colleague shows it now. */
export function matchedCard(
  words: Words,
  { practice, host }: { readonly practice: string; readonly host: Colleague },
): Card {
  const practice_label = words.label("practice", practice);
  const { name: person, school } = host;
  const text = words.say("peer_matched_text", { person, school, practice_label });
  return {
    title: words.say("peer_matched_title", { practice_label }),
    text,
    buttons: [askButton(words, { practice, host })],
    fallback: text,
  };
}

/** To the asker, two school weeks after a yes. */
export function visitThanksCard(words: Words, visit: Seen, { name: person }: Colleague): Card {
  const practice_label = words.label("practice", visit.practice);
  const text = words.say("peer_thanks_text", { person, practice_label });
  return {
    title: words.say("peer_thanks_title", { person }),
    text,
    buttons: [
      button(words.say("button_peer_thank", { person }), "thank-host", [visit.id]),
      button(words.say("button_peer_not", {}), "no-visit", [visit.practice]),
    ],
    fallback: text,
  };
}
