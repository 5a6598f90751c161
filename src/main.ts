import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { readConfig } from "#host/config.ts";
import { hushConsole } from "#host/console.ts";
import { describeFailure, describeFault } from "#host/log.ts";
import { listen } from "#web/server.ts";
import { startHeartbeat } from "#worker/heartbeat.ts";
import { compose } from "./compose.ts";

/** Long enough for a delivery under way; after this the outbox takes over at the next start. */
const STOP_MS = 10_000;
/** With a load balancer in front, it is told first; it looks every second or so. */
const LEAVE_MS = 1500;
const LOOK_MS = 250;
const NO_DISTRICT =
  "There is no district yet. Bring one in with: groundswell import <OneRoster folder>\n";

const AUTH_OFF =
  "WARNING: TEAMS_AUTH=off. Whoever reaches this port may speak as anybody. Only for an emulator.\n";

async function main(): Promise<void> {
  const config = readConfig(process.env, process.cwd());
  const app = await compose(config);
  const server = await listen(app.web, config).catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  hushConsole(app.product.log);
  app.product.metrics.watchProcess();
  const heartbeat = startHeartbeat(app.loop, app.product.log);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    app.leave();
    setTimeout(() => process.exit(1), STOP_MS).unref();
    heartbeat.stop();
    wait(config.databaseUrl.startsWith("file:") ? 0 : LEAVE_MS)
      .then(async () => await server.stop())
      .then(async () => await app.stop())
      .then(() => process.exit(0), fail("did not stop as it should"));
  };
  // Nobody knows what state a failure leaves that nobody waited for: the next start looks after it.
  process.on("unhandledRejection", crash);
  process.on("uncaughtException", crash);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  stopWithLauncher(stop);
  if (config.teams?.credential.kind === "none") process.stderr.write(AUTH_OFF);
  const districts = await app.product.store.listDistricts();
  if (districts.length === 0) process.stdout.write(NO_DISTRICT);
  const what = config.playground ? `open ${server.url}/playground` : `listening on ${server.url}`;
  // Last: whoever waits for this line may end the process at once.
  process.stdout.write(`Groundswell is ready: ${what} (Ctrl-C ends it)\n`);
}

/**
 * npm passes a SIGTERM on to the shell that it started, and the shell ends without telling us. Whoever
 * ends `npm start` means this process: it stops once its launcher is gone.
 */
function stopWithLauncher(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const launcher = process.ppid;
  setInterval(() => {
    if (process.ppid !== launcher) stop();
  }, LOOK_MS).unref();
}

/** Says what went wrong, and ends the process. */
function fail(what: string): (error: unknown) => void {
  return (error) => {
    process.stderr.write(`Groundswell ${what}: ${describeFailure(error)}\n`);
    process.exit(1);
  };
}

/** The same for what nobody waited for: it may have met people's words, and says none of them. */
function crash(error: unknown): void {
  process.stderr.write(`Groundswell met a fault and ends: ${describeFault(error)}\n`);
  process.exit(1);
}

main().catch(fail("cannot start"));
