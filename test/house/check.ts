import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";

/** The types take as long as all the rest: they are looked at beside it. */
const lanes = [
  ["tsc --noEmit"],
  ["biome ci", "npm run -s check:doors", "knip", "npm run -s check:migrations"],
];

/** Runs one step and prints what it said, all at once; gives whether all was well. */
async function isWell(step: string): Promise<boolean> {
  const child = spawn(`${step} 2>&1`, { shell: true, stdio: ["ignore", "pipe", "inherit"] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  process.stdout.write(`> ${step}: ${code === 0 ? "ok" : "failed"}\n${said}`);
  return code === 0;
}

async function runLane(steps: readonly string[]): Promise<readonly boolean[]> {
  const ends: boolean[] = [];
  for (const step of steps) ends.push(await isWell(step));
  return ends;
}

const ends = (await Promise.all(lanes.map(runLane))).flat();
process.exitCode = ends.every(Boolean) ? 0 : 1;
