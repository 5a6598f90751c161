import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Decision, SchoolPerson, SchoolWord } from "#domain/listening.ts";
import { pulseAnswers } from "#domain/listening.ts";
import type { ListeningRows } from "#ports/listening-rows.ts";
import { addRows } from "./add-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";

type DecisionRow = Scope["tables"]["decisions"]["$inferSelect"];

const insertDecision = ({ query, tables: { decisions } }: Shape, row: DecisionRow) =>
  query.insert(decisions).values(row).onConflictDoNothing();

/** Why things were sent, what people wrote about schools, who stands in, and the pulse. */
export function listeningRows(scope: Scope): ListeningRows {
  return { ...decisionRows(scope), ...wordRows(scope), ...peopleRows(scope), ...pulseRows(scope) };
}

function decisionRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { decisions: d, districtWords: w } = tables;
  return {
    *addDecisions(list) {
      const rows = list.map((one) => ({ ...one, districtId: district, day: one.day ?? null }));
      yield* addRows(scope, rows, {
        one: insertDecision,
        many: (some) => query.insert(d).values(some).onConflictDoNothing(),
      });
    },
    *listDecisions(site, limit) {
      const own = and(eq(d.districtId, district), eq(d.site, site));
      const found = query.select().from(d).where(own).orderBy(desc(d.at), desc(d.id)).limit(limit);
      return (yield* q(found)).map(toDecision);
    },
    *listDistrictWords() {
      const rows = yield* q(query.select().from(w).where(eq(w.districtId, district)));
      return new Map(rows.map(({ key, text }) => [key, text]));
    },
    *saveDistrictWord(key, text, at) {
      const target = [w.districtId, w.key];
      if (text === "") {
        yield* q(query.delete(w).where(and(eq(w.districtId, district), eq(w.key, key))));
        return;
      }
      const row = { districtId: district, key, text: clean(text), at };
      yield* q(query.insert(w).values(row).onConflictDoUpdate({ target, set: row }));
    },
  } satisfies Partial<ListeningRows>;
}

function toDecision({ districtId: _district, ...row }: DecisionRow): Decision {
  return { ...row, day: orUndefined(row.day) };
}

function wordRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { schoolWords: w } = tables;
  const mine = eq(w.districtId, district);
  return {
    *addWord(word) {
      const row = toWordRow(scope, word);
      const added = query.insert(w).values(row).onConflictDoNothing().returning({ id: w.id });
      return (yield* q(added)).length > 0;
    },
    *findWord(id) {
      const [row] = yield* q(
        query
          .select()
          .from(w)
          .where(and(mine, eq(w.id, id))),
      );
      return row && toWord(row);
    },
    *saveWord(word) {
      const own = and(mine, eq(w.id, word.id));
      const changed = query
        .update(w)
        .set(toWordRow(scope, word))
        .where(own)
        .returning({ id: w.id });
      return (yield* q(changed)).length > 0;
    },
    *listWords({ kinds, site, limit }) {
      const ofSite = site === undefined ? undefined : eq(w.site, site);
      const own = and(mine, inArray(w.kind, [...kinds]), ofSite);
      const found = query.select().from(w).where(own).orderBy(desc(w.at), desc(w.id)).limit(limit);
      return (yield* q(found)).map(toWord);
    },
  } satisfies Partial<ListeningRows>;
}

function toWordRow({ district }: Scope, word: SchoolWord) {
  return {
    ...word,
    districtId: district,
    text: clean(word.text),
    site: word.site ?? null,
    wave: word.wave ?? null,
    owner: word.owner ?? null,
    consentAt: word.consentAt ?? null,
    expiresOn: word.expiresOn ?? null,
    retiredAt: word.retiredAt ?? null,
  };
}

function toWord(row: Scope["tables"]["schoolWords"]["$inferSelect"]): SchoolWord {
  const { districtId: _district, ...word } = row;
  return {
    ...word,
    site: orUndefined(row.site),
    wave: orUndefined(row.wave),
    owner: orUndefined(row.owner),
    consentAt: orUndefined(row.consentAt),
    expiresOn: orUndefined(row.expiresOn),
    retiredAt: orUndefined(row.retiredAt),
  };
}

type SchoolPersonRow = Scope["tables"]["schoolPeople"]["$inferSelect"];

const peopleOf = (
  { query, tables: { schoolPeople: s } }: Shape,
  is: Pick<SchoolPersonRow, "districtId" | "site" | "part">,
) =>
  query
    .select()
    .from(s)
    .where(and(eq(s.districtId, is.districtId), eq(s.site, is.site), eq(s.part, is.part)))
    .orderBy(asc(s.at), asc(s.person));

function peopleRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { schoolPeople: s } = tables;
  const mine = eq(s.districtId, district);
  const listed = (more: ReturnType<typeof and>) =>
    query.select().from(s).where(and(mine, more)).orderBy(asc(s.at), asc(s.person));
  return {
    *addSchoolPerson(one) {
      const row = { ...one, districtId: district };
      yield* q(query.insert(s).values(row).onConflictDoNothing());
    },
    *removeSchoolPerson({ site, person, part }) {
      const own = and(mine, eq(s.site, site), eq(s.part, part), eq(s.person, person));
      return (yield* q(query.delete(s).where(own).returning({ person: s.person }))).length > 0;
    },
    *listSchoolPeople(site, part) {
      const found = yield* run(scope, peopleOf, { districtId: district, site, part });
      return found.map(toSchoolPerson);
    },
    *listAllSchoolPeople(part) {
      return (yield* q(listed(eq(s.part, part)))).map(toSchoolPerson);
    },
    *listSchoolsOf(person, part) {
      const rows = yield* q(listed(and(eq(s.person, person), eq(s.part, part))));
      return rows.map(({ site }) => site);
    },
  } satisfies Partial<ListeningRows>;
}

function toSchoolPerson(row: Scope["tables"]["schoolPeople"]["$inferSelect"]): SchoolPerson {
  const { districtId: _district, ...one } = row;
  return one;
}

function pulseRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { pulses: p } = tables;
  return {
    *savePulse({ answers, ...pulse }) {
      const row = { ...pulse, districtId: district, answers: answers.join(",") };
      const target = [p.districtId, p.wave, p.round, p.person];
      yield* q(query.insert(p).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *listPulses(wave) {
      const own = and(eq(p.districtId, district), eq(p.wave, wave));
      const rows = yield* q(query.select().from(p).where(own).orderBy(asc(p.at), asc(p.person)));
      return rows.map(({ districtId: _district, answers, ...pulse }) => ({
        ...pulse,
        answers: answers
          .split(",")
          .flatMap((one) => pulseAnswers.find((each) => each === one) ?? []),
      }));
    },
  } satisfies Partial<ListeningRows>;
}
