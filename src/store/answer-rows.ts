import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { AnswerId, DistrictId, SiteId, WaveId } from "#domain/ids.ts";
import type { Answer } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { NamedPitfall, WaveRows } from "#ports/wave-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

type OfAnswers = Pick<
  WaveRows,
  | "addAnswer"
  | "addPitfalls"
  | "findLastAnswer"
  | "listPitfalls"
  | "listPitfallsOf"
  | "countPitfalls"
  | "listNamedPitfalls"
  | "findAnswer"
  | "listSiteAnswers"
  | "listWaveAnswers"
  | "saveAnswerWords"
  | "listConnected"
  | "markConnected"
>;

const insertAnswer = (
  { query, tables: { answers } }: Shape,
  row: Scope["tables"]["answers"]["$inferSelect"],
) => query.insert(answers).values(row).onConflictDoNothing().returning({ id: answers.id });

const lastAnswerOf = (
  { query, tables: { answers: a } }: Shape,
  is: { readonly district: DistrictId; readonly wave: WaveId; readonly site: SiteId },
) =>
  query
    .select()
    .from(a)
    .where(and(eq(a.districtId, is.district), eq(a.wave, is.wave), eq(a.site, is.site)))
    .orderBy(desc(a.at), desc(a.id))
    .limit(1);

/** Answers as history, and the pitfalls behind them. */
export function answerRows(scope: Scope): OfAnswers {
  const { query, tables, district } = scope;
  const { answers, answerPitfalls } = tables;
  const mine = eq(answers.districtId, district);
  return {
    *addAnswer(answer) {
      const row = { ...answer, stage: answer.stage ?? null, words: clean(answer.words ?? "") };
      const added = yield* run(scope, insertAnswer, { ...row, districtId: district });
      return added.length > 0;
    },
    *addPitfalls(answerId, codes) {
      const rows = codes.map((code, position) => ({
        districtId: district,
        answerId,
        code,
        position,
        connectedIn: null,
      }));
      if (rows.length > 0)
        yield* q(query.insert(answerPitfalls).values(rows).onConflictDoNothing());
    },
    *findLastAnswer(wave, site) {
      const [row] = yield* run(scope, lastAnswerOf, { district, wave, site });
      return row && toAnswer(row);
    },
    *findAnswer(id) {
      const own = and(mine, eq(answers.id, id));
      const [row] = yield* q(query.select().from(answers).where(own));
      return row && toAnswer(row);
    },
    *listSiteAnswers(site) {
      const own = and(mine, eq(answers.site, site));
      const found = query.select().from(answers).where(own);
      return (yield* q(found.orderBy(asc(answers.at), asc(answers.id)))).map(toAnswer);
    },
    *listWaveAnswers(waves) {
      if (waves.length === 0) return [];
      const own = and(mine, inArray(answers.wave, [...waves]));
      const found = query.select().from(answers).where(own);
      return (yield* q(found.orderBy(asc(answers.at), asc(answers.id)))).map(toAnswer);
    },
    *saveAnswerWords(answer, words) {
      const own = and(mine, eq(answers.id, answer));
      yield* q(
        query
          .update(answers)
          .set({ words: clean(words) })
          .where(own),
      );
    },
    *listConnected(site, year) {
      const ofSite = and(mine, eq(answers.site, site));
      const own = and(
        eq(answerPitfalls.districtId, district),
        eq(answerPitfalls.connectedIn, year),
        inArray(
          answerPitfalls.answerId,
          query.select({ id: answers.id }).from(answers).where(ofSite),
        ),
      );
      const found = yield* q(query.select().from(answerPitfalls).where(own));
      return new Set(found.map(({ code }) => code));
    },
    *markConnected(answer, code, year) {
      const own = and(
        eq(answerPitfalls.districtId, district),
        eq(answerPitfalls.answerId, answer),
        eq(answerPitfalls.code, code),
      );
      yield* q(query.update(answerPitfalls).set({ connectedIn: year }).where(own));
    },
    *listPitfalls(answer) {
      const own = and(eq(answerPitfalls.districtId, district), eq(answerPitfalls.answerId, answer));
      const found = yield* q(
        query.select().from(answerPitfalls).where(own).orderBy(asc(answerPitfalls.position)),
      );
      return found.map(({ code }) => code);
    },
    *listPitfallsOf(ids) {
      const codes = new Map<AnswerId, string[]>(ids.map((id) => [id, []]));
      const { answerId, code, position, districtId } = answerPitfalls;
      for (const piece of chunks([...codes.keys()])) {
        const own = and(eq(districtId, district), inArray(answerId, piece));
        const found = query.select({ answerId, code }).from(answerPitfalls).where(own);
        for (const row of yield* q(found.orderBy(asc(position))))
          codes.get(row.answerId)?.push(row.code);
      }
      return codes;
    },
    *countPitfalls(sites) {
      const wanted = sites && new Set(sites);
      const totals = new Map<string, number>();
      for (const { site, code } of yield* listNamed(scope)) {
        if (!wanted || wanted.has(site)) totals.set(code, (totals.get(code) ?? 0) + 1);
      }
      return [...totals].map(([code, sites]) => ({ code, sites }));
    },
    *listNamedPitfalls() {
      return yield* listNamed(scope);
    },
  };
}

/** The pitfalls of each school whose last word is "not yet": a question or a stop takes back nothing. */
function* listNamed({ query, tables, district }: Scope): Steps<readonly NamedPitfall[]> {
  const { answers: a, answerPitfalls: p } = tables;
  const decided = and(eq(a.districtId, district), inArray(a.kind, ["yes", "not_yet", "no"]));
  const columns = { id: a.id, site: a.site, kind: a.kind };
  const rows = yield* q(query.select(columns).from(a).where(decided).orderBy(asc(a.at), asc(a.id)));
  const counting = [...new Map(rows.map((row) => [row.site, row])).values()];
  const sites = new Map(
    counting.filter(({ kind }) => kind === "not_yet").map(({ id, site }) => [id, site]),
  );
  const named: NamedPitfall[] = [];
  for (const piece of chunks([...sites.keys()])) {
    const own = and(eq(p.districtId, district), inArray(p.answerId, piece));
    const found = query.select({ answer: p.answerId, code: p.code }).from(p).where(own);
    for (const { answer, code } of yield* q(found.orderBy(asc(p.answerId), asc(p.position)))) {
      const site = sites.get(answer);
      if (site) named.push({ site, code });
    }
  }
  return named;
}

function toAnswer(row: Scope["tables"]["answers"]["$inferSelect"]): Answer {
  const { districtId: _district, ...answer } = row;
  return { ...answer, stage: orUndefined(row.stage), words: row.words ?? "" };
}
