import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { printLinkCode } from "#cli/link-code.ts";
import { type CommandLine, openCommandLine } from "#compose";
import { importDistrict } from "#usecases/import-district.ts";
import { linkByCode } from "#usecases/link-workspace.ts";

const COMMAND = /^ {4}\/pl link ([2-9A-Z]{5}-[2-9A-Z]{5})$/m;
const printed = z.object({
  code: z.string(),
  command: z.string(),
  district: z.string(),
  expiresAt: z.iso.datetime(),
});
const at = { platform: "slack", workspace: "T1" } as const;

let folder: string;
let line: CommandLine;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-link-"));
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  line = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
});
afterEach(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

/** What the command prints. */
async function run(flags: { readonly json: boolean; readonly district?: string }) {
  let text = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((each) => {
    text += String(each);
    return true;
  });
  await printLinkCode(line, flags).finally(() => write.mockRestore());
  return text;
}

test("an IT admin reads what to type, and typing it links the workspace", async () => {
  await expect(run({ json: false })).rejects.toMatchObject({ code: "DISTRICT_UNCLEAR" });
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: false });
  const [, code = ""] = COMMAND.exec(await run({ json: false })) ?? [];
  expect((await linkByCode(line.product, at, code))?.id).toBe("rbps");
  const { command, district } = printed.parse(
    JSON.parse(await run({ json: true, district: "rbps" })),
  );
  expect([command.startsWith("/pl link "), district]).toEqual([true, "rbps"]);
});
