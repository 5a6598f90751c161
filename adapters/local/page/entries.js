/**
 * What the page itself adds to a conversation for this visit: the person's own lines, notes only
 * they see, problems. Kept per person and conversation.
 */
const local = new Map();
/** When a line was first seen here; it orders lines of the same minute. */
const order = new Map();
/** Cards that replaced a posted message's. */
const overrides = new Map();
let lastNumber = 0;

function numberOf(key) {
  if (!order.has(key)) {
    lastNumber += 1;
    order.set(key, lastNumber);
  }
  return order.get(key);
}

/** Names a conversation as one person sees it. */
export function placeOf(me, open) {
  return `${me.id} ${open.kind}:${open.id}`;
}

/** Adds a line; gives its key. */
export function addEntry(place, entry) {
  lastNumber += 1;
  const key = `local ${lastNumber}`;
  order.set(key, lastNumber);
  local.set(place, [...(local.get(place) ?? []), { ...entry, key }]);
  return key;
}

/** Puts a card in the place of a note's. */
export function replaceNote(place, key, card) {
  const lines = local.get(place) ?? [];
  local.set(
    place,
    lines.map((line) => (line.key === key ? { ...line, card } : line)),
  );
}

/**
 * A message as the reply says it is now. It shows until the inbox tells something newer than what
 * was there when its button was pressed.
 */
export function overrideMessage({ key, card: before }, card) {
  overrides.set(key, { before: JSON.stringify(before), card });
}

function cardNow(key, card) {
  const override = overrides.get(key);
  if (override === undefined || override.before === JSON.stringify(card))
    return override?.card ?? card;
  overrides.delete(key);
  return card;
}

/** Forgets every line, after a fresh start. */
export function forgetEntries() {
  local.clear();
  overrides.clear();
  order.clear();
}

/** The conversation's messages and the page's own lines, oldest first. */
export function mergeEntries(place, messages) {
  const posted = messages.map(({ id, at, editedAt, card }) => {
    const key = `message ${id}`;
    const number = numberOf(key);
    return { key, id, at, editedAt, card: cardNow(key, card), kind: "bot", number };
  });
  const own = (local.get(place) ?? []).map((line) => ({ ...line, number: numberOf(line.key) }));
  return [...posted, ...own].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || a.number - b.number,
  );
}
