import type { Card } from "#ports/card.ts";
import { missedCard } from "./alarm-cards.ts";
import { haltCard } from "./halt-cards.ts";
import { pausePlanCard } from "./pause-cards.ts";
import { type SendLine, sendCard, sendListCard } from "./sent-cards.ts";
import type { Words } from "./words.ts";

const line = { campaign: "nudge", day: "2025-08-19", unit: "schools", late: 12, lost: 3 } as const;
const school = { id: "s1", name: "Lindenwood & Sons <!here>" };
const send: SendLine = {
  send: "nudge:2025-W34",
  counts: new Map([
    ["delivered", 52],
    ["refused", 2],
    ["unknown", 1],
  ]),
};
const reason = "*The app* is not installed.";

/** An alarm, a stop, a pause, and what became of a send. */
export function servingGallery(words: Words): Readonly<Record<string, Card>> {
  const names = { waves: new Map<string, string>(), visits: new Map() };
  const days = { from: "2025-08-19", until: "2025-08-25" };
  return {
    alarm_missed: missedCard(words, {
      reason: "off",
      from: "Tuesday, August 19, 6:10 AM",
      until: "Tuesday, August 19, 11:40 AM",
      lines: [line],
    }),
    halt: haltCard(words, 14),
    pause: pausePlanCard(words, { school, ...days, moved: 3, over: 1 }),
    sent_list: sendListCard(words, { lines: [send], names }),
    sent: sendCard(words, {
      ...send,
      names,
      unreached: [
        { state: "refused", reason, names: ["#lindenwood", undefined] },
        { state: "unknown", reason: "", names: ["Ben <b>Cho</b>"] },
      ],
      again: 2,
    }),
  };
}
