import { z } from "zod";
import type { Address } from "#ports/chat.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Ending, Place } from "./connector.ts";
import { readReach } from "./reach.ts";

const MOST_KEPT = 20_000;
const opened = z.object({ id: z.string().min(1) });

/** Why there is no conversation: Teams' own word, or no room under its limits just now. */
export type NoChat = Ending | { readonly kind: "full"; readonly seconds: number };

/** Where people and channels are written to. */
export interface Chats {
  /** Its own conversation, which is begun where there is none. */
  find(address: Address, serviceUrl?: string): Promise<Place | NoChat>;
}

export interface ChatParts {
  readonly config: Pick<TeamsConfig, "appId" | "cloud" | "findReach" | "findAnyReach">;
  readonly connector: Connector;
  /** Counts a call, or says in how many seconds there is room for it. */
  readonly room: (workspace: string) => number | undefined;
}

/** Beginning a conversation that is there gives the same one, so it may be asked for again. */
export function createChats({ config, connector, room }: ChatParts): Chats {
  const begun = new Map<string, Place>();
  const begin = async (address: Address, serviceUrl: string): Promise<Place | NoChat> => {
    const { workspace, conversation } = address;
    const seconds = room(workspace);
    if (seconds !== undefined) return { kind: "full", seconds };
    const ending = await connector.open(serviceUrl, {
      isGroup: false,
      bot: { id: `28:${config.appId}` },
      members: [{ id: conversation.id }],
      tenantId: workspace,
      channelData: { tenant: { id: workspace } },
    });
    if (ending.kind !== "answer") return ending;
    const read = opened.safeParse(ending.body);
    if (!read.success) return { kind: "lost" };
    const place = { serviceUrl, conversation: read.data.id };
    if (begun.size >= MOST_KEPT) begun.clear();
    begun.set(`${workspace}/${conversation.id}`, place);
    return place;
  };
  const findServiceUrl = async (workspace: string): Promise<string> =>
    readReach(await config.findAnyReach(workspace))?.serviceUrl ?? config.cloud.serviceUrl;
  return {
    find: async (address, serviceUrl) => {
      const { workspace, conversation } = address;
      const known = readReach(await config.findReach(address));
      if (known) return known;
      if (conversation.kind === "channel") {
        return { serviceUrl: await findServiceUrl(workspace), conversation: conversation.id };
      }
      const before = begun.get(`${workspace}/${conversation.id}`);
      return before ?? (await begin(address, serviceUrl ?? (await findServiceUrl(workspace))));
    },
  };
}
