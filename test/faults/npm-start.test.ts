import { spawn } from "node:child_process";
import process from "node:process";
import { expect, test } from "vitest";
import { newFolder } from "./process.ts";

const ADDRESS = /open (http:\/\/127\.0\.0\.1:\d+)\/playground/;
const READY_MS = 30_000;
const END_MS = 3000;

/** `npm start` as a person or a service starts it, on a free port with a folder of its own. */
function npmStart(): { pid: number; address: Promise<string> } {
  const env = { ...process.env, PORT: "0", DATABASE_URL: `file:${newFolder()}/groundswell.db` };
  const child = spawn("npm", ["start"], { env, stdio: ["ignore", "pipe", "ignore"] });
  const address = new Promise<string>((resolve) => {
    let said = "";
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      const found = ADDRESS.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { pid: child.pid ?? 0, address };
}

async function isUp(url: string): Promise<boolean> {
  return await fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

test(
  "who ends npm start ends the server too, and leaves nothing behind",
  async () => {
    const { pid, address } = npmStart();
    const url = await address;
    expect(await isUp(url)).toBe(true);
    process.kill(pid, "SIGTERM");
    await expect.poll(async () => await isUp(url), { timeout: END_MS, interval: 100 }).toBe(false);
  },
  READY_MS,
);
