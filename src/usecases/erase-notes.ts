import { type Erasing, inPiece, PIECE, writeErased } from "./erasing.ts";

const TYPE = "expedition";

/** How many visits have lines that would go. */
export async function countNotes({ product, district, filter }: Erasing): Promise<number> {
  return await product.store.read(district, (tx) => tx.records.countNoted(filter));
}

/** Takes the lines that were written on visits; in how many rooms something was noticed stays. Gives of how many visits. */
export async function eraseNotes(erasing: Erasing): Promise<number> {
  const visits = new Set<string>();
  for (;;) {
    const some = await inPiece(erasing, function* (work) {
      const ids = yield* work.tx.records.blankNotes(erasing.filter, PIECE);
      yield* writeErased(work, erasing, { type: TYPE, count: ids.length });
      return ids;
    });
    for (const id of some) visits.add(id);
    if (some.length === 0) return visits.size;
  }
}
