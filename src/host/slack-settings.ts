import { z } from "zod";

/** How Slack is reached: what the Slack adapter is built from. */
export interface SlackSettings {
  /** One, or two while the secret is being changed; none with Socket Mode alone. */
  readonly signingSecrets: readonly string[];
  readonly access:
    | { readonly kind: "token"; readonly botToken: string }
    | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string };
  readonly appToken: string | undefined;
  readonly apiUrl: string;
  readonly pacePerSecond: number;
}

export const slackSettings = [
  {
    name: "SLACK_SIGNING_SECRET",
    fallback: "",
    about: "The app's signing secret; two, separated by a comma, while you change it.",
  },
  { name: "SLACK_BOT_TOKEN", fallback: "", about: "One workspace: the bot token, xoxb-..." },
  { name: "SLACK_CLIENT_ID", fallback: "", about: "Many workspaces by OAuth: the client id." },
  { name: "SLACK_CLIENT_SECRET", fallback: "", about: "Many workspaces: the client secret." },
  {
    name: "SLACK_APP_TOKEN",
    fallback: "",
    about: "Socket Mode, where Slack cannot reach this machine: the app token, xapp-...",
  },
  {
    name: "SLACK_API_URL",
    fallback: "https://slack.com/api/",
    about: "Slack's address: another one for GovSlack.",
  },
  {
    name: "SLACK_PACE_PER_SECOND",
    fallback: "3",
    about: "How many messages a second go to one workspace at most.",
  },
] as const;

const LIST = /\s*,\s*/;
const MOST_SECRETS = 2;
const API_URL = /^(https:\/\/[^/]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)\/.*$/;
const BOT_TOKEN = /^(xoxb-.*)?$/;
const APP_TOKEN = /^(xapp-.*)?$/;
const WORD = /^\S*$/;

const word = z.string().regex(WORD, "leave out spaces");

export const slackSchema = {
  SLACK_SIGNING_SECRET: z
    .string()
    .refine((text) => secretsOf(text).length <= MOST_SECRETS, "give at most two secrets"),
  SLACK_BOT_TOKEN: word.regex(BOT_TOKEN, "a bot token begins with xoxb-"),
  SLACK_CLIENT_ID: word,
  SLACK_CLIENT_SECRET: word,
  SLACK_APP_TOKEN: word.regex(APP_TOKEN, "an app token begins with xapp-"),
  SLACK_API_URL: z.string().regex(API_URL, "give an https address"),
  SLACK_PACE_PER_SECOND: z.coerce.number("give a number").min(0.1).max(50),
};

type Given = { readonly [Name in keyof typeof slackSchema]: z.infer<(typeof slackSchema)[Name]> };

function secretsOf(text: string): readonly string[] {
  return text
    .split(LIST)
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
}

/** Undefined where Slack is not configured, or not wholly: `slackProblems` says what is missing. */
export function toSlackSettings(given: Given): SlackSettings | undefined {
  const access = toAccess(given);
  if (!access) return undefined;
  const { SLACK_API_URL: url } = given;
  return {
    signingSecrets: secretsOf(given.SLACK_SIGNING_SECRET),
    access,
    appToken: given.SLACK_APP_TOKEN === "" ? undefined : given.SLACK_APP_TOKEN,
    apiUrl: url.endsWith("/") ? url : `${url}/`,
    pacePerSecond: given.SLACK_PACE_PER_SECOND,
  };
}

function toAccess(given: Given): SlackSettings["access"] | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId } = given;
  if (botToken !== "") return { kind: "token", botToken };
  if (clientId === "") return undefined;
  return { kind: "oauth", clientId, clientSecret: given.SLACK_CLIENT_SECRET };
}

/** What of Slack's settings is missing, or does not go together. */
export function slackProblems(given: Given, publicUrl: string): readonly string[] {
  const one = given.SLACK_BOT_TOKEN !== "";
  const many = `${given.SLACK_CLIENT_ID}${given.SLACK_CLIENT_SECRET}` !== "";
  const reachable = `${given.SLACK_SIGNING_SECRET}${given.SLACK_APP_TOKEN}` !== "";
  const problems = many ? manyProblems(given, publicUrl) : [];
  if (one && many) {
    problems.push("SLACK_BOT_TOKEN: leave it out with SLACK_CLIENT_ID; one workspace or many");
  }
  if (reachable && !(one || many)) {
    problems.push("SLACK_BOT_TOKEN: set it, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET");
  }
  if (!reachable && (one || many)) {
    problems.push("SLACK_SIGNING_SECRET: set it; the app's Basic Information page shows it");
  }
  return problems;
}

function manyProblems(given: Given, publicUrl: string): string[] {
  const problems: string[] = [];
  if (given.SLACK_CLIENT_ID === "") {
    problems.push("SLACK_CLIENT_ID: set it with SLACK_CLIENT_SECRET");
  }
  if (given.SLACK_CLIENT_SECRET === "") {
    problems.push("SLACK_CLIENT_SECRET: set it with SLACK_CLIENT_ID");
  }
  if (publicUrl === "") problems.push("PUBLIC_URL: set it; people install the app there");
  return problems;
}
