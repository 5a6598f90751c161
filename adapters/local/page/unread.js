import { readInbox } from "./api.js";
import { recall, remember } from "./memory.js";

const SEEN = "seen";
/** The newest message each conversation had when it was last looked at. */
const seen = new Map(recall(SEEN) ?? []);

const keyOf = ({ kind, id }) => `${kind}:${id}`;

/** The conversation is open, so its messages are read. */
export function markRead(conversation, messages) {
  const newest = messages.at(-1)?.id;
  if (newest === undefined || seen.get(keyOf(conversation)) === newest) return;
  seen.set(keyOf(conversation), newest);
  remember(SEEN, [...seen]);
}

/** The conversations whose newest message nobody looked at yet: key to that message's id. */
export async function findUnread(conversations) {
  const pairs = await Promise.all(
    conversations.map(async (conversation) => {
      const messages = await readInbox(conversation).catch(() => []);
      const newest = messages.at(-1)?.id;
      const isNew = newest !== undefined && newest !== seen.get(keyOf(conversation));
      return isNew ? [keyOf(conversation), newest] : undefined;
    }),
  );
  return new Map(pairs.filter((pair) => pair !== undefined));
}

/** The newest message each conversation had when its news was said. */
const told = new Map();

/** The keys whose news was not said yet; from now on it counts as said. */
export function takeNews(unread) {
  const fresh = [...unread].filter(([key, newest]) => told.get(key) !== newest);
  for (const [key, newest] of fresh) told.set(key, newest);
  return fresh.map(([key]) => key);
}

/** Forgets what was looked at, after a fresh start. */
export function forgetRead() {
  seen.clear();
  told.clear();
  remember(SEEN, undefined);
}
