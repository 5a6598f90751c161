/** What nobody sees: a name with a space of no width in it is the name. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const SPACES = /[\p{Zs}\t\v\f]/gu;
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/gu;
/** Letters of another width or weight: "Ｊａｙｄｅｎ". */
const DRESSED = /[\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]/gu;
const HYPHENS = /[\u2010-\u2012\u2212\uFE58\uFE63]|[\u2013-\u2015](?=\d)/gu;
const APOSTROPHES = /[‘’‛′´`ʼ]/gu;
const QUOTES = /[“”„‟″]/gu;
const NEWLINES = /\n+/gu;

/** The text with plain spaces, hyphens and quotes, and without what nobody sees; lines stay lines. */
export function withPlainSigns(text: string): string {
  return text
    .normalize("NFC")
    .replace(DRESSED, (sign) => sign.normalize("NFKC"))
    .replace(UNSEEN, "")
    .replace(SPACES, " ")
    .replace(BREAKS, "\n")
    .replace(HYPHENS, "-")
    .replace(APOSTROPHES, "'")
    .replace(QUOTES, '"')
    .normalize("NFC");
}

/** All ways in which a text is read: in one line, and where it has several, line by line too. */
export function readingsOf(text: string): readonly string[] {
  const plain = withPlainSigns(text);
  const line = plain.replace(NEWLINES, " ");
  return line === plain ? [line] : [line, plain];
}
