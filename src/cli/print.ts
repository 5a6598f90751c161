import process from "node:process";

/** Prints what a command found: as JSON for programs, or as lines for people. */
export function print(json: boolean, facts: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join("\n")}\n`);
}

/** "3 shout_out, 2 answer", or "nothing". */
export function listCounts(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.length > 0 ? parts.join(", ") : "nothing";
}
