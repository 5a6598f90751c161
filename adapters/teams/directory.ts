import type { Address, ChatAdapter } from "#ports/chat.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Place } from "./connector.ts";
import { askAbout, type People } from "./people.ts";
import { readReach } from "./reach.ts";

export interface DirectoryParts {
  readonly config: Pick<TeamsConfig, "findReach" | "listChannelReaches">;
  readonly connector: Connector;
  readonly people: People;
}

/**
 * Who somebody is, as Teams knows them: asked in their own conversation, in channels that we know, and
 * where they were met. One place may not know them, or not know us any more. Never throws.
 */
export function createDirectory(parts: DirectoryParts): ChatAdapter["findProfile"] {
  return async (workspace, who) => {
    try {
      const id = "email" in who ? who.email : who.account;
      return await askAround(parts, await listPlaces(parts, workspace, who), { workspace, id });
    } catch {
      return "unavailable";
    }
  };
}

/** Until somebody is found; "nobody" where at least one place that could tell knows none. */
async function askAround(
  { connector }: DirectoryParts,
  places: readonly Place[],
  asked: { readonly workspace: string; readonly id: string },
): ReturnType<ChatAdapter["findProfile"]> {
  let found: "nobody" | "unavailable" = "unavailable";
  for (const at of places) {
    const said = await askAbout(connector, at, asked);
    if (typeof said === "object") return said;
    if (said === "away") return "unavailable";
    if (said === "nobody") found = said;
  }
  return found;
}

type Asked = Parameters<ChatAdapter["findProfile"]>[1];

/** The message extension is used where the bot is not present: that is the last place to ask. */
async function listPlaces(
  { config, people }: DirectoryParts,
  workspace: string,
  who: Asked,
): Promise<readonly Place[]> {
  const channels = (await config.listChannelReaches(workspace)).map(readReach);
  if ("email" in who) return channels.flatMap((place) => place ?? []);
  const conversation = { kind: "account", id: who.account } as const;
  const address: Address = { platform: "teams", workspace, conversation };
  const own = readReach(await config.findReach(address));
  return [own, ...channels, people.placeOf(who.account)].flatMap((place) => place ?? []);
}
