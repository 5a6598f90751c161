import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import { type ManifestOptions, toManifest } from "#adapters/teams/manifest.ts";
import { read } from "./files.ts";
import { decodePng } from "./png.ts";

const FOLDER = "adapters/teams/manifest";
const template = read(`${FOLDER}/manifest.json`);
const own: ManifestOptions = {
  appId: "11111111-2222-4333-8444-555555555555",
  publicUrl: "https://bot.lakeside.example",
  version: "1.29",
  sso: true,
};

test("the app's pictures are as Teams wants them, in the product's colours", () => {
  const accent = /--accent: (#[0-9a-f]{6});/.exec(read("adapters/local/page/base.css"))?.[1];
  expect(JSON.parse(template).accentColor).toBe(accent);
  const color = decodePng(readFileSync(`${FOLDER}/color.png`));
  expect([color.width, color.height]).toEqual([192, 192]);
  expect(color.points.every(([, , , opacity]) => opacity === 255)).toBe(true);
  const hex = ([red, green, blue]: readonly number[]) =>
    `#${[red, green, blue].map((part) => (part ?? 0).toString(16).padStart(2, "0")).join("")}`;
  // Teams cuts corners off: the mark keeps 36 points away from every edge.
  const edge = (at: number) => at < 36 || at >= 156;
  const border = color.points.filter((_, at) => edge(at % 192) || edge(Math.floor(at / 192)));
  expect(new Set(border.map(hex))).toEqual(new Set([accent]));
  expect(color.points.map(hex)).toContain("#ffffff");

  const outline = decodePng(readFileSync(`${FOLDER}/outline.png`));
  expect([outline.width, outline.height]).toEqual([32, 32]);
  expect(new Set(outline.points.map(hex))).toEqual(new Set(["#ffffff"]));
  const opacities = outline.points.map(([, , , opacity]) => opacity);
  expect([Math.min(...opacities), Math.max(...opacities)]).toEqual([0, 255]);
  expect(opacities.filter((opacity) => opacity === 0).length).toBeGreaterThan(500);
});

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-teams-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, "app.zip");
const run = (...options: string[]) =>
  spawnSync("node", ["--import", "tsx", "adapters/teams/write-package.ts", ...options], {
    encoding: "utf8",
  });
const right = ["--url", own.publicUrl, "--app-id", own.appId.toUpperCase()];

test("an IT admin gets a zip with three files at its root, the same each time", () => {
  const given = run(...right, "--out", file);
  expect([given.status, given.stderr]).toEqual([0, ""]);
  expect(given.stdout).toContain("Manage apps");
  const bytes = readFileSync(file);
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(["manifest.json", "color.png", "outline.png"]);
  expect(Buffer.from(files["manifest.json"] ?? []).toString()).toBe(toManifest(template, own));
  for (const name of ["color.png", "outline.png"]) {
    expect(readFileSync(`${FOLDER}/${name}`).equals(files[name] ?? Buffer.of())).toBe(true);
  }
  run(...right, "--out", file);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  const other = ["--schema", "1.28", "--no-sso", "--app-version", "1.0.2"];
  expect(run(...right, "--out", file, ...other).status).toBe(0);
  const made = Buffer.from(unzipSync(readFileSync(file))["manifest.json"] ?? []).toString();
  expect(made).toBe(
    toManifest(template, { ...own, version: "1.28", sso: false, appVersion: "1.0.2" }),
  );
});

test.each([
  ["no address", ["--app-id", own.appId], "--url is missing"],
  ["an address without https", ["--url", "http://bot.example", ...right.slice(2)], "not https"],
  [
    "the messaging endpoint",
    ["--url", `${own.publicUrl}/api/messages`, ...right.slice(2)],
    "leave that end out",
  ],
  ["no id", right.slice(0, 2), "--app-id is missing"],
  ["the example's id", [...right.slice(0, 3), own.appId.replaceAll(/\d/g, "0")], "the example's"],
  ["a name as id", [...right.slice(0, 3), "groundswell"], "copy Microsoft App ID"],
  ["a schema of another time", [...right, "--schema", "1.4"], "use 1.29 or 1.28"],
  ["half a version", [...right, "--app-version", "2"], "three numbers"],
  ["a slip of the pen", [...right, "--scheme", "1.28"], "'--scheme': correct it"],
])("an IT admin who gives %s is told what to do, and nothing is written", (_, options, said) => {
  const out = mkdtempSync(path.join(folder, "wrong-"));
  const { status, stdout, stderr } = run(...options, "--out", path.join(out, "app.zip"));
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(said);
  expect(stderr).toContain("--url https://");
  expect(readdirSync(out)).toEqual([]);
});

test("an IT admin hears when the zip cannot be written", () => {
  const nowhere = path.join(folder, "absent", "app.zip");
  const { status, stderr } = run(...right, "--out", nowhere);
  expect([status, existsSync(nowhere)]).toEqual([1, false]);
  expect(stderr).toContain("give another file with --out");
});
