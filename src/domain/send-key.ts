import type { WaveId } from "./ids.ts";
import { weekKey } from "./local-time.ts";

/** What comes once a week. */
export const weeklySends = ["nudge", "weekly_ask", "roundup", "digest", "principal_note"] as const;
export type WeeklySend = (typeof weeklySends)[number];

/** One occasion on which messages were sent, as its report names it. */
export type Occasion =
  | { readonly kind: WeeklySend; readonly week: string }
  | {
      readonly kind: "invitation" | "reminder" | "pulse";
      readonly wave: string;
      readonly number: number;
    }
  | { readonly kind: "visit"; readonly visit: string }
  | { readonly kind: "other" };

const WEEKLY = /^([a-z_]+):(\d{4}-W\d{2})$/;
const VISIT = /^visit:([^:]+)/;
const WAVE = /^wave:(.+):(invitation|reminder|pulse)(?:_(\d+))?$/;

/** The name of a week's send: "nudge:2025-W34". */
export function weeklySend(kind: WeeklySend, day: string): string {
  return `${kind}:${weekKey(day)}`;
}

/** The name of what a wave sends on one occasion: "wave:w1:invitation", "wave:w1:reminder_2". */
export function waveSend(
  wave: WaveId,
  kind: "invitation" | "reminder" | "pulse",
  number = 0,
): string {
  return `wave:${wave}:${number === 0 ? kind : `${kind}_${number}`}`;
}

/** What a send was about, from its name. */
export function readSend(send: string): Occasion {
  const [, name, week] = WEEKLY.exec(send) ?? [];
  const weekly = weeklySends.find((each) => each === name);
  if (weekly && week !== undefined) return { kind: weekly, week };
  const visit = VISIT.exec(send)?.[1];
  if (visit !== undefined) return { kind: "visit", visit };
  const [, wave, step, number = "0"] = WAVE.exec(send) ?? [];
  if (wave === undefined || !isWaveStep(step)) return { kind: "other" };
  return { kind: step, wave, number: Number(number) };
}

function isWaveStep(step: string | undefined): step is "invitation" | "reminder" | "pulse" {
  return step === "invitation" || step === "reminder" || step === "pulse";
}

/** The Monday of an ISO week, "2025-W34". */
export function mondayOfWeek(week: string): string {
  const [year = "", number = "1"] = week.split("-W");
  // January 4 lies in week 1.
  const fourth = new Date(`${year}-01-04T00:00:00Z`);
  const offset = (fourth.getUTCDay() + 6) % 7;
  const days = (Number(number) - 1) * 7 - offset;
  return new Date(fourth.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
