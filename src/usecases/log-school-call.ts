import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import { noteCall } from "./note-call.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

export interface SchoolCall {
  /** The school's name as it was typed. */
  readonly school: string;
  /** What was said, in one line that the guard has passed; "" for nothing. */
  readonly line: string;
}

export type LoggedSchoolCall =
  | { readonly kind: "logged"; readonly school: string }
  | Exclude<SiteLookup, { kind: "one" }>;

/**
 * `/pl called <school>: <line>`, also where nothing asked for a call. Who is no PL lead logs only for a
 * school that is on the own list. Throws NOT_ALLOWED.
 */
export async function logSchoolCall(
  product: Product,
  act: Actor,
  { school, line }: SchoolCall,
): Promise<LoggedSchoolCall> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = lookUpSite(yield* tx.roster.listSites(), school);
    const site = found.kind === "one" ? found.site : undefined;
    const tasks = site ? yield* tx.waves.listSiteCallTasks(site.id) : [];
    const open = tasks.filter(({ doneAt }) => doneAt === undefined);
    const owners = open.map(({ lead }) => lead);
    const by = yield* requireRight(work, act, { right: "logSchoolCall", owners });
    if (found.kind !== "one") return found;
    yield* noteCall(work, { site: found.site, by, line, isDone: true });
    return { kind: "logged", school: found.site.name };
  });
}
