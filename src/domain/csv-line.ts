/** So that spreadsheets read the file as UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A spreadsheet would run what begins like this. */
const FORMULA = /^[=+\-@\t\r\n]/;
/** Where lists are parted by ";" a cell begins there too; "a; b" and "; -- 3" are plain words. */
const LATER_FORMULA =
  /([;\t\r\n][ \u00A0"]*)(?=[=@]|[+-]+[\p{L}\p{N}("'=@.]|[+-][^;\t\r\n]*[(|!])/gu;
const NEEDS_QUOTES = /[",\r\n]/;
const QUOTE = /"/g;

/** One line of RFC 4180, in which no cell is a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

function toCell(text: string): string {
  const inside = text.replace(LATER_FORMULA, "$1'");
  const safe = FORMULA.test(inside) ? `'${inside}` : inside;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replace(QUOTE, '""')}"` : safe;
}
