import type { Row } from "./figures.ts";

/** What was measured, as it is printed and as it stands in the page. */
export function measured({ text, median, least, most, unit }: Row): string {
  if (text !== undefined) return text;
  return least === most ? `${median} ${unit}` : `${median} ${unit} (${least} - ${most})`;
}
