import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Address } from "#ports/chat.ts";
import type { RosterRows } from "#ports/roster-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { orUndefined, type Scope } from "./rows.ts";

type ReachRows = Pick<
  RosterRows,
  | "findReach"
  | "keepReach"
  | "listChannelReaches"
  | "findAnyReach"
  | "renameChannel"
  | "saveAsksOff"
>;

const MOST_CHANNELS = 3;

interface OfAccount extends Pick<Address, "platform" | "workspace"> {
  readonly district: DistrictId;
  readonly id: (Address["conversation"] & { readonly kind: "account" })["id"];
}

interface OfChannel {
  readonly district: DistrictId;
  readonly id: (Address["conversation"] & { readonly kind: "channel" })["id"];
}

const isAccount = ({ tables: { accounts: a } }: Pick<Shape, "tables">, is: OfAccount) =>
  and(
    eq(a.districtId, is.district),
    eq(a.platform, is.platform),
    eq(a.workspace, is.workspace),
    eq(a.account, is.id),
  );

const isChannel = ({ tables: { channels: c } }: Pick<Shape, "tables">, is: OfChannel) =>
  and(eq(c.districtId, is.district), eq(c.id, is.id));

const reachOfAccount = (shape: Shape, is: OfAccount) =>
  shape.query
    .select({ reach: shape.tables.accounts.reach })
    .from(shape.tables.accounts)
    .where(isAccount(shape, is));

const reachOfChannel = (shape: Shape, is: OfChannel) =>
  shape.query
    .select({ reach: shape.tables.channels.reach })
    .from(shape.tables.channels)
    .where(isChannel(shape, is));

/** How adapters reach people and channels, in words that only they read. */
export function reachRows(scope: Scope): ReachRows {
  const { query, tables, district } = scope;
  const { channels: c } = tables;
  return {
    *findReach({ platform, workspace, conversation: { kind, id } }) {
      const [row] =
        kind === "account"
          ? yield* run(scope, reachOfAccount, { district, platform, workspace, id })
          : yield* run(scope, reachOfChannel, { district, id });
      return orUndefined(row?.reach ?? null);
    },
    *keepReach({ platform, workspace, conversation: { kind, id } }, reach) {
      const set = { reach: reach ?? null };
      if (kind === "account") {
        const own = isAccount(scope, { district, platform, workspace, id });
        yield* q(query.update(tables.accounts).set(set).where(own));
      } else {
        yield* q(query.update(tables.channels).set(set).where(isChannel(scope, { district, id })));
      }
    },
    *listChannelReaches({ platform, workspace }) {
      const there = and(eq(c.platform, platform), eq(c.workspace, workspace));
      const known = and(eq(c.districtId, district), there, isNotNull(c.reach));
      const found = query.select({ reach: c.reach }).from(c).where(known).orderBy(asc(c.id));
      const rows = yield* q(found.limit(MOST_CHANNELS));
      return rows.flatMap(({ reach }) => reach ?? []);
    },
    *findAnyReach({ platform, workspace }) {
      for (const table of [tables.channels, tables.accounts]) {
        const there = and(eq(table.platform, platform), eq(table.workspace, workspace));
        const known = and(eq(table.districtId, district), there, isNotNull(table.reach));
        const found = query.select({ reach: table.reach }).from(table).where(known).limit(1);
        const [row] = yield* q(found);
        if (row?.reach) return row.reach;
      }
      return undefined;
    },
    *renameChannel({ id, name }) {
      const own = isChannel(scope, { district, id });
      yield* q(query.update(tables.channels).set({ name }).where(own));
    },
    *saveAsksOff({ id }, at) {
      const own = isChannel(scope, { district, id });
      yield* q(
        query
          .update(c)
          .set({ asksOffAt: at ?? null })
          .where(own),
      );
    },
  };
}
