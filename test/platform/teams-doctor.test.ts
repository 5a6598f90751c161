import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkTeams } from "#cli/link-teams.ts";
import { openCommandLine } from "#compose";
import { type FakeTeams, startFakeTeams } from "./fake-teams/index.ts";
import { district, seedSample } from "./slack-product.ts";
import { teamsSettings } from "./teams-product.ts";

const OTHER = "0D1F7C7E-1111-4222-8333-944455556666";
let teams: FakeTeams;
let folder: string;
let settings: Record<string, string>;

beforeEach(async () => {
  teams = await startFakeTeams();
  const seeded = await seedSample(() => []);
  folder = seeded.folder;
  const PUBLIC_URL = "http://127.0.0.1:3000";
  settings = { ...seeded.env, ...teamsSettings(teams), PUBLIC_URL };
});

afterEach(async () => {
  await teams.stop();
  rmSync(folder, { recursive: true });
});

/** What doctor says of Teams: "ok" or what to do. */
async function ask(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const { checks, close } = await openCommandLine({ ...settings, ...more });
  const found = await checks().finally(close);
  return Object.fromEntries(found.map(({ what, ok, todo }) => [what, ok ? "ok" : todo]));
}

test("doctor says what stands in the way of Teams, one thing after the other", async () => {
  expect(await ask()).toMatchObject({
    "The app id and the directory id have the right form.": "ok",
    "Microsoft gives the bot its token.": "ok",
    "Microsoft's signing keys can be read.": "ok",
    "This machine's clock agrees with Microsoft's.": "ok",
    "Teams is on this machine, too.": "ok",
    "The organization is not linked to a district.": expect.stringContaining("link-teams"),
  });
  const { product, close } = await openCommandLine(settings);
  await product.store.links.link("teams", teams.tenant, district);
  await close();
  expect(Object.values(await ask()).filter((todo) => todo !== "ok")).toEqual([]);
});

test("a wrong secret, keys out of reach and a missing address are each named, and no secret is", async () => {
  const wrong = await ask({ MICROSOFT_APP_PASSWORD: "not-the-secret", PUBLIC_URL: "" });
  expect(wrong["Microsoft does not give the bot a token."]).toContain("secret");
  expect(wrong["PUBLIC_URL is not set."]).toContain("https");
  expect(JSON.stringify(wrong)).not.toContain("not-the-secret");
  const away = await ask({
    TEAMS_OPENID_METADATA_URL: "http://127.0.0.1:1/keys",
    TEAMS_LOGIN_URL: "http://127.0.0.1:1",
  });
  expect(away["Microsoft does not answer at 127.0.0.1:1."]).toContain("reach");
  expect(away["Microsoft's keys cannot be read at 127.0.0.1:1."]).toContain("reach");
});

test("signatures that are not checked are a finding", async () => {
  const open = await ask({ TEAMS_AUTH: "off" });
  expect(open["Teams' signatures are not checked."]).toContain("TEAMS_AUTH");
});

test("a further organization is linked on the machine, by its directory id", async () => {
  const line = await openCommandLine(settings);
  const flags = { json: true };
  await expect(linkTeams(line, "lincoln", flags)).rejects.toMatchObject({
    code: "DIRECTORY_UNCLEAR",
  });
  await linkTeams(line, OTHER, flags);
  expect(await line.product.store.links.find("teams", OTHER.toLowerCase())).toBe(district);
  await line.close();
});
