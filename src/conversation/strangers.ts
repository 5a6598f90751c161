import type { ChatEvent } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";

type Who = Pick<ChatEvent, "platform" | "workspace" | "account">;

/**
 * Who was no colleague a moment ago, so that somebody who keeps trying does not use up what the
 * platform lets us ask for everybody else. In memory alone, and not for long.
 */
export interface Strangers {
  has(who: Who): boolean;
  add(who: Who): void;
  /** Something about them changed. */
  forget(who: Who): void;
}

const KEPT_MS = 60_000;
const MOST = 5000;

export function createStrangers(clock: Clock): Strangers {
  const until = new Map<string, number>();
  const keyOf = ({ platform, workspace, account }: Who): string =>
    `${platform}:${workspace}:${account}`;
  return {
    has: (who) => (until.get(keyOf(who)) ?? 0) > clock.now().getTime(),
    add: (who) => {
      until.delete(keyOf(who));
      until.set(keyOf(who), clock.now().getTime() + KEPT_MS);
      const [oldest] = until.keys();
      if (until.size > MOST && oldest !== undefined) until.delete(oldest);
    },
    forget: (who) => void until.delete(keyOf(who)),
  };
}
