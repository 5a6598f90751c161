import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { PersonId, ShoutOutId } from "#domain/ids.ts";
import type { OwnPiece, PraiseRows, QuotedSpot, ThankBack } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { isPerson, sortedAt, withReceivers } from "./praise-reads.ts";
import { chunks, orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["shoutOuts"]["$inferSelect"];
type OwnRows = Pick<
  PraiseRows,
  "listOwn" | "listThankedSpots" | "listQuotedSpots" | "wasUsedBefore"
>;

/** What a person gave and received, for that person, and where anything was seen at all. */
export function ownPraiseRows(scope: Scope): OwnRows {
  const { query, tables, district } = scope;
  const { shoutOuts: s, shoutOutQuotes: c } = tables;
  return {
    *listOwn(person, piece) {
      const rows = yield* readPiece(scope, person, piece);
      const answers = yield* readThankBacks(scope, rows);
      const mayRead = (back: ThankBack) => piece.side === "given" || back.receiver === person;
      return (yield* withReceivers(scope, rows)).map((shoutOut, at) => ({
        ...shoutOut,
        hiddenAt: orUndefined(rows[at]?.hiddenAt ?? null),
        hiddenBy: orUndefined(rows[at]?.hiddenBy ?? null),
        thankBacks: (answers.get(shoutOut.id) ?? []).filter(mayRead),
      }));
    },
    *listThankedSpots(since) {
      const up = and(
        eq(s.districtId, district),
        gte(s.at, since),
        isNull(s.hiddenAt),
        // Spelled out, so that both engines may use their index of what may be told.
        sql`${s.share} <> 'private'`,
      );
      const found = yield* q(
        query.selectDistinct({ site: s.site, practice: s.practice }).from(s).where(up),
      );
      return found.map(({ site, practice }) => ({ site: orUndefined(site), practice }));
    },
    *listQuotedSpots(keys) {
      const found: QuotedSpot[] = [];
      for (const piece of chunks(keys)) {
        const up = and(isNull(s.hiddenAt), ne(s.share, "private"));
        const of = and(eq(s.districtId, district), eq(s.id, c.shoutOutId), up);
        const some = and(eq(c.districtId, district), inArray(c.key, piece));
        const spot = { key: c.key, practice: s.practice };
        found.push(...(yield* q(query.selectDistinct(spot).from(c).innerJoin(s, of).where(some))));
      }
      return found;
    },
    *wasUsedBefore(at) {
      const before = and(eq(s.districtId, district), lt(s.at, at));
      return (yield* q(query.select({ id: s.id }).from(s).where(before).limit(1))).length > 0;
    },
  };
}

function* readPiece(
  { query, tables, district }: Scope,
  person: PersonId,
  { side, skip, limit }: OwnPiece,
): Steps<readonly Row[]> {
  const { shoutOuts: s, shoutOutReceivers: r } = tables;
  if (side === "given") {
    const given = and(eq(s.districtId, district), eq(s.giver, person), isNull(s.hiddenAt));
    const rows = query.select().from(s).where(given).orderBy(desc(s.at), desc(s.id));
    return yield* q(rows.limit(limit).offset(skip));
  }
  const seen = or(isNull(s.hiddenAt), eq(s.hiddenBy, "receiver"));
  const here = and(eq(s.districtId, district), eq(s.id, r.shoutOutId), seen);
  const rows = query
    .select({ shoutOut: s })
    .from(r)
    .innerJoin(s, here)
    .where(and(eq(r.districtId, district), isPerson(r.personId, person)))
    .orderBy(desc(sortedAt(s.at)), desc(s.id));
  return (yield* q(rows.limit(limit).offset(skip))).map(({ shoutOut }) => shoutOut);
}

function* readThankBacks(
  { query, tables, district }: Scope,
  rows: readonly Row[],
): Steps<ReadonlyMap<ShoutOutId, readonly ThankBack[]>> {
  const { shoutOutReceivers: r } = tables;
  const answers = new Map<ShoutOutId, ThankBack[]>();
  for (const piece of chunks(rows)) {
    const ids = piece.map(({ id }) => id);
    const some = and(
      eq(r.districtId, district),
      inArray(r.shoutOutId, ids),
      isNotNull(r.thankedBackAt),
    );
    for (const row of yield* q(query.select().from(r).where(some).orderBy(r.thankedBackAt))) {
      const at = row.thankedBackAt;
      if (at === null) continue;
      const back = { receiver: row.personId, text: row.thankBack ?? "", at };
      answers.set(row.shoutOutId, [...(answers.get(row.shoutOutId) ?? []), back]);
    }
  }
  return answers;
}
