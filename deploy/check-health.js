// Ends with 0 while the bot on this machine says that it is well. The image's health check and the
// systemd timer run it: neither needs curl.
import process from "node:process";

const PATIENCE_MS = 4000;
const { PORT = "3000" } = process.env;

const answer = await fetch(`http://127.0.0.1:${PORT}/healthz`, {
  signal: AbortSignal.timeout(PATIENCE_MS),
}).catch(() => undefined);
const said = (await answer?.text().catch(() => undefined)) ?? "no answer";
process.stdout.write(`${said}\n`);
process.exitCode = answer?.ok ? 0 : 1;
