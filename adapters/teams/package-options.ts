import { parseArgs } from "node:util";
import { type ManifestOptions, schemaVersions } from "./manifest.ts";

export interface PackageOptions extends ManifestOptions {
  /** The file to write. */
  readonly out: string;
}

type Given = ReturnType<typeof parse>["values"];

interface Read {
  /** Absent if there is a problem. */
  readonly options?: PackageOptions;
  /** Each says what happened and what to do. */
  readonly problems: readonly string[];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLACEHOLDER_ID = /^[0-]+$/;
const MESSAGES = /\/api\/messages\/?$/;
/** Where the first line of Node's own advice ends. */
const LINE_END = /[.]?(?:\s+This command|\s+To specify|\n|$)/;
const APP_VERSION = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/;

/** What `teams:package` was asked to do; every problem at once. */
export function readPackageOptions(args: readonly string[]): Read {
  try {
    return check(parse(args).values);
  } catch (cause) {
    const [why = ""] = String(cause instanceof Error ? cause.message : cause).split(LINE_END);
    return { problems: [`${why}: correct it, or leave it out.`] };
  }
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  return parseArgs({
    args: [...args],
    options: {
      url: text,
      "app-id": text,
      out: text,
      schema: text,
      "no-sso": { type: "boolean" },
      "app-version": text,
    },
  });
}

function check(given: Given): Read {
  const { out = "groundswell-teams.zip", schema = "1.29" } = given;
  const version = schemaVersions.find((known) => known === schema);
  const problems = [
    urlProblem(given.url),
    idProblem(given["app-id"]),
    appVersionProblem(given["app-version"]),
    version ? "" : `--schema ${schema} is not known: use ${schemaVersions.join(" or ")}.`,
    out === "" ? "--out is empty: give a file such as groundswell-teams.zip." : "",
  ].filter((problem) => problem !== "");
  const { url: publicUrl, "app-id": appId } = given;
  if (problems.length > 0 || !version || publicUrl === undefined || appId === undefined) {
    return { problems };
  }
  const appVersion = given["app-version"];
  const options = {
    publicUrl: new URL(publicUrl).href,
    appId: appId.toLowerCase(),
    version,
    sso: given["no-sso"] !== true,
    out,
    ...(appVersion === undefined ? {} : { appVersion }),
  };
  return { options, problems };
}

function urlProblem(url: string | undefined): string {
  const todo =
    "give the address at which Teams reaches this machine, as --url https://bot.example.org.";
  if (url === undefined) return `--url is missing: ${todo}`;
  if (!URL.canParse(url)) return `--url ${url} is no address: ${todo}`;
  const { protocol, username, password, pathname, search, hash } = new URL(url);
  if (protocol !== "https:")
    return `--url ${url} is not https, and Teams takes nothing else: ${todo}`;
  if (username + password + search + hash !== "") {
    return "--url holds a name, a password, a question mark or a hash sign: give the bare address.";
  }
  return MESSAGES.test(pathname) ? `--url ends in /api/messages: leave that end out.` : "";
}

function idProblem(id: string | undefined): string {
  const todo = "copy Microsoft App ID from the page Configuration of your Azure Bot.";
  if (id === undefined) return `--app-id is missing: ${todo}`;
  if (PLACEHOLDER_ID.test(id)) return `--app-id ${id} is the example's: ${todo}`;
  return GUID.test(id) ? "" : `--app-id ${id} is no id of Microsoft's: ${todo}`;
}

function appVersionProblem(version: string | undefined): string {
  if (version === undefined || APP_VERSION.test(version)) return "";
  return `--app-version ${version} is no version: give three numbers, such as 1.0.1.`;
}
