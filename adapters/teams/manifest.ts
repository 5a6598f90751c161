/** 1.29 is the first schema with commands after "/"; 1.28 is for a directory that refuses it. */
export const schemaVersions = ["1.29", "1.28"] as const;
export type SchemaVersion = (typeof schemaVersions)[number];

export interface ManifestOptions {
  /** The bot's own id in Microsoft Entra; the app in Teams gets the same. */
  readonly appId: string;
  /** As in PUBLIC_URL. */
  readonly publicUrl: string;
  readonly version: SchemaVersion;
  /** False leaves out the personal tab, which cannot know a person without single sign-on. */
  readonly sso: boolean;
  /** Teams takes a changed package only with a higher one. */
  readonly appVersion?: string;
}

/** What stands in the template: our address, or its host alone, and the bot's id. */
const PLACES = /(https:\/\/)?groundswell\.example\.org|0{8}-0{4}-0{4}-0{4}-0{12}/g;
const OUR_ADDRESS = "https://groundswell.example.org";
const OUR_HOST = "groundswell.example.org";
const SCHEMAS = "https://developer.microsoft.com/json-schemas/teams";
const LAST_SLASH = /\/+$/;

/** What came with schema 1.29. */
const NEW = ["supportsTargetedMessages", "triggers"];
const SIGN_ON = ["webApplicationInfo", "staticTabs"];

/** The app manifest of one district, from the template. */
export function toManifest(template: string, options: ManifestOptions): string {
  const { version, sso, appVersion } = options;
  const fill = createFill(options);
  const dropped = new Set([...(version === "1.28" ? NEW : []), ...(sso ? [] : SIGN_ON)]);
  const given = new Map([
    ["$schema", `${SCHEMAS}/v${version}/MicrosoftTeams.schema.json`],
    ["manifestVersion", version],
    ["version", appVersion],
  ]);
  const revive = (key: string, value: unknown): unknown => {
    if (dropped.has(key)) return undefined;
    return given.get(key) ?? (typeof value === "string" ? fill(value) : value);
  };
  return `${JSON.stringify(JSON.parse(template, revive), undefined, 2)}\n`;
}

function createFill({ appId, publicUrl }: ManifestOptions): (text: string) => string {
  const own = publicUrl.replace(LAST_SLASH, "");
  const found: ReadonlyMap<string, string> = new Map([
    [OUR_ADDRESS, own],
    [OUR_HOST, new URL(own).host],
  ]);
  return (text) => text.replace(PLACES, (place) => found.get(place) ?? appId);
}
