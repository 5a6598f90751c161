import type { Wave } from "#domain/wave.ts";
import { defaultReminderPlan } from "#domain/wave-plan.ts";
import type { Button, Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** What has just happened to the wave. */
export interface WaveFactsShown {
  readonly after: "made" | "edited" | "same" | "changes_written";
  readonly schoolCount: number;
}

/** One wave as it stands: what was typed, and what can be done next. */
export function waveFactsCard(
  words: Words,
  wave: Wave,
  { after, schoolCount }: WaveFactsShown,
): Card {
  const text = factsText(words, wave, after);
  const key = after === "made" ? "wave_made_title" : "wave_edited_title";
  const isEdited = after === "made" || after === "edited";
  return {
    title: isEdited ? words.say(key, { wave_name: wave.name }) : wave.name,
    text,
    fields: waveFacts(words, wave),
    buttons: wave.state === "draft" ? draftButtons(words, wave, schoolCount) : [],
    fallback: text,
  };
}

function factsText(words: Words, wave: Wave, after: WaveFactsShown["after"]): string {
  switch (after) {
    case "made":
      return words.say("wave_made_text", {});
    case "same":
      return words.say("wave_edited_same", {});
    case "changes_written":
      return words.say("changed_kept", { wave_name: wave.name });
    case "edited":
      return words.say(wave.state === "draft" ? "wave_edited_draft" : "wave_edited_open", {});
  }
}

function draftButtons(words: Words, { id }: Wave, schoolCount: number): Button[] {
  const choose = button(words.say("button_choose_schools", {}), "choose-schools", [id]);
  const plan = button(words.say("button_plan_wave", {}), "plan-wave", [id]);
  const edit = button(words.say("button_edit_wave", {}), "edit-wave", [id]);
  return schoolCount === 0
    ? [{ ...choose, style: "primary" }, edit]
    : [{ ...plan, style: "primary" }, choose, edit];
}

/** Target, days, months and reminders in words. */
export function waveFacts(words: Words, wave: Wave): Field[] {
  const { opensOn, closesOn, state } = wave;
  const closes = closesOn
    ? words.day(closesOn)
    : words.say("wave_fact_closes_draft", { count: String(wave.windowDays) });
  const months = {
    start_month: words.kept(wave.startMonth),
    next_wave_month: words.kept(wave.nextWaveMonth),
  };
  const fields = [
    { label: words.say("wave_fact_goal", {}), value: goalInWords(words, wave) },
    {
      label: words.say("wave_fact_opens", {}),
      value: opensOn && state === "draft" ? words.day(opensOn) : "",
    },
    { label: words.say("wave_fact_closes", {}), value: closes },
    {
      label: words.say("wave_fact_months", {}),
      value: words.say("wave_fact_months_value", months),
    },
    { label: words.say("wave_fact_reminders", {}), value: planInWords(words, wave) },
    {
      label: words.say("wave_fact_changes", {}),
      value: wave.changes ? words.say("wave_fact_changes_value", {}) : "",
    },
  ];
  return fields.filter(({ value }) => value !== "");
}

/** "20; room for 25"; "" where nobody said. */
function goalInWords(words: Words, { target, capacity }: Wave): string {
  const parts = [
    target === undefined ? "" : words.say("wave_fact_goal_target", { target: String(target) }),
    capacity === undefined
      ? ""
      : words.say("wave_fact_goal_capacity", { capacity: String(capacity) }),
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** "after 4 and 10 school days; 2 before it closes, if nobody called". */
function planInWords(words: Words, { reminders = defaultReminderPlan }: Wave): string {
  const { offsets, beforeClose } = reminders;
  const after = words.list(offsets.map(String));
  const parts = [
    after === "" ? "" : words.say("wave_fact_reminders_after", { days: after }),
    beforeClose === undefined
      ? ""
      : words.say("wave_fact_reminders_before", { days: String(beforeClose) }),
  ].filter((part) => part !== "");
  return parts.length === 0 ? words.say("wave_fact_reminders_none", {}) : parts.join("; ");
}
