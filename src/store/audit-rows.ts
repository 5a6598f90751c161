import { createHash } from "node:crypto";
import { and, asc, desc, eq, getTableColumns, gt, gte, lt, lte, sql } from "drizzle-orm";
import type {
  AuditEntry,
  AuditFacts,
  AuditFault,
  AuditHead,
  AuditRows,
} from "#ports/audit-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { clean, type Scope } from "./rows.ts";

/** What the first entry of a chain follows. */
const START = "";
const PAGE = 1000;

/** One district's chain of audit entries. */
export function auditRows(scope: Scope): AuditRows {
  const { district, query, tables } = scope;
  const { auditEntries: entries } = tables;
  const mine = eq(entries.districtId, district);
  // As they lie there: one that cannot be read must not keep the others from being read.
  const columns = { ...getTableColumns(entries), facts: sql<unknown>`${entries.facts}` };
  const listFrom = function* (number: number, limit: number) {
    const own = and(mine, gte(entries.number, number));
    const rows = yield* q(
      query.select(columns).from(entries).where(own).orderBy(asc(entries.number)).limit(limit),
    );
    return rows.map(toEntry);
  };
  return {
    *append({ at, actor, action, subject, facts = {} }) {
      const head = yield* lockHead(scope);
      const number = head.number + 1;
      const told = { actor: clean(actor), action, subject: clean(subject), facts };
      const entry = { number, at, ...told, previousHash: head.hash };
      const hash = hashEntry(entry);
      yield* q(query.insert(entries).values({ ...entry, hash, districtId: district }));
      yield* saveHead(scope, { ...head, number, hash });
    },
    *list(limit, before) {
      const own = before === undefined ? mine : and(mine, lt(entries.number, before));
      const order = desc(entries.number);
      const rows = yield* q(
        query.select(columns).from(entries).where(own).orderBy(order).limit(limit),
      );
      return rows.map(toEntry);
    },
    listFrom,
    getHead: () => readHead(scope),
    *findFault() {
      const head = yield* readHead(scope);
      const fault = yield* findFault(head, listFrom);
      if (fault || head.purgedNumber === 0) return fault;
      const purge = eq(entries.action, "audit_purged");
      const [last] = yield* q(
        query
          .select(columns)
          .from(entries)
          .where(and(mine, purge))
          .orderBy(desc(entries.number))
          .limit(1),
      );
      return isWhereItBegins(head, last && toEntry(last)) ? undefined : beginsWrong(head);
    },
    *purgeBefore(at) {
      const head = yield* lockHead(scope);
      const kept = and(mine, gte(entries.at, at));
      const [first] = yield* q(
        query
          .select({ number: entries.number })
          .from(entries)
          .where(kept)
          .orderBy(asc(entries.number))
          .limit(1),
      );
      // An entry whose clock was wrong stays as long as one before it does: the chain has no holes.
      const last = (first?.number ?? head.number + 1) - 1;
      const range = and(mine, gt(entries.number, head.purgedNumber), lte(entries.number, last));
      const [end] = yield* q(
        query
          .select({ number: entries.number, hash: entries.hash })
          .from(entries)
          .where(and(range, eq(entries.number, last))),
      );
      if (!end) return undefined;
      const gone = yield* q(query.delete(entries).where(range).returning({ n: entries.number }));
      yield* saveHead(scope, { ...head, purgedNumber: end.number, purgedHash: end.hash });
      return { count: gone.length, through: String(end.number), hash: end.hash };
    },
  };
}

type Row = Omit<AuditEntry, "facts"> & { readonly facts: unknown };
interface ReadEntry extends AuditEntry {
  /** False for facts that nobody wrote like this. */
  readonly readable: boolean;
}

/** SQLite gives the text itself, PostgreSQL what it means. */
function toEntry({ facts: raw, ...row }: Row): ReadEntry {
  const facts = typeof raw === "string" ? parse(raw) : raw;
  const readable = isFacts(facts) && (typeof raw !== "string" || raw === JSON.stringify(facts));
  return { ...row, facts: isFacts(facts) ? facts : {}, readable };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFacts(value: unknown): value is AuditFacts {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every((fact) => typeof fact === "string");
}

/** The purge that moved the beginning wrote down where the chain begins now. */
function isWhereItBegins(head: AuditHead, purge: AuditEntry | undefined): boolean {
  const { through, hash } = purge?.facts ?? {};
  return through === String(head.purgedNumber) && hash === head.purgedHash;
}

function beginsWrong({ purgedNumber }: AuditHead): AuditFault {
  return { number: purgedNumber, fault: "missing" };
}

type Page = (number: number, limit: number) => Steps<readonly ReadEntry[]>;

/** Walks the whole chain, and compares its end with the head. */
function* findFault(head: AuditHead, listFrom: Page): Steps<AuditFault | undefined> {
  let end: Link = { number: head.purgedNumber, hash: head.purgedHash };
  let page: readonly ReadEntry[];
  do {
    page = yield* listFrom(end.number + 1, PAGE);
    const followed = follow(page, end);
    if ("fault" in followed) return followed;
    end = followed;
  } while (page.length === PAGE);
  if (end.number < head.number) return { number: end.number + 1, fault: "missing" };
  const isEnd = end.number === head.number && end.hash === head.hash;
  return isEnd ? undefined : { number: end.number, fault: "head" };
}

type Link = Pick<AuditEntry, "number" | "hash">;

/** The last link of a page that continues the chain, or its first fault. */
function follow(page: readonly ReadEntry[], start: Link): Link | AuditFault {
  let end = start;
  for (const entry of page) {
    const fault = faultOf(entry, { number: end.number + 1, hash: end.hash });
    if (fault) return fault;
    end = entry;
  }
  return { number: end.number, hash: end.hash };
}

/** What is wrong with one entry, where it stands. */
function faultOf(entry: ReadEntry, wanted: Link): AuditFault | undefined {
  const { number } = entry;
  if (number !== wanted.number) return { number: wanted.number, fault: "missing" };
  if (!entry.readable || Number.isNaN(entry.at.getTime())) return { number, fault: "changed" };
  if (hashEntry(entry) !== entry.hash) return { number, fault: "changed" };
  return entry.previousHash === wanted.hash ? undefined : { number, fault: "reordered" };
}

/** SHA-256 over everything that an entry says, and over the hash of the one before it. */
function hashEntry(entry: Omit<AuditEntry, "hash">): string {
  const { number, at, actor, action, subject, facts, previousHash } = entry;
  const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const said = [number, at.toISOString(), actor, action, subject, sorted, previousHash];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

function* readHead({ query, tables, district }: Scope): Steps<AuditHead> {
  const { auditHeads: heads } = tables;
  const [row] = yield* q(query.select().from(heads).where(eq(heads.districtId, district)));
  return row ?? { number: 0, hash: START, purgedNumber: 0, purgedHash: START };
}

/** The head, which nobody else can move until the transaction ends. */
function* lockHead(scope: Scope): Steps<AuditHead> {
  const { query, tables, district } = scope;
  const { auditHeads: heads } = tables;
  const first = {
    districtId: district,
    number: 0,
    hash: START,
    purgedNumber: 0,
    purgedHash: START,
  };
  const [made] = yield* q(query.insert(heads).values(first).onConflictDoNothing().returning());
  if (made) return made;
  const [row] = yield* q(
    query
      .update(heads)
      .set({ districtId: district })
      .where(eq(heads.districtId, district))
      .returning(),
  );
  return row ?? first;
}

function* saveHead({ query, tables, district }: Scope, head: AuditHead): Steps<void> {
  const { auditHeads: heads } = tables;
  const { number, hash, purgedNumber, purgedHash } = head;
  const moved = { number, hash, purgedNumber, purgedHash };
  yield* q(query.update(heads).set(moved).where(eq(heads.districtId, district)));
}
