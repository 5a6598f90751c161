import type { MessageKind } from "./message-policy.ts";

/** Each comes only of something that its reader began, and of nothing that anybody else may know. */
const PRIVATE_KINDS: ReadonlySet<MessageKind> = new Set(["try_ask", "peer_visit"]);

/** An answer to what somebody said is not right, and who wants a room left out. */
const PRIVATE_KEYS = /^visit-(?:correction-answer|skips):/;

interface Sent {
  readonly kind: MessageKind;
  readonly key: string;
}

/**
 * True where already that it was sent to somebody says what they did or wish: what lists tell leads of messages
 * leaves it out.
 */
export function isPrivateSend({ kind, key }: Sent): boolean {
  return PRIVATE_KINDS.has(kind) || PRIVATE_KEYS.test(key);
}
