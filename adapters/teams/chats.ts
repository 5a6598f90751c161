import { z } from "zod";
import type { Address } from "#ports/chat.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Ending, Place } from "./connector.ts";
import { readReach } from "./reach.ts";

const MOST_KEPT = 20_000;
const opened = z.object({ id: z.string().min(1) });

/** Where people and channels are written to. */
export interface Chats {
  /** Its own conversation, which is begun where there is none; else why it could not be. */
  find(address: Address, serviceUrl?: string): Promise<Place | Ending>;
}

export interface ChatParts {
  readonly config: Pick<TeamsConfig, "appId" | "cloud" | "findReach" | "findAnyReach">;
  readonly connector: Connector;
}

/** Beginning a conversation that is there gives the same one, so it may be asked for again. */
export function createChats({ config, connector }: ChatParts): Chats {
  const begun = new Map<string, Place>();
  const begin = async (address: Address, serviceUrl: string): Promise<Place | Ending> => {
    const { workspace, conversation } = address;
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
