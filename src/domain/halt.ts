/** All sending of a district is stopped: since when, and by whom as the audit log names them. */
export interface Halt {
  readonly since: Date;
  readonly by: string;
}

/** A stretch of time in which nothing was sent, whatever the reason. */
export interface Stretch {
  readonly from: Date;
  readonly until: Date;
}

/** "2025-08-18T13:00:00.000Z|person:lia", as a setting keeps it. */
export function writeHalt({ since, by }: Halt): string {
  return `${since.toISOString()}|${by}`;
}

/** What `writeHalt` wrote; undefined for "". */
export function readHaltText(text: string): Halt | undefined {
  const cut = text.indexOf("|");
  if (cut < 0) return undefined;
  return { since: new Date(text.slice(0, cut)), by: text.slice(cut + 1) };
}

export function writeStretch({ from, until }: Stretch): string {
  return `${from.toISOString()}/${until.toISOString()}`;
}

/** What `writeStretch` wrote; undefined for "". */
export function readStretch(text: string): Stretch | undefined {
  const [from, until] = text.split("/");
  if (from === undefined || until === undefined) return undefined;
  return { from: new Date(from), until: new Date(until) };
}
