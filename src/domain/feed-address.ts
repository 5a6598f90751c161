/** The longest address that is kept. */
const MOST_LETTERS = 500;
const webcal = /^webcals?:/i;

/**
 * The address of a calendar feed as it is fetched: https alone, without a name and a password in it;
 * "webcal:", which calendar programs write, means the same. Undefined for anything else.
 */
export function readFeedAddress(typed: string): string | undefined {
  const text = typed.trim().replace(webcal, "https:");
  if (text.length > MOST_LETTERS || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  return protocol === "https:" && username === "" && password === "" ? href : undefined;
}

/** What people are shown of it: a feed's path may be a secret. */
export function hostOfFeed(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
