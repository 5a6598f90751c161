import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { broken, isSetting, STOP_SECONDS, seconds } from "./deployment-rules.ts";
import { read, trackedFiles } from "./files.ts";
import { readUnit, saidBy, type Unit } from "./unit-file.ts";

const service = read("deploy/groundswell.service");
const { scripts } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(read("package.json")));
const files = trackedFiles();
/** From this version on systemd-analyze reads a file without a system. */
const OFFLINE_SINCE = 250;

const unitRules = {
  "it has an account of its own": (unit: Unit) => saidBy(unit, "DynamicUser") === "yes",
  "it gains no rights, and may not write but to its folder": (unit: Unit) =>
    saidBy(unit, "NoNewPrivileges") === "yes" &&
    saidBy(unit, "CapabilityBoundingSet") === "" &&
    saidBy(unit, "ProtectSystem") === "strict" &&
    saidBy(unit, "ReadWritePaths") === undefined,
  "V8 may make machine code": (unit: Unit) => unit.get("MemoryDenyWriteExecute") === undefined,
  "its memory has an end": (unit: Unit) => /^\d+[MG]$/.test(saidBy(unit, "MemoryMax") ?? ""),
  "it comes back after a fault, for as long as it takes": (unit: Unit) =>
    saidBy(unit, "Restart") === "on-failure" && saidBy(unit, "StartLimitIntervalSec") === "0",
  "it may finish what is under way": (unit: Unit) =>
    seconds(saidBy(unit, "TimeoutStopSec")) > STOP_SECONDS,
  "it is started as npm start does, without npm": (unit: Unit) =>
    saidBy(unit, "ExecStart") === `/usr/bin/${scripts.start}`,
  "it is a production bot, its settings are ours, and its secrets are elsewhere": (unit: Unit) => {
    const given = (unit.get("Environment") ?? []).map((pair) => pair.split("=")[0] ?? "");
    return given.includes("NODE_ENV") && given.every(isSetting) && unit.has("EnvironmentFile");
  },
  "its database lies in the folder that it may write": (unit: Unit) =>
    unit
      .get("Environment")
      ?.includes(`DATABASE_URL=file:/var/lib/${saidBy(unit, "StateDirectory")}/groundswell.db`) ===
    true,
};

test("the systemd unit is confined, comes back by itself and stops in peace", () => {
  expect(broken(unitRules, readUnit(service))).toEqual([]);
});

test.each([
  ["it has an account of its own", "DynamicUser=yes", "DynamicUser=no"],
  ["it gains no rights, and may not write but to its folder", "=strict", "=full"],
  ["V8 may make machine code", "LockPersonality", "MemoryDenyWriteExecute"],
  ["its memory has an end", "MemoryMax=1G", "MemoryMax=infinity"],
  ["it comes back after a fault, for as long as it takes", "on-failure", "no"],
  ["it may finish what is under way", "TimeoutStopSec=20", "TimeoutStopSec=10"],
  ["it is started as npm start does, without npm", "/usr/bin/node", "/usr/bin/npm"],
  [
    "it is a production bot, its settings are ours, and its secrets are elsewhere",
    "=HOST",
    "=HOTS",
  ],
  ["its database lies in the folder that it may write", "StateDirectory=g", "StateDirectory=x"],
])("whoever breaks it is told: %s", (rule, from, to) => {
  const worse = service.replace(from, to);
  expect(worse).not.toBe(service);
  expect(broken(unitRules, readUnit(worse))).toContain(rule);
});

const units = readdirSync("deploy").filter((file) => /[.](service|timer)$/.test(file));
const unitNames = /groundswell[a-z-]*[.](?:service|timer)/g;
const ownFiles = /(?:docs|deploy)\/[\w-]+[.]\w+/g;

test.each(units)("%s names units and files that are there", (file) => {
  const text = read(`deploy/${file}`);
  const named = [...text.matchAll(unitNames)].map(([name]) => name);
  const ours = [...text.matchAll(ownFiles)].map(([name]) => name);
  expect(named.filter((name) => !units.includes(name))).toEqual([]);
  expect(ours.filter((name) => !files.includes(name))).toEqual([]);
  expect(saidBy(readUnit(text), "WorkingDirectory") ?? "/opt/groundswell").toBe("/opt/groundswell");
});

test("a check that fails starts it again, and a timer asks", () => {
  const restart = saidBy(readUnit(read("deploy/groundswell-restart.service")), "ExecStart");
  expect(units).toContain("groundswell-health.timer");
  expect(saidBy(readUnit(read("deploy/groundswell-health.service")), "OnFailure")).toBe(
    "groundswell-restart.service",
  );
  expect(restart).toBe("/usr/bin/systemctl try-restart groundswell.service");
});

test("a command on that machine has the account, the folder and the settings of the unit", () => {
  const script = read("deploy/groundswell.sh");
  const unit = readUnit(service);
  const said = [...script.matchAll(/--(property|setenv)=(\S+)/g)].map(([, kind, pair = ""]) =>
    kind === "setenv" ? `Environment=${pair}` : pair,
  );
  const isInUnit = (line: string) => service.split("\n").includes(line);
  expect(said.length).toBeGreaterThan(5);
  expect(said.filter((line) => !isInUnit(line))).toEqual([]);
  expect(script).toContain(
    (saidBy(unit, "ExecStart") ?? "?").replace("build/main.js", 'build/cli/main.js "$@"'),
  );
});

test("where systemd is there it knows every word, and finds little to attack", () => {
  // The rules above hold without it.
  const version = Number(/\d+/.exec(ask(["--version"]).stdout ?? "")?.[0] ?? 0);
  const found = units
    .filter((file) => version >= OFFLINE_SINCE && file === "groundswell.service")
    .map((file) =>
      ask(["security", "--offline=true", "--threshold=15", path.resolve("deploy", file)]),
    )
    .filter(({ status, stderr }) => status !== 0 || stderr !== "");
  expect(found).toEqual([]);
});

function ask(words: readonly string[]) {
  return spawnSync("systemd-analyze", words, { encoding: "utf8" });
}
