import type { Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import { listSpokenFor } from "./own-schools.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { listOwnSites } from "./show-own-invitation.ts";
import { findAsked } from "./snooze-site.ts";

/** A school that was asked, and the wave that asked it last. */
export interface AskedSchool {
  readonly site: Site;
  readonly wave: Wave;
}

/** The schools the actor answers for that some wave has asked; for commands that name none. */
export async function listAskedSchools(
  product: Product,
  act: Act,
): Promise<readonly AskedSchool[]> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* requireRight(work, act, "listAskedSchools");
    const own = yield* listSpokenFor(work, person);
    const asked: AskedSchool[] = [];
    for (const site of own.length > 0 ? own : yield* listOwnSites(work, person)) {
      const found = yield* findAsked(work, site.id);
      if (found) asked.push({ site, wave: found.wave });
    }
    return asked;
  });
}
