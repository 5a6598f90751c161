import type { AccountId } from "#domain/ids.ts";
import type { Address } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Work } from "./product.ts";

/** The bot's conversation with the account that asked; else however the person is reached. */
export function* findChat(
  { tx }: Pick<Work, "tx">,
  { person, platform, workspace }: Act,
  account: AccountId | undefined,
): Steps<Address | undefined> {
  const owner = account && (yield* tx.roster.findPersonByAccount({ platform, workspace, account }));
  if (account === undefined || owner?.id !== person) return yield* tx.roster.findAddress(person);
  return { platform, workspace, conversation: { kind: "account", id: account } };
}
