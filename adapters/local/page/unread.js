import { readInbox } from "./api.js";

/** The newest message each conversation had when it was last looked at. */
const seen = new Map();

const keyOf = ({ kind, id }) => `${kind}:${id}`;

/** The conversation is open, so its messages are read. */
export function markRead(conversation, messages) {
  seen.set(keyOf(conversation), messages.at(-1)?.id);
}

/** The keys of the conversations whose newest message nobody looked at yet. */
export async function findUnread(conversations) {
  const keys = await Promise.all(
    conversations.map(async (conversation) => {
      const messages = await readInbox(conversation).catch(() => []);
      const newest = messages.at(-1)?.id;
      const isNew = newest !== undefined && newest !== seen.get(keyOf(conversation));
      return isNew ? keyOf(conversation) : undefined;
    }),
  );
  return new Set(keys.filter((key) => key !== undefined));
}

/** Forgets what was looked at, after a fresh start. */
export function forgetRead() {
  seen.clear();
}
