import type { Tell, Told } from "#ports/moving.ts";

/** Where progress is shown: standard error, or a test's list. */
export interface Screen {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

const BAR = 24;
const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 5000;

const STEPS: Readonly<Record<Told["step"], string>> = {
  copying: "copied",
  comparing: "compared",
  waiting: "the other database does not answer; it is tried again",
};

/** A bar that grows on a terminal; elsewhere a line now and then, or one of JSON. */
export function showProgress(screen: Screen, json: boolean): Tell {
  const isBar = screen.isTTY && !json;
  const everyMs = isBar ? BAR_EVERY_MS : LINE_EVERY_MS;
  let begun: Begun | undefined;
  let shownMs = Number.NEGATIVE_INFINITY;
  return (told) => {
    const nowMs = performance.now();
    const isNew = begun?.step !== told.step || begun.district !== told.district;
    if (isNew || !begun) begun = { ...told, atMs: nowMs };
    const isLast = told.done === told.total;
    if (!(isNew || isLast) && nowMs - shownMs < everyMs) return;
    shownMs = nowMs;
    const pace = paceSince(begun, told.done, nowMs);
    screen.write(
      json ? `${JSON.stringify({ ...told, rowsPerSecond: pace })}\n` : draw(told, pace, isBar),
    );
  };
}

interface Begun extends Told {
  readonly atMs: number;
}

/** Rows a second since the step began. */
function paceSince(begun: Begun, done: number, nowMs: number): number {
  const seconds = Math.max(0.001, (nowMs - begun.atMs) / 1000);
  return Math.round((done - begun.done) / seconds);
}

function draw(told: Told, pace: number, isBar: boolean): string {
  if (!isBar) return `${describe(told, pace)}\n`;
  const end = told.done === told.total ? "\n" : "";
  return `\r\u001b[K${drawBar(told)} ${describe(told, pace)}${end}`;
}

function drawBar({ done, total }: Told): string {
  const filled = total === 0 ? BAR : Math.floor((BAR * done) / total);
  return `[${"#".repeat(filled)}${".".repeat(BAR - filled)}]`;
}

function describe(told: Told, pace: number): string {
  const { district, step, done, total } = told;
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const left = pace > 0 && done < total ? `, ${Math.ceil((total - done) / pace)} s left` : "";
  const rows = `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} rows`;
  const speed = pace > 0 ? `, ${pace.toLocaleString("en-US")} a second` : "";
  return `${district}: ${rows} ${STEPS[step]}, ${percent} %${speed}${left}`;
}
