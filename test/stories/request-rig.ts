import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import { z } from "zod";
import { compose } from "#compose";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";
import { startFakeSlack } from "#test/platform/fake-slack/index.ts";
import { accountOf, MORNING, seedFolder } from "#test/platform/slack-product.ts";
import { listen } from "#web/server.ts";

const lineSchema = z.looseObject({ level: z.number(), msg: z.string() });
export type LogLine = z.infer<typeof lineSchema>;

const queued = z.array(z.object({ kind: z.string(), origin: z.string().nullable() }));

/** The product on Slack behind its own server, with every line of its log. */
export async function startLogged() {
  const clock = createMovableClock(MORNING, { now: () => new Date() });
  const slack = await startFakeSlack({ clock });
  const { folder, env, people } = await seedFolder(slack.workspace.id);
  for (const { id, email } of people) slack.addPerson({ id: accountOf(id), email });
  const settings = {
    ...env,
    LOG_LEVEL: "debug",
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const lines: LogLine[] = [];
  const write = (line: string): void => void lines.push(lineSchema.parse(JSON.parse(line)));
  const app = await compose(readConfig(settings, folder), clock, write);
  const server = await listen(app.web, { host: "127.0.0.1", port: 0 });
  /** A request that was built for nowhere goes to the product's own server. */
  const send = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const { method, headers } = request;
    return await fetch(`${server.url}${pathname}`, {
      method,
      headers,
      body: await request.text(),
    });
  };
  return {
    ...{ app, slack, clock, people, server, lines, send },
    get: async (path: string, headers: Record<string, string> = {}) =>
      await fetch(`${server.url}${path}`, { headers }),
    linesOf: (event: string) => lines.filter(({ msg }) => msg === event),
    /** Runs a statement beside the product. */
    execute: (statement: string): void => {
      const client = new Database(`${folder}/groundswell.db`);
      client.exec(statement);
      client.close();
    },
    /** What was ever queued, and of which request. */
    listQueued: () => {
      const client = new Database(`${folder}/groundswell.db`, { readonly: true });
      const rows = client.prepare("select kind, origin from outbox_messages order by id").all();
      client.close();
      return queued.parse(rows);
    },
    stop: async () => {
      await server.stop();
      await app.stop();
      await slack.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Logged = Awaited<ReturnType<typeof startLogged>>;
