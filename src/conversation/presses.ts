import type { Action } from "#messages/actions.ts";
import type { Reply } from "#ports/chat.ts";
import { answerPresses } from "./answer-presses.ts";
import { calendarPresses } from "./calendar-presses.ts";
import { callPresses } from "./call-presses.ts";
import { connectionPresses } from "./connection-presses.ts";
import { correctionPresses } from "./correction-presses.ts";
import { delegatePresses } from "./delegate-commands.ts";
import { digestPresses } from "./digest-presses.ts";
import { expeditionPresses } from "./expedition-presses.ts";
import { findPresses } from "./find-presses.ts";
import { ideaPresses } from "./idea-presses.ts";
import { joinedPresses } from "./joined-presses.ts";
import { minePresses } from "./mine-presses.ts";
import { openPressed } from "./own-page.ts";
import { praisePresses } from "./praise-presses.ts";
import { profilePresses } from "./profile-presses.ts";
import { recordPresses } from "./record-presses.ts";
import { returnPresses } from "./return-presses.ts";
import { servingPresses } from "./serving-commands.ts";
import { pause, start, stop } from "./settings-commands.ts";
import { shelfPresses } from "./shelf-presses.ts";
import { showPresses } from "./show-presses.ts";
import { spreadPresses } from "./spread-presses.ts";
import type { Talk } from "./talk.ts";
import { themePresses } from "./theme-presses.ts";
import { trainingPresses } from "./training-presses.ts";
import { visitPresses } from "./visit-presses.ts";
import { wavePresses } from "./wave-presses.ts";
import { weekPresses } from "./week-presses.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** What each button does. A button of messages/actions.ts that is missing here does not compile. */
export const presses = {
  ...praisePresses,
  ...wavePresses,
  ...answerPresses,
  ...delegatePresses,
  ...callPresses,
  ...connectionPresses,
  ...returnPresses,
  ...visitPresses,
  ...themePresses,
  ...expeditionPresses,
  ...recordPresses,
  ...correctionPresses,
  ...joinedPresses,
  ...minePresses,
  ...shelfPresses,
  ...trainingPresses,
  ...profilePresses,
  ...calendarPresses,
  ...showPresses,
  ...spreadPresses,
  ...findPresses,
  ...servingPresses,
  ...ideaPresses,
  ...weekPresses,
  ...digestPresses,
  "open-page": openPressed,
  "start-messages": start,
  "stop-messages": stop,
  "pause-messages": async (talk) => await pause(talk),
} satisfies Record<Action, Press>;
