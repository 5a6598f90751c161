import { type DistrictId, type OutboxKey, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Message, Product } from "./playground-rig.ts";

const district = toId<DistrictId>("rbps");

/** What somebody got that says this; the newest first. */
export async function heard(product: Product, person: string, words: string) {
  const messages = await product.inbox(person);
  return messages.filter(({ card }) => `${card.title} ${card.text}`.includes(words)).toReversed();
}

/** The newest message that says this; there must be one. */
export async function lastHeard(product: Product, person: string, words: string): Promise<Message> {
  const [found] = await heard(product, person, words);
  if (found) return found;
  throw new RangeError(`nobody told ${person} "${words}"`);
}

export const labels = (card: { buttons?: readonly { label: string }[] | undefined }) =>
  card.buttons?.map(({ label }) => label);

/** What the district wrote about itself. */
export async function sayOwnWords(
  product: Product,
  words: Readonly<Record<string, string>>,
): Promise<void> {
  const at = new Date(await product.now());
  await product.app.product.store.transaction(district, function* (tx) {
    for (const [key, text] of Object.entries(words)) {
      yield* tx.listening.saveDistrictWord(key, text, at);
    }
  });
}

/** The open task of this reason about a school. */
export async function taskOf(
  product: Product,
  school: string | undefined,
  reason: CallTask["reason"],
): Promise<CallTask | undefined> {
  const { store } = product.app.product;
  const tasks = await store.read(district, (tx) => tx.waves.listOpenCallTasks());
  return tasks.find((each) => each.reason === reason && `${each.site}` === school);
}

/** The school's own words for what is in the way, of all its answers. */
export async function wordsOf(product: Product, school: string | undefined): Promise<string> {
  const { store } = product.app.product;
  const site = toId<SiteId>(school ?? "");
  const answers = await store.read(district, (tx) => tx.waves.listSiteAnswers(site));
  return answers.map(({ words = "" }) => words).join("");
}

/** Nothing more fits into somebody's week while this runs. */
export async function fillWeek(product: Product, person: string, during: () => Promise<void>) {
  const { store } = product.app.product;
  const now = new Date(await product.now());
  const recipient = toId<PersonId>(person);
  await store.transaction(district, function* ({ outbox, roster }) {
    const to = yield* roster.findAddress(recipient);
    if (!to) throw new RangeError("nobody to write to");
    for (const n of [1, 2, 3]) {
      yield* outbox.queue({
        key: toId<OutboxKey>(`fill-${n}`),
        kind: "nudge",
        delivery: { do: "post", to, card: { text: "x", fallback: "x" } },
        dueAt: new Date(now.getTime() + 60_000),
        group: "fill",
        recipient,
        budgetOf: recipient,
        week: weekKey(localDay(now, "America/New_York")),
      });
    }
  });
  await during();
  await store.transaction(district, (tx) => tx.outbox.cancelGroup("fill"));
}
