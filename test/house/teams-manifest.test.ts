import draft4 from "ajv-draft-04";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { z } from "zod";
import { type ManifestOptions, schemaVersions, toManifest } from "#adapters/teams/manifest.ts";
import { commands, pages, praiseForm, tab } from "#adapters/teams/surfaces.ts";
import { isPlain } from "#conversation/commands.ts";
import { read } from "./files.ts";

const FOLDER = "adapters/teams/manifest";
const SCHEMAS = "node_modules/@microsoft/app-manifest/build/json-schemas/teams";
const template = read(`${FOLDER}/manifest.json`);
const own: ManifestOptions = {
  appId: "11111111-2222-4333-8444-555555555555",
  publicUrl: "https://bot.lakeside.example",
  version: "1.29",
  sso: true,
};

const surfaces = z.looseObject({
  bots: z.tuple([
    z.strictObject({
      botId: z.guid(),
      scopes: z.array(z.string()),
      supportsTargetedMessages: z.literal(true),
      commandLists: z.array(
        z.strictObject({
          scopes: z.array(z.string()),
          triggers: z.array(z.string()),
          commands: z.array(z.strictObject({ title: z.string(), description: z.string() })),
        }),
      ),
    }),
  ]),
  composeExtensions: z.tuple([
    z.strictObject({
      botId: z.guid(),
      commands: z.tuple([
        z.strictObject({
          id: z.literal(praiseForm),
          type: z.literal("action"),
          title: z.string(),
          description: z.string().max(128),
          context: z.tuple([z.literal("compose"), z.literal("commandBox"), z.literal("message")]),
          fetchTask: z.literal(true),
          triggers: z.tuple([z.literal("slash")]),
        }),
      ]),
    }),
  ]),
});
const manifest = surfaces.parse(JSON.parse(template));
const parse = (options: Partial<ManifestOptions>) =>
  z.looseObject({}).parse(JSON.parse(toManifest(template, { ...own, ...options })));

const schemaOf = (version: string) => {
  const ajv = new draft4.default({ strict: false });
  formats.default(ajv);
  return ajv.compile(JSON.parse(read(`${SCHEMAS}/v${version}/MicrosoftTeams.schema.json`)));
};

test.each(schemaVersions)(
  "Microsoft's own schema %s accepts the app, with and without a tab",
  (version) => {
    const isValid = schemaOf(version);
    for (const sso of [true, false]) {
      expect([isValid(parse({ version, sso })), isValid.errors]).toEqual([true, null]);
    }
  },
);

test("the schema notices faults, so it can be trusted", () => {
  const isValid = schemaOf("1.29");
  expect([isValid(JSON.parse(template)), isValid.errors]).toEqual([true, null]);
  expect(schemaOf("1.28")({ ...JSON.parse(template), manifestVersion: "1.28" })).toBe(false);
  const mutations: readonly (readonly [RegExp, string])[] = [
    [/"short": "Groundswell"/, `"short": "${"G".repeat(31)}"`],
    [/"short": "Helps.*"/, `"short": "${"h".repeat(81)}"`],
    [/"title": "Praise a colleague"/, `"title": "${"p".repeat(33)}"`],
    [/"#0f5f5b"/, '"teal"'],
    [/"triggers": \["slash"\]/, '"triggers": ["mention"]'],
    [/"tier1"/, '"tier9"'],
    [/"fetchTask"/, '"fetchForm"'],
    [/"personal"/, '"private"'],
    [/"contentUrl": "https:/, '"contentUrl": "ftp:'],
    [/"id": "0{8}/, '"id": "o'],
  ];
  expect(mutations.filter(([from]) => !from.test(template))).toEqual([]);
  const missed = mutations.filter(([from, to]) =>
    isValid(JSON.parse(template.replace(from, () => to))),
  );
  expect(missed).toEqual([]);
});

test("Teams offers people the commands that the code answers", () => {
  const [{ scopes, commandLists }] = manifest.bots;
  expect(scopes).toEqual(["personal", "team"]);
  // A private conversation has no list after a slash: nothing there needs to be hidden.
  expect(commandLists).toEqual([
    { scopes: ["personal"], triggers: ["mention"], commands },
    { scopes: ["team"], triggers: ["mention", "slash"], commands },
  ]);
  expect(commands.length).toBeLessThanOrEqual(12);
  expect(commands.filter(({ description }) => description.length > 128)).toEqual([]);
  const isUnderstood = (word: string) => word === "praise" || isPlain(word);
  expect(commands.map(({ title }) => title).filter((word) => !isUnderstood(word))).toEqual([]);
  expect(isUnderstood("hello")).toBe(false);
});

test("tab, pages and sign-on lead to the district's own address, and nothing else does", () => {
  const { publicUrl, appId } = own;
  const made = parse({});
  expect(made).toMatchObject({
    id: appId,
    bots: [{ botId: appId }],
    composeExtensions: [{ botId: appId }],
    developer: {
      websiteUrl: publicUrl + pages.about,
      privacyUrl: publicUrl + pages.privacy,
      termsOfUseUrl: publicUrl + pages.terms,
    },
    validDomains: ["bot.lakeside.example"],
  });
  expect(made.staticTabs).toEqual([
    {
      entityId: tab.entityId,
      name: "My week",
      contentUrl: publicUrl + tab.path,
      scopes: ["personal"],
    },
  ]);
  expect(made.webApplicationInfo).toEqual({
    id: appId,
    resource: `api://bot.lakeside.example/${appId}`,
  });
  const below = toManifest(template, { ...own, publicUrl: "https://lakeside.example:8443/pl/" });
  expect(below).toContain('"https://lakeside.example:8443/pl/teams/tab"');
  expect(below).toContain(`"api://lakeside.example:8443/${appId}"`);
  for (const text of [below, JSON.stringify(made)]) {
    expect(text).not.toMatch(/groundswell\.example|0{8}-/);
  }
});

test("a directory that refuses the newest schema gets the same app, without the slash", () => {
  const without = JSON.stringify(parse({ version: "1.28" }));
  expect(without).not.toMatch(/supportsTargetedMessages|triggers|slash/);
  const same = JSON.stringify(parse({}), (key, value: unknown) =>
    key === "supportsTargetedMessages" || key === "triggers" ? undefined : value,
  );
  expect(without).toBe(same.replaceAll("1.29", "1.28"));
});

test("without single sign-on there is no tab that could not know a person", () => {
  const { staticTabs, webApplicationInfo, ...rest } = parse({});
  expect([staticTabs, webApplicationInfo]).not.toContain(undefined);
  expect(parse({ sso: false })).toEqual(rest);
});

test("the app asks for no permission", () => {
  const asking = ["authorization", "permissions", "devicePermissions", "graphConnector"];
  expect(asking.filter((key) => key in parse({}))).toEqual([]);
});

test("the set-up guide has at most ten steps", () => {
  const [, guide = ""] = read("adapters/teams/README.md").split("## Set up");
  const steps = guide.split("\n## ")[0]?.match(/^\d+\. /gm) ?? [];
  expect(steps.length).toBeGreaterThan(4);
  expect(steps.length).toBeLessThanOrEqual(10);
});
