import type { PersonId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { listNamedReaders, saveNamedReader } from "./digest-readers.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface NamedReader {
  readonly person: PersonId;
  /** False takes it back. */
  readonly reads: boolean;
}

/** District staff who get the weekly digest beside the leads, without the list of calls. Throws NOT_ALLOWED. */
export async function nameDigestReader(
  product: Product,
  act: Act,
  { person: id, reads }: NamedReader,
): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "nameDigestReader");
    const person = yield* tx.roster.getPerson(id);
    if (!(yield* saveNamedReader(work, person, reads))) return;
    const action = reads ? "digest_reader_added" : "digest_reader_removed";
    yield* writeAudit(work, { actor: actorOf(act), action, subject: `person:${id}` });
  });
}

/** Their names. Throws NOT_ALLOWED. */
export async function listDigestReaders(product: Product, act: Act): Promise<readonly string[]> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "listDigestReaders");
    return (yield* listNamedReaders({ tx })).map(displayName);
  });
}
