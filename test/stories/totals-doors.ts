import { Command } from "commander";
import { createLocalAdapter } from "#adapters/local/index.ts";
import { addAuditCommands } from "#cli/audit.ts";
import { addRecordCommands } from "#cli/records.ts";
import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Reply } from "#ports/chat.ts";
import { createPlayground } from "#worker/playground.ts";
import { openLine } from "./records-year.ts";
import { home } from "./totals-world.ts";
import type { ActorRole, TwoDistricts } from "./two-districts.ts";
import { createUndoneStore } from "./undone-store.ts";

export const ORIGIN = { platform: "slack", workspace: "W" } as const;

/** What somebody is answered to `/pl` and these words, or where they open the page in the chat; nothing of it stays. */
export function createHearing({ product }: TwoDistricts) {
  const { store } = createUndoneStore(product.store);
  const onEvent = createConversation({
    product: { ...product, store },
    findDistrict: async () => await Promise.resolve(home),
    findProfile: async () => await Promise.resolve("nobody"),
  });
  return async (role: ActorRole, text: string): Promise<Reply> => {
    const account = toId<AccountId>(`home-${role}`);
    const at = product.clock.now();
    const origin = { ...ORIGIN, account, key: `${role} ${text}`, locale: "en", at };
    if (text === "") return await onEvent({ ...origin, kind: "opened" });
    return await onEvent({ ...origin, kind: "command", command: "pl", text });
  };
}

const never = async (): Promise<never> => await Promise.reject(new Error("Nobody does that here."));

/** The playground's API, as if this district were played. */
export function createPlaygroundOf({ app, product }: TwoDistricts) {
  const now = product.clock.now();
  const clock = createMovableClock(now, { now: () => now });
  const parts = { product, clock, loop: app.loop, district: () => home };
  const playground = createPlayground({ ...parts, importRoster: never, reset: never });
  const local = createLocalAdapter({ playground, workspace: () => home, pageFolder: "" });
  return async (name: string): Promise<{ readonly status: number; readonly body: unknown }> => {
    const request = new Request(`http://127.0.0.1/playground/api/${name}`);
    const response = await local.receive(request);
    return { status: response.status, body: await response.json() };
  };
}

/** A command of the terminal about this district. */
export async function runLine({ app }: TwoDistricts, command: string): Promise<void> {
  const program = new Command("groundswell").exitOverride();
  const line = {
    ...(await openLine({ app, folder: "" })),
    close: async () => await Promise.resolve(),
  };
  const open = async () => await Promise.resolve(line);
  addAuditCommands(program, open);
  addRecordCommands(program, open);
  const district = command.startsWith("records") ? ["--district", home] : [];
  await program.parseAsync([...command.split(" "), ...district], { from: "user" });
}
