import type { FormId } from "#messages/actions.ts";
import { answerSubmissions } from "./answer-presses.ts";
import { calendarSubmissions } from "./calendar-presses.ts";
import { callSubmissions } from "./call-presses.ts";
import { correctionSubmissions } from "./correction-presses.ts";
import { expeditionSubmissions } from "./expedition-presses.ts";
import { findSubmissions } from "./find-presses.ts";
import type { Submit } from "./form-lines.ts";
import { joinedSubmissions } from "./joined-presses.ts";
import { mineSubmissions } from "./mine-presses.ts";
import { pitfallSubmissions } from "./pitfall-submissions.ts";
import { praiseSubmissions } from "./praise-submissions.ts";
import { profileSubmissions } from "./profile-presses.ts";
import { recordSubmissions } from "./record-presses.ts";
import { returnSubmissions } from "./return-presses.ts";
import { shelfSubmissions } from "./shelf-presses.ts";
import { snoozeSubmissions } from "./snooze-commands.ts";
import { spreadSubmissions } from "./spread-presses.ts";
import { themeSubmissions } from "./theme-presses.ts";
import { trainingSubmissions } from "./training-presses.ts";
import { visitSubmissions } from "./visit-presses.ts";
import { waveSubmissions } from "./wave-presses.ts";

/** What each form does. A form of messages/actions.ts that is missing here does not compile. */
export const submissions = {
  ...praiseSubmissions,
  ...pitfallSubmissions,
  ...snoozeSubmissions,
  ...returnSubmissions,
  ...visitSubmissions,
  ...themeSubmissions,
  ...expeditionSubmissions,
  ...recordSubmissions,
  ...correctionSubmissions,
  ...answerSubmissions,
  ...callSubmissions,
  ...joinedSubmissions,
  ...mineSubmissions,
  ...spreadSubmissions,
  ...shelfSubmissions,
  ...trainingSubmissions,
  ...profileSubmissions,
  ...calendarSubmissions,
  ...waveSubmissions,
  ...findSubmissions,
} satisfies Record<FormId, Submit>;
