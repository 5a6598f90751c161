import { and, asc, eq, inArray } from "drizzle-orm";
import { type AnswerId, type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import type { RecordType } from "#domain/records.ts";
import type { StoredRecord } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";
import { readNoticed, readThemes } from "./visit-parts.ts";

/** A row with its own name beside its columns. */
type NamedRow = Readonly<Record<string, unknown>> & { readonly recordId: string };

/** What hangs on a record, by the record's id. */
interface Part {
  readonly of: string;
  readonly part: string | Readonly<Record<string, unknown>>;
}

interface PartReader {
  readonly name: string;
  readonly read: (scope: Scope, ids: readonly string[]) => Steps<readonly Part[]>;
}

const readers: Partial<Record<RecordType, PartReader>> = {
  shout_out: { name: "receivers", read: readReceivers },
  answer: { name: "pitfalls", read: readPitfalls },
  person: { name: "roles", read: readRoles },
  message: { name: "attempts", read: readAttempts },
  expedition: { name: "noticed", read: readNoticed },
  focus_group: { name: "themes", read: readThemes },
};

/** Rows as records: with what hangs on them, and without what only the server needs. */
export function* withParts(
  scope: Scope,
  type: RecordType,
  rows: readonly NamedRow[],
): Steps<readonly StoredRecord[]> {
  const reader = readers[type];
  const ids = rows.map(({ recordId }) => recordId);
  const parts = reader && ids.length > 0 ? yield* reader.read(scope, ids) : [];
  const hanging = new Map<string, Part["part"][]>();
  for (const { of, part } of parts) hanging.set(of, [...(hanging.get(of) ?? []), part]);
  return rows.map(({ recordId, ...row }) => ({
    id: recordId,
    values: {
      ...Object.fromEntries(Object.entries(row).filter(([column]) => isShown(type, column))),
      ...(reader ? { [reader.name]: hanging.get(recordId) ?? [] } : {}),
    },
  }));
}

const SECRET_TYPES: ReadonlySet<RecordType> = new Set(["sign_in_link", "session", "known_browser"]);
const HASHES: ReadonlySet<string> = new Set(["hash", "numberHash"]);

/** Hashes of secrets are of no use to anybody who reads a record. */
function isShown(type: RecordType, column: string): boolean {
  return column !== "districtId" && !(SECRET_TYPES.has(type) && HASHES.has(column));
}

function* readReceivers({ query, tables, district }: Scope, ids: readonly string[]) {
  const { shoutOutReceivers: r } = tables;
  const shoutOuts = ids.map((id) => toId<ShoutOutId>(id));
  const own = and(eq(r.districtId, district), inArray(r.shoutOutId, shoutOuts));
  const rows = yield* q(query.select().from(r).where(own).orderBy(asc(r.personId)));
  return rows.map(({ districtId: _district, shoutOutId: of, ...part }) => ({ of, part }));
}

function* readPitfalls({ query, tables, district }: Scope, ids: readonly string[]) {
  const { answerPitfalls: f } = tables;
  const answers = ids.map((id) => toId<AnswerId>(id));
  const own = and(eq(f.districtId, district), inArray(f.answerId, answers));
  const rows = yield* q(query.select().from(f).where(own).orderBy(asc(f.position)));
  return rows.map(({ answerId: of, code }) => ({ of, part: code }));
}

function* readRoles({ query, tables, district }: Scope, ids: readonly string[]) {
  const { assignments: a } = tables;
  const people = ids.map((id) => toId<PersonId>(id));
  const own = and(eq(a.districtId, district), inArray(a.personId, people));
  const rows = yield* q(query.select().from(a).where(own).orderBy(asc(a.role), asc(a.placeId)));
  return rows.map(({ personId: of, role, placeId }) => ({ of, part: { role, placeId } }));
}

function* readAttempts({ query, tables, district }: Scope, ids: readonly string[]) {
  const { deliveries: d } = tables;
  const own = and(eq(d.districtId, district), inArray(d.messageId, [...ids]));
  const rows = yield* q(query.select().from(d).where(own).orderBy(asc(d.attempt)));
  return rows.map(({ messageId: of, outcome, reason, at }) => ({
    of,
    part: { outcome, reason, at },
  }));
}
