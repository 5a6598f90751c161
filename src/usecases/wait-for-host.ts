import { type PeerVisitId, toId } from "#domain/ids.ts";
import { isWaiting, MOST_WAITS } from "#domain/practice-hosts.ts";
import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** I am told once when somebody is happy to show it; once for a practice, however often I ask. */
export async function waitForHost(
  product: Product,
  act: Act,
  practice: string,
): Promise<"waiting" | "limit" | "stopped"> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const { id: asker } = yield* requireRight({ tx }, act, "waitForHost");
    yield* tx.roster.guardPerson(asker);
    if ((yield* tx.roster.getPreferences(asker)).stoppedAt) return "stopped";
    const visits = yield* tx.showing.listVisitsOf(asker);
    const open = visits.filter((visit) => visit.asker === asker && isWaiting(visit, now));
    if (open.some((visit) => visit.practice === practice)) return "waiting";
    if (open.length >= MOST_WAITS) return "limit";
    const id = toId<PeerVisitId>(product.random.id());
    yield* tx.showing.saveVisit({ id, practice, asker, state: "open", askedAt: now });
    return "waiting";
  });
}
