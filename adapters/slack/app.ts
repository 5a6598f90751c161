import { App, LogLevel } from "@slack/bolt";
import type { ChatEvent, OnEvent } from "#ports/chat.ts";
import type { Log } from "#ports/log.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import type { AccessBook } from "./access.ts";
import { EMPTY, toAnswer } from "./answer.ts";
import { quietLogger } from "./quiet-logger.ts";
import type { SlackReceiver, Turn } from "./receiver.ts";

export interface AppParts {
  readonly receiver: SlackReceiver;
  readonly book: AccessBook;
  readonly box: SecretBox;
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly onEvent: OnEvent;
  /** Before the product hears of it, such as to forget the tokens of an app that was removed. */
  readonly before: (event: ChatEvent) => Promise<"go on" | "too late">;
}

/**
 * Bolt with our own door and one listener for everything: what is asked for is looked up, not
 * offered to each listener in turn. It never calls Slack itself, so it is given no token to keep.
 */
export function createApp(parts: AppParts): App {
  const { receiver, book, apiUrl } = parts;
  const app = new App({
    receiver,
    authorize: async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
      const workspace = isEnterpriseInstall ? enterpriseId : teamId;
      const access = await book.find(workspace ?? "");
      return access ? { botUserId: access.botAccount } : {};
    },
    clientOptions: {
      slackApiUrl: apiUrl,
      allowAbsoluteUrls: false,
      fetch: parts.fetch,
      retryConfig: { retries: 0 },
    },
    convoStore: false,
    ignoreSelf: false,
    attachFunctionToken: false,
    tokenVerificationEnabled: false,
    logger: countingLogger(parts.log),
    logLevel: LogLevel.ERROR,
  });
  // A failure must not end as an acknowledgement: the receiver answers for it.
  app.error(async (error) => await Promise.reject(error));
  app.use(async ({ body }) => {
    const turn = receiver.turnOf(body);
    if (turn) await answerTurn(parts, turn);
  });
  return app;
}

const NOTHING = { acknowledgement: EMPTY, effects: [] };

async function answerTurn({ onEvent, before, box }: AppParts, turn: Turn): Promise<void> {
  const { event } = turn.incoming;
  if ((await before(event)) === "too late") return turn.answer(NOTHING);
  const reply = await onEvent(event);
  turn.answer(toAnswer(turn.incoming, reply, { box, workspace: event.workspace }));
}

/** Bolt's own lines may hold people's words: only that it had something to say is kept. */
function countingLogger(log: Log) {
  return {
    ...quietLogger,
    warn: () => log.warn("slack_library"),
    error: () => log.error("slack_library"),
  };
}
