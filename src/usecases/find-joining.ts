import type { SiteId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Joining } from "#ports/wave-rows.ts";
import type { Work } from "./product.ts";

/** When a school joined, and in which wave; undefined for one that has not. */
export function* findJoining({ tx }: Pick<Work, "tx">, site: SiteId): Steps<Joining | undefined> {
  if (!(yield* tx.waves.isJoined(site))) return undefined;
  return (yield* tx.waves.listJoined()).find((joining) => joining.site === site);
}
