import { LogLevel } from "@slack/web-api";

const silent = (): void => undefined;

/** What Slack's libraries would print may hold people's words; failures are logged by who called. */
export const quietLogger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
};
