const PREFIX = "groundswell.";

/** What this browser remembers between visits; nothing where storage is closed. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a value; forgets it when undefined. */
export function remember(name, value) {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // A closed storage only means that the page starts fresh next time.
  }
}
