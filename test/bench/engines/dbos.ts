import { DBOS, DBOSClient } from "@dbos-inc/dbos-sdk";
import pg from "pg";
import {
  type Deliver,
  type Engine,
  FACTS,
  type Job,
  OFFICE,
  POLL_MS,
  POOL,
  type Settings,
  workspaces,
} from "./engine.ts";
import { tryUntilEnded } from "./patience.ts";

let deliverOne: Deliver | undefined;

/** A message is a workflow of one step; its key is the workflow's id, so it is queued once. */
const send = DBOS.registerWorkflow(
  async (job: Job): Promise<boolean> =>
    await DBOS.runStep(async () => await deliverStep(job), { name: "deliver" }),
  { name: "send", maxRecoveryAttempts: 5 },
);

async function deliverStep(job: Job): Promise<boolean> {
  if (!deliverOne) throw new RangeError("Nothing delivers here.");
  const status = await DBOS.getWorkflowStatus(job.key);
  return await tryUntilEnded(deliverOne, job, (status?.recoveryAttempts ?? 1) > 1);
}

/**
 * One queue a workspace, partitioned by lane: one at a time in each, in the order of their priority. Its
 * rate limits are the pace of the workspace and of the lane; without a pace it claims every head at once.
 */
export async function openDbos(settings: Settings): Promise<Engine> {
  const pool = new pg.Pool({ connectionString: settings.url, max: 2 });
  pool.on("error", () => undefined);
  DBOS.setConfig({
    name: "bench",
    systemDatabaseUrl: settings.url,
    systemDatabasePoolSize: POOL,
    executorID: settings.replica,
    applicationVersion: "1",
    logLevel: "critical",
  });
  await pool.query(FACTS);
  // Only a launch makes its tables.
  if (settings.replica === OFFICE) {
    await DBOS.launch();
    await DBOS.shutdown();
  }
  const client = await connect(settings);
  return {
    enqueue: async (jobs, end) => await enqueue({ client, pool }, jobs, end),
    work: async (deliver) => {
      deliverOne = deliver;
      await DBOS.launch();
      for (const name of workspaces) await DBOS.registerQueue(name, queueParameters(settings));
    },
    // It polls, whoever queues.
    wake: () => {},
    plan: async () => await Promise.resolve(),
    // The same id is kept once.
    fire: async (occasion) =>
      void (await client.enqueue<typeof send>(toOptions(occasion), occasion)),
    stop: async () => {
      await client.destroy();
      await DBOS.shutdown();
      await pool.end();
    },
  };
}

async function connect({ url }: Settings): Promise<DBOSClient> {
  return await DBOSClient.create({
    systemDatabaseUrl: url,
    systemDatabasePoolSize: 2,
    applicationName: "bench",
  });
}

function queueParameters({ pace }: Settings) {
  const polling = { partitionConcurrency: 1, minPollingIntervalMs: POLL_MS };
  if (!pace) return polling;
  return {
    ...polling,
    rateLimit: { limitPerPeriod: pace.perSecond, periodSec: 1 },
    partitionRateLimit: { limitPerPeriod: 1, periodSec: pace.laneMs / 1000 },
  };
}

interface Parts {
  readonly client: DBOSClient;
  readonly pool: pg.Pool;
}

async function enqueue(
  { client, pool }: Parts,
  jobs: readonly Job[],
  end: "kept" | "undone" = "kept",
): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query("begin");
    for (const job of jobs) {
      await connection.query("insert into facts values ($1)", [job.key]);
      await client.enqueueInTransaction<typeof send>(connection, toOptions(job), job);
    }
    await connection.query(end === "kept" ? "commit" : "rollback");
  } finally {
    connection.release();
  }
}

/** The priority keeps the order of what is queued in one millisecond. */
function toOptions({ key, workspace, lane, ordinal }: Job) {
  const names = { workflowName: "send", workflowID: key, queueName: workspace };
  return { ...names, queuePartitionKey: lane, priority: ordinal };
}
