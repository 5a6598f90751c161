import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { expect, test } from "vitest";

const SCRIPT = `
  const { startEmbedded } = await import("./test/embedded-postgres.ts");
  const server = await startEmbedded({ name: "exit", flags: ["fsync=off"], persistent: false });
  await server.stop();
  process.exitCode = 7;
`;

test("a process that started a PostgreSQL for tests still ends with the code that it says", async () => {
  const args = ["--import", "tsx", "--input-type=module", "-e", SCRIPT];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  const [code] = await once(child, "exit");
  expect(code).toBe(7);
});
