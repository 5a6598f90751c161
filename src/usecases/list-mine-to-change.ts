import type { MineToChange } from "#messages/mine-form.ts";
import { readNames } from "./list-my-shout-outs.ts";
import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** A form is short: so many of each side, the newest. */
const MOST_OFFERED = 20;

/** What the actor may change, take back or hide: of both sides, as far as it is up. */
export async function listMineToChange(product: Product, act: Act): Promise<MineToChange> {
  return await product.store.read(act.district, function* (tx) {
    const { person } = act;
    yield* requireRight({ tx }, act, { right: "listMineToChange", owners: [person] });
    const piece = { skip: 0, limit: MOST_OFFERED };
    const given = yield* tx.praise.listOwn(person, { ...piece, side: "given" });
    const all = yield* tx.praise.listOwn(person, { ...piece, side: "received" });
    const received = all.filter(({ hiddenAt }) => hiddenAt === undefined);
    return { given, received, nameOf: yield* readNames({ tx }, [...given, ...received]) };
  });
}
