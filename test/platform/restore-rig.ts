import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { vi } from "vitest";
import { runRestore } from "#cli/restore.ts";
import { type App, compose, openBackupDesk, openCommandLine } from "#compose";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";
import { readDistrict } from "#imports/read-district.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";
import { accountOf, district, MORNING } from "./slack-product.ts";

const STEP_MS = 1000;
const SAMPLE = "sample-district/oneroster-1.2";

/** The product on Slack, whose process and database come and go while Slack stays. */
export async function startRestoreRig(scopes: readonly string[]) {
  const clock = createMovableClock(MORNING, { now: () => new Date() });
  const slack = await startFakeSlack({ clock, workspace: { scopes } });
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-replay-"));
  const env = {
    DATABASE_URL: `file:${path.join(folder, "groundswell.db")}`,
    LOG_LEVEL: "silent",
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SLACK_PACE_PER_SECOND: "40",
  };
  const people = await seed(env, slack, clock);
  const start = async (): Promise<App> => await compose(readConfig(env, folder), clock);
  let app = await start();
  const rig = {
    slack,
    clock,
    people,
    desk: openBackupDesk(env, clock),
    get app() {
      return app;
    },
    send: async (request: Request) => await app.web.fetch(request),
    /** Lets the time go on, and whatever is due with it; stops earlier if that is enough. */
    runUntil: async (end: Date, isEnough = (): boolean => false): Promise<void> => {
      const next = async (): Promise<Date> => {
        await app.loop.runDue();
        return (await app.loop.nextAt()) ?? end;
      };
      for (let at = await next(); at < end && !isEnough(); at = await next()) {
        clock.moveTo(new Date(Math.max(at.getTime(), clock.now().getTime() + STEP_MS)));
      }
      if (!isEnough() && end > clock.now()) clock.moveTo(end);
    },
    /** Ends the process, restores as an IT admin does, and starts again; gives what was printed. */
    restore: async (file: string): Promise<string> => {
      await app.stop();
      const said = await hear(
        async () => await runRestore(rig.desk, file, { replace: true, json: false }),
      );
      app = await start();
      return said;
    },
    stop: async () => {
      await app.stop();
      await slack.stop();
      rmSync(folder, { recursive: true });
    },
  };
  return rig;
}
export type RestoreRig = Awaited<ReturnType<typeof startRestoreRig>>;

/** The sample district, imported on that morning, with an account for everybody. */
async function seed(
  env: NodeJS.ProcessEnv,
  slack: FakeSlack,
  clock: ReturnType<typeof createMovableClock>,
) {
  const line = await openCommandLine(env);
  const product = { ...line.product, clock };
  const { store } = product;
  const flags = { dryRun: false, allowRemovals: true };
  await importDistrict(product, await readDistrict(SAMPLE), flags);
  const people = await store.read(district, (tx) => tx.roster.listEverybody());
  const workspace = slack.workspace.id;
  await store.links.link("slack", workspace, district);
  await store.transaction(district, (tx) =>
    tx.roster.saveAccounts(
      people.map(({ id }) => ({
        platform: "slack",
        workspace,
        account: accountOf(id),
        person: id,
      })),
    ),
  );
  await line.close();
  for (const { id, email } of people) slack.addPerson({ id: accountOf(id), email });
  return people;
}

/** What a command prints. */
export async function hear(work: () => Promise<unknown>): Promise<string> {
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await work().finally(() => write.mockRestore());
  return printed;
}

/** Every message that the bot has posted, with where and the mark of its key. */
export function listPosts({ slack }: RestoreRig) {
  const posts = slack.calls.filter(
    ({ method, error }) => method === "chat.postMessage" && error === undefined,
  );
  return posts.map(({ args: { channel, metadata, blocks } }) => ({
    place: String(channel),
    mark: JSON.stringify(metadata),
    card: JSON.stringify(blocks),
  }));
}
