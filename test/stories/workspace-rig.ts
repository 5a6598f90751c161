import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Card } from "#ports/card.ts";
import type { ChatEvent, Profile, ProfileQuery, Reply } from "#ports/chat.ts";
import type { Store } from "#ports/store.ts";
import { startProduct } from "./playground-rig.ts";

export const district = toId<DistrictId>("rbps");
const platform = "slack";
export const workspace = "T1";
export const START = new Date("2025-08-18T13:30:00Z");

type Kinds = ChatEvent["kind"];
type Given<K extends Kinds> = Omit<
  Extract<ChatEvent, { kind: K }>,
  "platform" | "workspace" | "account" | "key" | "locale" | "at" | "reach"
> & { readonly reach?: string };
/** What somebody does, without who and where. */
export type Doing = { [K in Kinds]: Given<K> }[Kinds];

/** The sample district's product, asked from a workspace of a platform that is played here. */
export async function startWorkspace({ linked = true }: { readonly linked?: boolean } = {}) {
  const playground = await startProduct();
  const clock = createMovableClock(START, { now: () => START });
  const product = { ...playground.app.product, clock };
  const desk = createDesk();
  const links = product.store.links;
  const open = (store: Store) =>
    createConversation({
      product: { ...product, store },
      findDistrict: async (of, where) => await links.find(of, where),
      findProfile: desk.findProfile,
    });
  if (linked) await links.link(platform, workspace, district);
  const answer = open(product.store);
  let count = 0;
  const send = async (account: string, doing: Doing, key?: string): Promise<Reply> => {
    count += 1;
    return await answer(toEvent(account, doing, key ?? `event-${count}`));
  };
  return {
    playground,
    product,
    clock,
    desk,
    send,
    open,
    command: async (account: string, text: string, key?: string) =>
      await send(account, toCommand(text), key),
    owner: async (account: string) => await readOwner(product.store, account),
    emailOf: async (person: string) => await readEmail(product.store, person),
    stop: playground.stop,
  };
}

export type Workspace = Awaited<ReturnType<typeof startWorkspace>>;

/** Who is who on the platform; `down` makes it say nothing. */
function createDesk() {
  const profiles: Profile[] = [];
  const asked: ProfileQuery[] = [];
  const desk = {
    asked,
    down: false,
    add: (account: string, email?: string, kind: Profile["kind"] = "staff") => {
      const profile: Profile = { account: toId<AccountId>(account), email, kind };
      profiles.push(profile);
      return profile;
    },
    findProfile: async (_platform: string, _workspace: string, who: ProfileQuery) => {
      asked.push(who);
      if (desk.down) return await Promise.resolve("unavailable" as const);
      const found = profiles.find(({ account, email }) =>
        "email" in who ? email === who.email : account === who.account,
      );
      return found ?? ("nobody" as const);
    },
  };
  return desk;
}

export function toEvent(account: string, doing: Doing, key: string): ChatEvent {
  const by = { platform, workspace, account: toId<AccountId>(account), key } as const;
  return { ...by, locale: "en-US", at: START, ...doing };
}

export function toCommand(text: string): Given<"command"> {
  const [command = "", ...rest] = text.split(" ");
  return { kind: "command", command: command.replace("/", ""), text: rest.join(" ") };
}

async function readOwner(store: Store, account: string): Promise<string | undefined> {
  const asked = { platform, workspace, account: toId<AccountId>(account) } as const;
  return (await store.read(district, (tx) => tx.roster.findPersonByAccount(asked)))?.id;
}

async function readEmail(store: Store, person: string): Promise<string> {
  const id = toId<PersonId>(person);
  return (await store.read(district, (tx) => tx.roster.getPerson(id))).email ?? "";
}

/** The words of a reply that shows a card. */
export function textOf(reply: Reply): string {
  return cardIn(reply).text;
}

export function cardIn(reply: Reply): Card {
  if ("card" in reply) return reply.card;
  throw new RangeError(`a reply of kind ${reply.kind} has no card`);
}
