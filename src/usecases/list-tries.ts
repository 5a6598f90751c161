import type { PersonId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { OwnTries } from "#messages/try-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readPlace } from "./send-direct.ts";

/** `/pl try`: what I try and what I tried; nobody can ask for somebody else's. */
export async function listTries(product: Product, act: Act): Promise<OwnTries> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, { right: "listTries", owners: [act.person] });
    const { zone } = yield* readPlace(work, me);
    return { tries: yield* readTries(work, me.id), zone, today: localDay(now, zone) };
  });
}

/** Somebody's own tries, for that person alone; the newest first. */
export function* readTries({ tx }: Pick<Work, "tx">, me: PersonId): Steps<OwnTries["tries"]> {
  return yield* tx.serving.listTries(me);
}
