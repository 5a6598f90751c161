import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import process from "node:process";
import { expect, test } from "vitest";
import { openCommandLine } from "#compose";
import { COMMAND } from "#test/faults/bundle.ts";
import { startFakeSlack } from "./fake-slack/index.ts";
import { district, seedFolder } from "./slack-product.ts";

/** `groundswell doctor`, as an IT admin runs it. */
async function runDoctor(env: Readonly<Record<string, string>>, cwd: string) {
  const { PATH = "" } = process.env;
  const doctor = spawn(process.execPath, [COMMAND, "doctor"], {
    cwd,
    env: { PATH, ...env },
  });
  const chunks: Buffer[] = [];
  doctor.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  doctor.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve) => doctor.once("close", resolve));
  return { code, printed: Buffer.concat(chunks).toString("utf8") };
}

test("an IT admin runs doctor, mends what it names, and reads that all is well", async () => {
  const slack = await startFakeSlack();
  const { folder, env } = await seedFolder(slack.workspace.id);
  const { product, backups, close } = await openCommandLine(env);
  const lastDay = { day: "2099-06-12", kind: "last_day", label: "" } as const;
  await product.store.transaction(district, (tx) => tx.roster.replaceCalendar([lastDay]));
  await backups.make();
  await close();
  const settings = {
    ...env,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_SIGNING_SECRET: "0123456789abcdef".repeat(2),
    SLACK_API_URL: slack.apiUrl,
    PUBLIC_URL: "http://127.0.0.1:3000",
  };
  slack.setScopes(["commands", "chat:write", "im:write"]);
  const first = await runDoctor(settings, folder);
  expect(first.code).toBe(1);
  expect(first.printed).toContain(
    "FIX  Permissions are missing for the bot token: users:read, users:read.email. Paste",
  );

  slack.setScopes(["commands", "chat:write", "im:write", "users:read", "users:read.email"]);
  const second = await runDoctor(settings, folder);
  expect(second.printed).not.toContain("FIX");
  expect(second.printed).toContain("ok   Slack accepts the bot token of workspace T0001.");
  expect(second.printed).toContain("is linked to a workspace.");
  expect(second.printed).not.toContain(slack.workspace.botToken);
  expect(second.code).toBe(0);

  slack.endToken(slack.workspace.botToken, "token_revoked");
  const third = await runDoctor(settings, folder);
  expect(third.printed).toContain("FIX  Slack does not accept the bot token: token_revoked.");
  expect(third.code).toBe(1);
  await slack.stop();
  rmSync(folder, { recursive: true });
}, 60_000);
