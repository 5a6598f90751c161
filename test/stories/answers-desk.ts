import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, type DistrictId, toId } from "#domain/ids.ts";
import type { Button, Card, Form } from "#ports/card.ts";
import type { ChatEvent, FormValues, Platform, Reply } from "#ports/chat.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import type { FindProfile, Product } from "#usecases/product.ts";

const AT = new Date("2025-08-18T15:00:00Z");

/** One message as its platform shows it. */
export interface Shown {
  readonly key: string;
  readonly card: Card;
}

export type Inboxes = Map<string, Shown[]>;

function platformOf(id: string): Platform {
  return id.endsWith("-teams") ? "teams" : "slack";
}

/** Everybody is on the platform that their id says. */
export function accountOf(id: string) {
  return { platform: platformOf(id), workspace: "T", account: toId<AccountId>(id) };
}

/** Delivers whatever is due now, on both platforms. */
export async function deliver(
  { store, clock }: Product,
  district: DistrictId,
  inboxes: Inboxes,
): Promise<void> {
  // An update that follows a reply is due seconds later.
  const now = new Date(clock.now().getTime() + 5000);
  const leaseUntil = new Date(now.getTime() + 60_000);
  const wanted = { now, leaseUntil, limit: 100, laneMs: 0, perSecond: 10_000 };
  for (let count = 1; count > 0; ) {
    count = await store.transaction(district, function* ({ outbox }) {
      const slack = yield* outbox.claim({ ...wanted, platform: "slack" });
      const teams = yield* outbox.claim({ ...wanted, platform: "teams" });
      for (const message of [...slack, ...teams]) {
        const ref = show(inboxes, message);
        yield* outbox.settle({ message, outcome: { kind: "delivered", ref }, at: now });
      }
      return slack.length + teams.length;
    });
  }
}

function show(inboxes: Inboxes, { attempt }: ClaimedMessage) {
  const delivery = attempt?.delivery;
  if (!attempt || !delivery || delivery.do === "publish") throw new RangeError("not for an inbox");
  const to = delivery.do === "post" ? { address: delivery.to, handle: attempt.key } : delivery.of;
  const owner = to.address.conversation.id;
  const before = (inboxes.get(owner) ?? []).filter(({ key }) => key !== to.handle);
  const gone = delivery.do === "retract";
  inboxes.set(owner, gone ? before : [...before, { key: to.handle, card: delivery.card }]);
  return to;
}

/** What platforms tell about somebody's language: with what they do, or where they are asked. */
export interface Told {
  readonly locale?: string | undefined;
  readonly findProfile?: FindProfile | undefined;
}

/** What people type, press and send in; their programs speak English unless told. */
export function createChat(
  product: Product,
  district: DistrictId,
  { locale, findProfile }: Told = { locale: "en" },
) {
  const onEvent = createConversation({
    product,
    findDistrict: async () => await Promise.resolve(district),
    findProfile: findProfile ?? (async () => await Promise.resolve("nobody" as const)),
  });
  let count = 0;
  const origin = (who: string) => {
    count += 1;
    return { ...accountOf(who), key: `${district}-${count}`, locale, at: AT };
  };
  const send = async (event: ChatEvent): Promise<Reply> => await onEvent(event);
  return {
    say: async (who: string, text: string) =>
      await send({ ...origin(who), kind: "command", command: "pl", text: text.slice(4) }),
    /** Plain words to the bot. */
    write: async (who: string, text: string) => await send({ ...origin(who), kind: "text", text }),
    press: async (who: string, card: Card, label: string) => {
      const { action, value } = findButton(card, label);
      return await send({ ...origin(who), kind: "press", action, value });
    },
    submit: async (who: string, { id: form, context }: Form, values: FormValues) =>
      await send({ ...origin(who), kind: "submit", form, context, values }),
  };
}

function findButton(card: Card, label: string): Button {
  const found = card.buttons?.find((each) => each.label.startsWith(label));
  if (found) return found;
  throw new RangeError(
    `no button "${label}" among ${card.buttons?.map((b) => b.label).join(", ")}`,
  );
}

/** The card of a reply; a form, an error or nothing has none. */
export function cardIn(reply: Reply): Card {
  if ("card" in reply) return reply.card;
  throw new RangeError(`a reply of kind ${reply.kind} has no card`);
}

export function formIn(reply: Reply): Form {
  if (reply.kind === "form") return reply.form;
  throw new RangeError(`a reply of kind ${reply.kind} has no form`);
}
