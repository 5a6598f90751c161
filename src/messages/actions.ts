import type { Button } from "#ports/card.ts";

/** Every button the product can show. A button without a press in conversation/ does not compile. */
export const actions = [
  "post-as-is",
  "edit-draft",
  "pick-receiver",
  "remove-shout-out",
  "change-shout-out",
  "tag-shout-out",
  "report-shout-out",
  "hide-reported",
  "leave-up",
  "hide-shout-out",
  "thank-in-private",
  "thank-in-public",
  "thank-in-school",
  "open-wave",
  "confirm-wave",
  "close-wave",
  "confirm-close",
  "not-now",
  "plan-wave",
  "edit-wave",
  "choose-schools",
  "write-change",
  "answer",
  "name-pitfalls",
  "answer-below",
  "change-answer",
  "take-question",
  "reply-question",
  "pick-delegate",
  "log-call",
  "open-call",
  "choose-team",
  "write-why-line",
  "answer-pulse",
  "add-story",
  "open-story-off",
  "consent-story",
  "open-testimonial",
  "edit-profile",
  "keep-profile",
  "one-page",
  "call-me",
  "snooze",
  "no-follow-up",
  "come-back",
  "describe-return",
  "take-task",
  "offer-dates",
  "pick-date",
  "plan-expedition",
  "open-expedition",
  "record-expedition",
  "count-rooms",
  "finish-expedition",
  "move-expedition",
  "cancel-expedition",
  "skip-room",
  "correct-expedition",
  "change-found",
  "keep-found",
  "offer-to-show",
  "stop-showing",
  "open-thank-back",
  "spread-shout-out",
  "choose-one",
  "find-practice",
  "ask-visit",
  "wait-for-host",
  "stop-waiting",
  "answer-visit",
  "thank-host",
  "no-visit",
  "asks-off",
  "mine-page",
  "change-mine",
  "digest-text",
  "open-page",
  "open-praise",
  "start-messages",
  "stop-messages",
  "pause-messages",
] as const;
export type Action = (typeof actions)[number];

export function isAction(value: string): value is Action {
  return actions.some((action) => action === value);
}

/** Every form the product can show. A form without a submission in conversation/ does not compile. */
export const forms = [
  "praise",
  "edit-shout-out",
  "report-shout-out",
  "pitfalls",
  "snooze",
  "describe-return",
  "offer-dates",
  "plan-expedition",
  "move-expedition",
  "record-expedition",
  "count-rooms",
  "correct-expedition",
  "change-found",
  "question",
  "question-reply",
  "call",
  "team",
  "why-line",
  "pulse",
  "story",
  "story-off",
  "testimonial",
  "profile",
  "ask-visit",
  "thank-back",
  "choose-one",
  "change-mine",
  "new-wave",
  "edit-wave",
  "choose-schools",
  "what-changed",
] as const;
export type FormId = (typeof forms)[number];

export function isFormId(value: string): value is FormId {
  return forms.some((form) => form === value);
}

/** A button whose value carries ids; `readValue` gives them back. */
export function button(
  label: string,
  action: Action,
  value: readonly string[] = [],
): Button & { readonly action: Action } {
  return { label, action, value: value.join("|") };
}

/** The ids a button or a form's context carries; a missing one is "". */
export function readValue(value: string): readonly [string, string, string] {
  const [first = "", second = "", third = ""] = value.split("|");
  return [first, second, third];
}
