import { textOf } from "./json.ts";
import type { Json } from "./types.ts";
import type { World } from "./world.ts";

const TIER_2 = 20;
const TIER_3 = 50;
const TIER_4 = 100;
/** "Several hundred a minute" for a workspace. */
const POSTS = 240;
/** A channel takes one post a second, and so many at once after a rest. */
const POST_BURST = 3;
const MINUTE_MS = 60_000;

/** Calls a minute, for one method in one workspace. */
const perMinute: Readonly<Record<string, number>> = {
  "chat.postMessage": POSTS,
  "chat.postEphemeral": TIER_4,
  "chat.update": TIER_3,
  "chat.delete": TIER_3,
  "conversations.open": TIER_3,
  "conversations.history": TIER_3,
  "conversations.info": TIER_3,
  "conversations.list": TIER_2,
  "users.info": TIER_4,
  "users.list": TIER_2,
  "users.lookupByEmail": TIER_3,
  "views.open": TIER_4,
  "views.push": TIER_4,
  "views.update": TIER_4,
  "views.publish": TIER_4,
  "auth.test": 600,
  "auth.revoke": TIER_3,
  "oauth.v2.access": TIER_4,
  "apps.connections.open": TIER_3,
  "bots.info": TIER_3,
  "team.info": TIER_3,
};

export interface Limits {
  /** Seconds to wait; 0 for a call that may go on. A call that must wait is not counted. */
  take(call: { method: string; args: Json; workspace: string }): number;
}

/** Sliding minutes per method and workspace, and a bucket per channel for posts. */
export function createLimits(world: World): Limits {
  const windows = new Map<string, number[]>();
  const buckets = new Map<string, { level: number; at: number }>();

  const takeWindow = (key: string, most: number, now: number): number => {
    const recent = (windows.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
    windows.set(key, recent);
    const oldest = recent[0] ?? now;
    if (recent.length >= most) return Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000));
    recent.push(now);
    return 0;
  };

  const takeBucket = (key: string, now: number): number => {
    const bucket = buckets.get(key) ?? { level: POST_BURST, at: now };
    const level = Math.min(POST_BURST, bucket.level + (now - bucket.at) / 1000);
    buckets.set(key, { level: level >= 1 ? level - 1 : level, at: now });
    return level >= 1 ? 0 : 1;
  };

  return {
    take({ method, args, workspace }) {
      const most = perMinute[method];
      if (most === undefined) return 0;
      const now = world.clock.now().getTime();
      if (method === "chat.postMessage") {
        const wait = takeBucket(`${workspace}/${textOf(args.channel)}`, now);
        if (wait > 0) return wait;
      }
      return takeWindow(`${workspace}/${method}`, most, now);
    },
  };
}
