import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#test/embedded-postgres.ts";
import { APP, type Server } from "./server.ts";

/** Connections to the server, shared by everybody's transactions. */
const POOL = 6;
const LOOK_MS = 50;
const MOST_LOOKS = 200;
/** It refuses to run as root. */
const NOBODY = 65_534;

export interface Bouncer {
  url(database: string): string;
  stop(): Promise<void>;
}

/** True where it is installed; a run that must not pass over anything fails without it. */
export function hasBouncer(): boolean {
  const isThere = spawnSync("pgbouncer", ["--version"]).error === undefined;
  if (isThere || process.env.CI === "true") return true;
  process.stdout.write("pgbouncer: skipped, it is not installed (Debian: pgbouncer)\n");
  return false;
}

/** PgBouncer in transaction mode before a server. */
export async function startBouncer(server: Server): Promise<Bouncer> {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bouncer-"));
  const port = await freePort();
  const file = path.join(folder, "pgbouncer.ini");
  const users = path.join(folder, "users.txt");
  writeFileSync(users, `"${APP}" "${APP}"\n`);
  const lines = [
    ...["[databases]", `* = host=127.0.0.1 port=${server.port}`, "[pgbouncer]"],
    ...["listen_addr = 127.0.0.1", `listen_port = ${port}`, "unix_socket_dir ="],
    ...["auth_type = plain", `auth_file = ${users}`, "pool_mode = transaction"],
    ...[
      `default_pool_size = ${POOL}`,
      "max_client_conn = 200",
      "ignore_startup_parameters = options",
    ],
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  for (const each of [folder, file, users]) chmodSync(each, 0o755);
  const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn("pgbouncer", [file], { stdio: ["ignore", "ignore", "pipe"], ...account });
  await untilOpen(child, port);
  return {
    url: (database) => `postgres://${APP}:${APP}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      const ended = new Promise((resolve) => child.on("close", resolve));
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilOpen(child: ChildProcess, port: number): Promise<void> {
  let said = "";
  child.stderr?.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (await isOpen(port)) return;
    await sleep(LOOK_MS);
  }
  throw new Error(`PgBouncer did not start: ${said}`);
}

async function isOpen(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
