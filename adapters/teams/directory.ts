import type { Address, ChatAdapter } from "#ports/chat.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Place } from "./connector.ts";
import { askAbout, type People } from "./people.ts";
import { readReach } from "./reach.ts";

export interface DirectoryParts {
  readonly config: Pick<TeamsConfig, "findReach" | "findAnyReach">;
  readonly connector: Connector;
  readonly people: People;
}

/**
 * Who somebody is, as Teams knows them: asked where they were met, or in a channel that we know.
 * Without such a place Teams tells a bot nothing. Never throws.
 */
export function createDirectory(parts: DirectoryParts): ChatAdapter["findProfile"] {
  return async (workspace, who) => {
    try {
      const id = "email" in who ? who.email : who.account;
      const at = await findPlace(parts, workspace, who);
      return at ? await askAbout(parts.connector, at, { workspace, id }) : "unavailable";
    } catch {
      return "unavailable";
    }
  };
}

type Asked = Parameters<ChatAdapter["findProfile"]>[1];

async function findPlace(
  { config, people }: DirectoryParts,
  workspace: string,
  who: Asked,
): Promise<Place | undefined> {
  if ("account" in who) {
    const met = people.placeOf(who.account);
    if (met) return met;
    const conversation = { kind: "account", id: who.account } as const;
    const address: Address = { platform: "teams", workspace, conversation };
    const own = readReach(await config.findReach(address));
    if (own) return own;
  }
  return readReach(await config.findAnyReach(workspace));
}
