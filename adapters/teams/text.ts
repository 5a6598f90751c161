import type { AccountId } from "#domain/ids.ts";
import { mention, withoutMentions } from "#domain/mentions.ts";
import type { TeamsActivity } from "./bodies.ts";

const ENTITY = /&(amp|lt|gt|quot|nbsp|#39|#160);/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  "#39": "'",
  "#160": " ",
};
const SPACES = / {2,}/g;
const TAG = /<\/?at[^<>]*>/gi;

/**
 * What somebody typed, as plain text: the bot's own name is left out, a colleague becomes a mention
 * where the account is known, and else the name that is shown.
 */
export function readText(
  { text, entities, recipient }: TeamsActivity,
  accounts: ReadonlyMap<string, AccountId>,
): string {
  const said = (entities ?? []).reduce(
    (rest, { type, text: shown, mentioned }) => {
      if (type !== "mention" || !mentioned || !shown) return rest;
      if (mentioned.id === recipient?.id) return rest.replaceAll(shown, " ");
      const account = accounts.get(mentioned.id);
      const name = account === undefined ? ` ${shown.replace(TAG, "")} ` : mention(account);
      // Two colleagues may be shown by one first name: each mention stands for one place, in order.
      return rest.replace(shown, () => name);
    },
    withoutMentions(text ?? ""),
  );
  return said.replace(TAG, "").replace(ENTITY, readEntity).replace(SPACES, " ").trim();
}

function readEntity(whole: string, name: string): string {
  return ENTITIES[name] ?? whole;
}

/** Everybody whom a message mentions but the bot, by Teams' own ids. */
export function mentionedIn({ entities, recipient }: TeamsActivity): readonly string[] {
  const ids = (entities ?? []).flatMap(({ type, mentioned }) =>
    type === "mention" && mentioned && mentioned.id !== recipient?.id ? [mentioned.id] : [],
  );
  return [...new Set(ids)];
}
