/** Private-use characters that no keyboard types: a mention cannot be forged in plain words. */
const OPEN = "\u{E000}";
const CLOSE = "\u{E001}";
const MENTION = /^\u{E000}([^\u{E000}\u{E001}]+)\u{E001}$/u;
const MENTIONS = /\u{E000}([^\u{E000}\u{E001}]+)\u{E001}/gu;
const MARKS = /[\u{E000}\u{E001}]/gu;

/** A platform account inside a command's text. */
export function mention(account: string): string {
  return `${OPEN}${account.replace(MARKS, "")}${CLOSE}`;
}

/** The account if the whole text is one mention. */
export function readMention(text: string): string | undefined {
  return MENTION.exec(text)?.[1];
}

/** Every account that a text mentions, once. */
export function mentionedIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(MENTIONS)].map(([, account = ""]) => account))];
}

/** The text with each mention said as `nameOf` says it; no mark is left. */
export function sayMentions(text: string, nameOf: (account: string) => string): string {
  return withoutMentions(text.replace(MENTIONS, (_all, account: string) => nameOf(account)));
}

/** What somebody typed, without anything that reads as a mention. */
export function withoutMentions(text: string): string {
  return text.replace(MARKS, "");
}
