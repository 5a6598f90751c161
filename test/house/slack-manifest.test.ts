import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { z } from "zod";
import { knownEvent } from "#adapters/slack/bodies.ts";
import { PLACEHOLDER, toHttpManifest, toSocketManifest } from "#adapters/slack/manifest.ts";
import { botScopes, optionalScopes, scopeReasons } from "#adapters/slack/scopes.ts";
import { botEvents, commands, shortcuts } from "#adapters/slack/surfaces.ts";
import { settings } from "#host/config.ts";
import { read, tableRows } from "./files.ts";

/** Another project's data: looked at where it lies beside the repository, and never copied. */
const SCHEMA = "../shared/platforms/slack-manifest.schema.json";
const TIERS = "../shared/platforms/slack-rate-limit-tiers.json";
/** Slack: "several hundred messages per minute" to one workspace. */
const SEVERAL_HUNDRED = 300;

const text = read("manifest.json");
const url = z.literal(`${PLACEHOLDER}/slack/events`);
const manifest = z
  .object({
    features: z.object({
      app_home: z.object({
        home_tab_enabled: z.literal(true),
        messages_tab_enabled: z.literal(true),
        messages_tab_read_only_enabled: z.literal(false),
      }),
      bot_user: z.object({ always_online: z.literal(false) }),
      shortcuts: z.array(z.object({ callback_id: z.string(), type: z.string() })),
      slash_commands: z.array(
        z.object({
          command: z.string(),
          url,
          usage_hint: z.string().min(1),
          should_escape: z.literal(true),
        }),
      ),
    }),
    oauth_config: z.object({
      redirect_urls: z.tuple([z.literal(`${PLACEHOLDER}/slack/oauth_redirect`)]),
      scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
    }),
    settings: z.object({
      event_subscriptions: z.object({ request_url: url, bot_events: z.array(z.string()) }),
      interactivity: z.object({
        is_enabled: z.literal(true),
        request_url: url,
        message_menu_options_url: url,
      }),
      org_deploy_enabled: z.literal(true),
      socket_mode_enabled: z.literal(false),
      token_rotation_enabled: z.literal(false),
    }),
  })
  .parse(JSON.parse(text));

test("Slack offers people the commands and shortcuts that the code answers", () => {
  const { slash_commands, shortcuts: offered } = manifest.features;
  expect(slash_commands.map(({ command }) => command)).toEqual(commands.map((name) => `/${name}`));
  expect(offered.map(({ callback_id }) => callback_id)).toEqual(shortcuts);
  expect(offered.map(({ type }) => type)).toEqual(["global", "message"]);
});

test("Slack tells the app what the code reads, and nothing more", () => {
  const events = manifest.settings.event_subscriptions.bot_events;
  expect(events).toEqual(botEvents);
  // Messages to the bot need a scope that a district may decline: they are added by hand.
  const readable = knownEvent.options.map(({ shape }) => shape.type.value);
  expect([...events, "message"].sort()).toEqual([...readable].sort());
});

test("an admin is asked for the scopes that the code names; the optional ones may be declined", () => {
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  // Slack wants an optional scope in both lists.
  expect(bot).toEqual([...botScopes, ...optionalScopes]);
  expect(bot_optional).toEqual(optionalScopes);
  expect(botScopes.filter((scope) => scope.includes("history"))).toEqual([]);
});

test("an admin reads one reason for each scope", () => {
  const rows = tableRows(read("adapters/slack/README.md"));
  const reasons = rows.filter(([scope = ""]) => scope.replaceAll("`", "") in scopeReasons);
  const row = (scope: keyof typeof scopeReasons, needed: string) => [
    `\`${scope}\``,
    needed,
    scopeReasons[scope],
  ];
  expect(reasons).toEqual([
    ...botScopes.map((scope) => row(scope, "yes")),
    ...optionalScopes.map((scope) => row(scope, "no")),
  ]);
});

test("the set-up guide has at most ten steps", () => {
  const [, guide = ""] = read("adapters/slack/README.md").split("## Set up");
  const steps = guide.split("\n## ")[0]?.match(/^\d+\. /gm) ?? [];
  expect(steps.length).toBeGreaterThan(4);
  expect(steps.length).toBeLessThanOrEqual(10);
});

test("over Socket Mode the manifest names no address, and is otherwise the same", () => {
  const socket = toSocketManifest(text);
  expect(socket).not.toContain("http");
  expect(socket).toContain('"socket_mode_enabled": true');
  const same = (from: string) =>
    JSON.stringify(JSON.parse(from), (key, value: unknown) =>
      /url/.test(key) || key === "socket_mode_enabled" ? undefined : value,
    );
  expect(same(socket)).toBe(same(text));
});

test("a district's own address takes the place of the example everywhere", () => {
  const own = toHttpManifest(text, "https://bot.lakeside.example/");
  expect(own).not.toContain(PLACEHOLDER);
  expect(own.match(/https:\/\/bot\.lakeside\.example\/slack\/\w+"/g)).toHaveLength(7);
  expect(own).not.toContain("example//");
});

test("the command prints a manifest, and refuses what it does not know", () => {
  const run = (...options: string[]) =>
    spawnSync("node", ["--import", "tsx", "adapters/slack/print-manifest.ts", ...options], {
      encoding: "utf8",
    });
  expect(run("--socket").stdout).toBe(toSocketManifest(text));
  const own = "https://bot.lakeside.example";
  expect(run("--url", own).stdout).toBe(toHttpManifest(text, own));
  for (const wrong of [
    ["--sockets"],
    ["--url", "http://plain.example"],
    ["--socket", "--url", own],
  ]) {
    const { status, stdout, stderr } = run(...wrong);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("--url https://");
  }
});

test.skipIf(!existsSync(SCHEMA))(
  "Slack's own schema accepts the manifests and notices faults (skipped where the schema is absent)",
  () => {
    const isValid = new Ajv({ strict: false, formats: { uri: true } }).compile(
      JSON.parse(read(SCHEMA)),
    );
    const accepts = (manifestText: string) => isValid(JSON.parse(manifestText));
    expect([accepts(text), isValid.errors]).toEqual([true, null]);
    expect([accepts(toSocketManifest(text)), isValid.errors]).toEqual([true, null]);
    expect(accepts(toHttpManifest(text, "https://bot.lakeside.example"))).toBe(true);
    const mutations: readonly (readonly [RegExp, string])[] = [
      [/"name": "Groundswell"/, '"name": ""'],
      [/"long_description": ".*"/, '"long_description": "Short."'],
      [/"command": "\/praise"/, '"command": "praise"'],
      [/"type": "global"/, '"type": "everywhere"'],
      [/"is_enabled": true/, '"is_enabled": "yes"'],
      [/"always_online"/, '"always_there"'],
      [/"tokens_revoked"/, '"team_join"'],
      [/"display_name": "Groundswell"/, `"display_name": "${"G".repeat(81)}"`],
      [/"request_url": "https:/, '"request_url": "ftp:'],
    ];
    const missed = mutations.filter(([from, to]) => accepts(text.replace(from, () => to)));
    expect(mutations.filter(([from]) => !from.test(text))).toEqual([]);
    expect(missed).toEqual([]);
  },
);

test.skipIf(!existsSync(TIERS))(
  "at the default pace a wave stays under Slack's limits (skipped where Slack's tiers are absent)",
  () => {
    const tiers = z.record(z.string(), z.string()).parse(JSON.parse(read(TIERS)));
    const pace = settings.find(({ name }) => name === "SLACK_PACE_PER_SECOND")?.fallback;
    const perMinute = Number(pace) * 60;
    expect(perMinute).toBe(180);
    expect(perMinute).toBeLessThanOrEqual(SEVERAL_HUNDRED);
    // A post has a limit of its own; opening each conversation first would be held to 50 a minute.
    expect(tiers["chat.postMessage"]).toMatch(/^Special/);
    expect(tiers["conversations.open"]).toBe("Tier3");
    expect(perMinute).toBeGreaterThan(50);
    const interactive = ["views.open", "views.update", "views.publish"];
    expect(interactive.map((method) => tiers[method])).toEqual(["Tier4", "Tier4", "Tier4"]);
  },
);
