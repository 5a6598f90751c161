import type { Address, Attempt, Delivery, Outcome } from "#ports/chat.ts";

/** A clock that only the test moves. */
export function createStillClock(start = "2025-09-09T14:00:00Z") {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    forward: (seconds: number): void => {
      now += Math.ceil(seconds * 1000);
    },
  };
}

export function post(to: Address, text = "Hello"): Delivery {
  return { do: "post", to, card: { text, fallback: text } };
}

export function attemptAt(clock: { now(): Date }, delivery: Delivery, more: Partial<Attempt> = {}) {
  const attempt = { key: "nudge:site-1", attempt: 1, unsure: false, delivery, at: clock.now() };
  return { ...attempt, ...more } satisfies Attempt;
}

const MOST_ATTEMPTS = 6;
const MOST_HOLDS = 100;

interface Desk {
  readonly clock: ReturnType<typeof createStillClock>;
  readonly deliver: (attempt: Attempt) => Promise<Outcome>;
}

/** Tries as the outbox does, with the times it is told, until the end is known. */
export async function deliverToEnd(
  { clock, deliver }: Desk,
  delivery: Delivery,
  key = "nudge:site-1",
): Promise<Outcome> {
  let unsure = false;
  let attempt = 1;
  let outcome: Outcome = { kind: "unknown", reason: "It was never tried." };
  for (let turn = 0; turn < MOST_HOLDS && attempt <= MOST_ATTEMPTS; turn++) {
    outcome = await deliver(attemptAt(clock, delivery, { key, attempt, unsure }));
    if (outcome.kind !== "retry") return outcome;
    clock.forward(outcome.afterSeconds);
    const counts = !outcome.held || (outcome.unsure === true && !unsure);
    if (!counts) continue;
    attempt += 1;
    unsure = outcome.unsure ?? false;
  }
  return outcome;
}
