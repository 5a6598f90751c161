import { and, desc, eq } from "drizzle-orm";
import type { DistrictId, OutboxKey } from "#domain/ids.ts";
import type { OutboxRows } from "#ports/outbox-rows.ts";
import { run, type Shape } from "./db.ts";
import { findRow } from "./outbox-reads.ts";
import { hasState } from "./outbox-state.ts";
import type { Scope } from "./rows.ts";

interface OfMessage {
  readonly district: DistrictId;
  readonly key: OutboxKey;
}

const touchMessage = ({ query, tables: { outboxMessages: o } }: Shape, is: OfMessage) =>
  query
    .update(o)
    .set({ key: is.key })
    .where(and(eq(o.districtId, is.district), eq(o.key, is.key)));

const newestChange = (
  { query, tables: { outboxMessages: o } }: Shape,
  is: { readonly district: DistrictId; readonly changes: string },
) => {
  const counts = hasState(o, "waiting", "leased", "delivered", "unknown");
  return query
    .select({ card: o.card })
    .from(o)
    .where(and(eq(o.districtId, is.district), eq(o.supersedeKey, is.changes), counts))
    .orderBy(desc(o.id))
    .limit(1);
};

/** What messages show now. */
export function outboxCards(scope: Scope) {
  const { district, locks } = scope;
  return {
    *guardMessage(key) {
      if (locks) yield* run(scope, touchMessage, { district, key });
    },
    *findCard(key, changes) {
      const [change] = yield* run(scope, newestChange, { district, changes });
      const card = change ? change.card : (yield* findRow(scope, key))?.card;
      return card && "text" in card ? card : undefined;
    },
  } satisfies Partial<OutboxRows>;
}
