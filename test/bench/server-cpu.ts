import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const TICK_MS = 10;

/** CPU time of a server with all its processes, ended ones too; undefined where Linux does not tell. */
export function readServerCpuMs(folder: string): number | undefined {
  if (process.platform !== "linux") return undefined;
  const [pid = ""] = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
  let ticks = 0;
  for (const each of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const fields = readStat(each);
    if (each === pid) ticks += sum(fields.slice(11, 15));
    else if (fields[1] === pid) ticks += sum(fields.slice(11, 13));
  }
  return ticks * TICK_MS;
}

/** What follows the name: state, parent, ... */
function readStat(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  } catch {
    return [];
  }
}

const sum = (fields: readonly string[]) =>
  fields.reduce((total, field) => total + Number(field), 0);
