import { createHash } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import type { ChatEvent } from "#ports/chat.ts";
import type { View } from "./view.ts";

/** People's own pages in Slack. */
export interface HomePages {
  /** Publishes a page unless Slack shows it already. */
  publish(client: WebClient, event: ChatEvent, view: View): Promise<void>;
  /** The app was removed there: nobody sees a page any more. */
  forget(workspace: string): void;
}

const MOST_PAGES = 5000;

/** Sealed values differ each time: whether a page is new is asked of what people read. */
const SEALED = new Set(["value", "private_metadata"]);

export function createHomePages(): HomePages {
  const shown = new Map<string, string>();
  return {
    forget: (workspace) => {
      for (const key of shown.keys()) if (key.startsWith(`${workspace}:`)) shown.delete(key);
    },
    publish: async (client, { workspace, account }, view) => {
      const key = `${workspace}:${account}`;
      const digest = digestOf(view);
      if (shown.get(key) === digest) return;
      // Before the call, so that who opens the page twice at once is one call.
      shown.delete(key);
      shown.set(key, digest);
      const [oldest] = shown.keys();
      if (shown.size > MOST_PAGES && oldest !== undefined) shown.delete(oldest);
      try {
        await client.views.publish({ user_id: account, view });
      } catch (error) {
        shown.delete(key);
        throw error;
      }
    },
  };
}

function digestOf(view: View): string {
  const text = JSON.stringify(view, (key, value: unknown) => (SEALED.has(key) ? "" : value));
  return createHash("sha256").update(text).digest("base64");
}
