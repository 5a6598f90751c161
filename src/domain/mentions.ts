/** Private-use characters that no keyboard types: a mention cannot be forged in plain words. */
const OPEN = "\u{E000}";
const CLOSE = "\u{E001}";
const MENTION = /^\u{E000}([^\u{E000}\u{E001}]+)\u{E001}$/u;
const MARKS = /[\u{E000}\u{E001}]/gu;

/** A platform account inside a command's text. */
export function mention(account: string): string {
  return `${OPEN}${account.replace(MARKS, "")}${CLOSE}`;
}

/** The account if the whole text is one mention. */
export function readMention(text: string): string | undefined {
  return MENTION.exec(text)?.[1];
}

/** What somebody typed, without anything that reads as a mention. */
export function withoutMentions(text: string): string {
  return text.replace(MARKS, "");
}
