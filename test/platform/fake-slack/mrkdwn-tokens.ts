/** What Slack makes of a piece of mrkdwn. */
export interface MrkdwnToken {
  readonly raw: string;
  readonly kind:
    | "person"
    | "channel"
    | "everyone"
    | "group"
    | "date"
    | "link"
    /** A bracket, or an ampersand, that should have been escaped. */
    | "malformed";
  /** The id, the address or what stands after "!". */
  readonly target: string;
  readonly label: string | undefined;
}

/** A bracketed token, a bracket that nobody closes, or an ampersand that is no entity. */
const piece = /<([^<>\n]*)>|<|&(?!(?:amp|lt|gt);)/g;

const kinds: readonly (readonly [MrkdwnToken["kind"], RegExp])[] = [
  ["person", /^@[UW][A-Z0-9]+$/],
  ["channel", /^#[CDG][A-Z0-9]+$/],
  ["everyone", /^!(here|channel|everyone|group)(?:\^.*)?$/],
  ["group", /^!subteam\^[A-Z0-9]+$/],
  ["date", /^!date\^\d{1,12}\^[^|^]*\{[a-z_]+\}[^|^]*(?:\^https?:\/\/\S+)?$/],
  ["link", /^(?:https?:\/\/|mailto:)[^\s<>|]+$/],
];

/** Every token of a mrkdwn text, in order: what would mention, link or format by itself. */
export function readTokens(mrkdwn: string): readonly MrkdwnToken[] {
  return [...mrkdwn.matchAll(piece)].map(([raw, inside]) => readToken(raw, inside));
}

function readToken(raw: string, inside: string | undefined): MrkdwnToken {
  if (inside === undefined) return { raw, kind: "malformed", target: "", label: undefined };
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  const found = kinds.find(([, form]) => form.test(target));
  const isBare = found?.[0] === "date" && (label === undefined || label === "");
  return { raw, kind: found === undefined || isBare ? "malformed" : found[0], target, label };
}
