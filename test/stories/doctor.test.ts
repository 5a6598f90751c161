import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkHealth } from "#cli/doctor.ts";
import { type CommandLine, openCommandLine } from "#compose";
import { type AccountId, type DistrictId, toId } from "#domain/ids.ts";
import type { Finding } from "#ports/chat.ts";
import { importDistrict } from "#usecases/import-district.ts";

const district = toId<DistrictId>("rbps");
const slackIsWell: readonly Finding[] = [{ ok: true, what: "Slack is well.", todo: "" }];

let folder: string;
let line: CommandLine;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-doctor-"));
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  line = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
});

afterEach(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

/** What doctor prints and says; `platforms` is what the adapters found. */
async function runDoctor(platforms: readonly Finding[], json = false) {
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const checks = async () => await Promise.resolve(platforms);
  const well = await checkHealth({ ...line, checks }, { json }).finally(() => write.mockRestore());
  return { well, printed };
}

async function importSample(): Promise<void> {
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: false });
}

test("an IT admin without a platform is asked for a roster, and for nothing else", async () => {
  expect(await runDoctor([])).toEqual({
    well: false,
    printed: [
      "ok   The settings and the database can be read.",
      "FIX  There is no district yet. Run groundswell import <OneRoster folder>.",
      "",
    ].join("\n"),
  });
  await importSample();
  expect((await runDoctor([])).printed).not.toContain("workspace");
  expect((await runDoctor([])).well).toBe(true);
});

test("with Slack, an IT admin reads which district has no workspace, and how many have no account", async () => {
  await importSample();
  const before = await runDoctor(slackIsWell);
  expect(before.well).toBe(false);
  expect(before.printed).toContain("FIX  No workspace is linked to Riverbend");
  expect(before.printed).toContain("ok   Slack is well.");
  const { store } = line.product;
  const everybody = await store.read(district, (tx) => tx.roster.listEverybody());
  const people = everybody.filter(({ active }) => active);
  expect(people.length).toBeGreaterThan(1000);
  expect(before.printed).toContain(`${people.length} of ${people.length} people have no account`);

  await store.links.link("slack", "T0001", district);
  const [one] = people;
  const account = toId<AccountId>("U0001");
  await store.transaction(district, (tx) =>
    tx.roster.saveAccounts(
      one ? [{ platform: "slack", workspace: "T0001", account, person: one.id }] : [],
    ),
  );
  const after = await runDoctor(slackIsWell);
  expect(after.well).toBe(true);
  expect(after.printed).toContain("is linked to a workspace.");
  expect(after.printed).toContain(
    `${people.length - 1} of ${people.length} people have no account`,
  );
});

test("doctor names nobody, and a machine can read it", async () => {
  await importSample();
  const { printed } = await runDoctor(slackIsWell, true);
  const findings: unknown = JSON.parse(printed);
  expect(findings).toEqual(expect.arrayContaining([...slackIsWell]));
  const people = await line.product.store.read(district, (tx) => tx.roster.listEverybody());
  expect(people.filter(({ familyName }) => printed.includes(` ${familyName} `))).toEqual([]);
});

test("one FIX of a platform is enough to say that not all is well", async () => {
  await importSample();
  const broken = [...slackIsWell, { ok: false, what: "No token.", todo: "Set it." }];
  await line.product.store.links.link("slack", "T0001", district);
  const { well, printed } = await runDoctor(broken);
  expect({ well, last: printed.split("\n").at(-2) }).toEqual({
    well: false,
    last: "FIX  No token. Set it.",
  });
});
