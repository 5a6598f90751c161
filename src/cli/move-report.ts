import type { ComparedTable, Copied } from "#ports/moving.ts";

const SHOWN = 12;

/** What became of one district, with every table on both sides. */
export function describeCopied(copied: Copied): readonly string[] {
  const { district, tables, before, copied: rows, copyMs } = copied;
  const seconds = copyMs / 1000;
  const pace = seconds > 0 ? Math.round(rows / seconds) : rows;
  const again = before > 0 ? `, ${before} were there from before` : "";
  return [
    `${district}: ${rows} rows copied in ${seconds.toFixed(1)} s (${pace} a second)${again}.`,
    "",
    ...drawTable(tables),
    "",
    ...describeEnd(copied),
  ];
}

function describeEnd({ tables, isSame, unsure, auditFault }: Copied): readonly string[] {
  const other = tables.filter((one) => !one.isSame).map(({ table }) => table);
  if (!isSame) return [`FIX  Not the same on both sides: ${other.join(", ")}.`];
  const audit = auditFault
    ? `FIX  The audit log came as it was: ${auditFault.fault} at entry ${auditFault.number}.`
    : "Its audit log is unbroken.";
  const lost =
    "Messages that were being sent when the bot ended, and are looked for before they go";
  return [
    `All ${tables.length} tables are the same on both sides.`,
    ...(unsure > 0 ? [`${lost}: ${unsure}.`] : []),
    audit,
  ];
}

/** Empty tables say nothing; the count of all says that they were compared. */
function drawTable(tables: readonly ComparedTable[]): readonly string[] {
  const some = tables.filter(({ rows, isSame }) => rows.from + rows.to > 0 || !isSame);
  const head = ["table", "rows from", "rows to", "checksum from", "checksum to", ""];
  const lines = some.map(({ table, rows, sums, isSame }) => [
    table,
    String(rows.from),
    String(rows.to),
    sums.from.slice(0, SHOWN),
    sums.to.slice(0, SHOWN),
    isSame ? "same" : "DIFFERS",
  ]);
  const widths = head.map((_, at) =>
    Math.max(...[head, ...lines].map((line) => line[at]?.length ?? 0)),
  );
  return [head, ...lines].map((line) => pad(line, widths));
}

function pad(line: readonly string[], widths: readonly number[]): string {
  const cells = line.map((cell, at) => {
    const width = widths[at] ?? 0;
    return at === 1 || at === 2 ? cell.padStart(width) : cell.padEnd(width);
  });
  return cells.join("  ").trimEnd();
}
