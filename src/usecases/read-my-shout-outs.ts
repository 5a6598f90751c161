import type { PersonId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { Try } from "#domain/try.ts";
import type { MyShoutOuts } from "#messages/mine-card.ts";
import type { OwnPiece, OwnShoutOut } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { readNames } from "./list-my-shout-outs.ts";
import { readTries } from "./list-tries.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** So much is read at once, however long the list is. */
const PIECE = 200;

/** Everything somebody gave and received, for that person's own page and files. */
export interface AllMine extends Pick<MyShoutOuts, "zone" | "nameOf"> {
  readonly pages: MyPages;
  readonly me: Person;
  readonly now: Date;
  /** The newest first. */
  readonly given: readonly OwnShoutOut[];
  readonly received: readonly OwnShoutOut[];
  /** What they try and tried. */
  readonly tries: readonly Try[];
}

/** All of the actor's own; nobody can ask for somebody else's. Throws NOT_ALLOWED. */
export async function readMyShoutOuts(product: Product, actor: Actor): Promise<AllMine> {
  const now = product.clock.now();
  return await product.store.read(actor.district, function* (tx) {
    const { person } = actor;
    const asked = { right: "readMyShoutOuts", owners: [person] } as const;
    const me = yield* requireRight({ tx }, actor, asked);
    const given = yield* readAll({ tx }, person, "given");
    const received = yield* readAll({ tx }, person, "received");
    const nameOf = yield* readNames({ tx }, [...given, ...received]);
    const { zone } = yield* tx.roster.getDistrict();
    const tries = yield* readTries({ tx }, person);
    return {
      pages: yield* readPages({ tx, product }, me),
      me,
      now,
      given,
      received,
      tries,
      nameOf,
      zone,
    };
  });
}

function* readAll(
  { tx }: Pick<Work, "tx">,
  person: PersonId,
  side: OwnPiece["side"],
): Steps<readonly OwnShoutOut[]> {
  const all: OwnShoutOut[] = [];
  for (;;) {
    const piece = yield* tx.praise.listOwn(person, { side, skip: all.length, limit: PIECE });
    all.push(...piece);
    if (piece.length < PIECE) return all;
  }
}
