/**
 * Words of people stand in text runs, which no client reads as markdown. What Teams draws as a
 * TextBlock (headings, error messages, choices) has no such element, and its clients disagree about
 * escapes: a backslash that hides a star on the desktop shows on a phone. So nothing is escaped.
 * Signs that mean something are replaced by ones that look the same and mean nothing, and an
 * unseen space breaks what only begins something at its place.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "*": "∗",
  _: "ˍ",
  "~": "∼",
  "`": "ˋ",
  "<": "‹",
  ">": "›",
  "[": "(",
  "]": ")",
  "\\": "∖",
};
const SIGNS = /[*_~`<>[\]\\]/g;
const UNSEEN = "\u200B";
/** `{{DATE(...)}}` and `{{TIME(...)}}`, the one thing that a text run reads too. */
const FUNCTION = /\{(?=\{)/g;
const LIST = /(?<=^\s*|[)\]])(?=[-+#=]|\d+[.)])/gm;
const ENTITY = /&(?=#?\w+;)/g;
/** What clients make a link of by themselves. */
const LINK = /:(?=\/\/)|\bwww(?=\.)|(?<=\S)@(?=\S)/gi;

/** Text for a text run: only a date's function could do something there. */
export function inert(text: string): string {
  return text.replace(FUNCTION, `{${UNSEEN}`);
}

/** Text that stays words where a client reads markdown. */
export function flat(text: string): string {
  return inert(text)
    .replace(LIST, UNSEEN)
    .replace(ENTITY, `&${UNSEEN}`)
    .replace(LINK, (found) => found + UNSEEN)
    .replace(SIGNS, (sign) => LOOK_ALIKES[sign] ?? "");
}
