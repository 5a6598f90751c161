import { parse } from "libpg-query";
import { nameOf } from "./statement-features.ts";
import {
  inside,
  isTree,
  listOf,
  type Tagged,
  type Tree,
  textOf,
  treeOf,
} from "./statement-tree.ts";

/** What one statement uses, and which of its tables it does not hold to one district. */
export interface Shape {
  readonly features: ReadonlySet<string>;
  readonly loose: readonly string[];
}

/** Reads a statement as PostgreSQL itself does. `walled` are the tables whose rows belong to a district. */
export async function readShape(text: string, walled: ReadonlySet<string>): Promise<Shape> {
  const features = new Set<string>();
  const loose: string[] = [];
  const parsed: unknown = await parse(text);
  for (const { tag, tree } of inside(parsed))
    for (const each of nameOf(tag, tree)) features.add(each);
  for (const { tag, tree } of nearest(parsed)) {
    const level = { pinned: new Map<string, boolean>(), ctes: new Set<string>(), walled };
    findLoose({ tag, tree }, level, loose);
  }
  return { features, loose };
}

const QUERIES: ReadonlySet<string> = new Set([
  ...["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt"],
]);

/** The queries right below, and none that is inside one of these. */
function* nearest(value: unknown): Generator<Tagged> {
  for (const each of listOf(value)) yield* nearest(each);
  if (!isTree(value)) return;
  for (const [tag, part] of Object.entries(value)) {
    if (QUERIES.has(tag) && isTree(part)) yield { tag, tree: part };
    else yield* nearest(part);
  }
}

interface Level {
  /** Whether each name that a query may use stands for one district's rows. */
  readonly pinned: ReadonlyMap<string, boolean>;
  readonly ctes: ReadonlySet<string>;
  readonly walled: ReadonlySet<string>;
}

interface Table {
  readonly name: string;
  readonly alias: string;
}

/** Follows the queries from outside to inside: one that is held lends that to those which compare with it. */
function findLoose({ tag, tree }: Tagged, level: Level, loose: string[]): void {
  const named = listOf(treeOf(tree.withClause).ctes).map((cte) =>
    textOf(treeOf(treeOf(cte).CommonTableExpr).ctename),
  );
  const ctes = new Set([...level.ctes, ...named]);
  const tables = [...tablesOf(tree.fromClause), ...tablesOf({ RangeVar: tree.relation })];
  const pinned = new Map(level.pinned);
  for (const { alias } of tables) pinned.set(alias, false);
  if (tag === "InsertStmt") holdInserted(tree, tables, pinned);
  else hold(conditionsOf(tree), tables, pinned);
  for (const { name, alias } of tables)
    if (level.walled.has(name) && !ctes.has(name) && !pinned.get(alias)) loose.push(name);
  for (const below of nearest(Object.values(tree)))
    findLoose(below, { ...level, pinned, ctes }, loose);
}

/** The tables of one query, and not those of a query in its place. */
function* tablesOf(value: unknown): Generator<Table> {
  for (const each of listOf(value)) yield* tablesOf(each);
  const { RangeVar, JoinExpr } = treeOf(value);
  if (isTree(RangeVar) && textOf(RangeVar.relname) !== "") {
    const name = textOf(RangeVar.relname);
    yield { name, alias: textOf(treeOf(RangeVar.alias).aliasname) || name };
  }
  if (isTree(JoinExpr)) yield* tablesOf([JoinExpr.larg, JoinExpr.rarg]);
}

/** What must hold for each row: everything that is joined by "and", also of its joins. */
function conditionsOf(tree: Tree): readonly unknown[] {
  const joins = [...joinsOf(tree.fromClause)].map(({ quals }) => quals);
  return [tree.whereClause, ...joins].flatMap(ands);
}

function* joinsOf(value: unknown): Generator<Tree> {
  for (const each of listOf(value)) yield* joinsOf(each);
  const { JoinExpr } = treeOf(value);
  if (!isTree(JoinExpr)) return;
  yield JoinExpr;
  yield* joinsOf([JoinExpr.larg, JoinExpr.rarg]);
}

function ands(value: unknown): readonly unknown[] {
  const { BoolExpr } = treeOf(value);
  return isTree(BoolExpr) && BoolExpr.boolop === "AND_EXPR"
    ? listOf(BoolExpr.args).flatMap(ands)
    : [value];
}

/** "a.district_id = $1" holds a; "a.district_id = b.district_id" holds a where b is held. */
function hold(
  conditions: readonly unknown[],
  tables: readonly Table[],
  pinned: Map<string, boolean>,
): void {
  const pairs = conditions.flatMap((condition): (readonly [unknown, unknown])[] => {
    const { A_Expr } = treeOf(condition);
    const isEqual = isTree(A_Expr) && A_Expr.kind === "AEXPR_OP" && operatorOf(A_Expr) === "=";
    return isEqual ? [[A_Expr.lexpr, A_Expr.rexpr] as const] : [];
  });
  const both = pairs.flatMap(([left, right]) => [[left, right] as const, [right, left] as const]);
  for (let pass = 0; pass <= tables.length; pass++) {
    for (const [left, right] of both) {
      const alias = districtOf(left, tables);
      if (alias !== undefined && isHeld(right, tables, pinned)) pinned.set(alias, true);
    }
  }
}

function operatorOf({ name }: Tree): string {
  return textOf(treeOf(treeOf(listOf(name).at(-1)).String).sval);
}

function isHeld(value: unknown, tables: readonly Table[], pinned: Map<string, boolean>): boolean {
  const tree = treeOf(value);
  if ("ParamRef" in tree || "A_Const" in tree) return true;
  const alias = districtOf(value, tables);
  return alias !== undefined && pinned.get(alias) === true;
}

/** Whose district a column is; undefined for another column. */
function districtOf(value: unknown, tables: readonly Table[]): string | undefined {
  const { ColumnRef } = treeOf(value);
  const path = listOf(treeOf(ColumnRef).fields).map((each) =>
    textOf(treeOf(treeOf(each).String).sval),
  );
  if (path.at(-1) !== "district_id") return undefined;
  return path.length > 1 ? path.at(-2) : tables[0]?.alias;
}

/** Rows are added with their district, and a conflict is looked for within it. */
function holdInserted(tree: Tree, tables: readonly Table[], pinned: Map<string, boolean>): void {
  const columns = listOf(tree.cols).map((col) => textOf(treeOf(treeOf(col).ResTarget).name));
  const infer = treeOf(treeOf(tree.onConflictClause).infer);
  const keys = listOf(infer.indexElems).map((key) => textOf(treeOf(treeOf(key).IndexElem).name));
  const isOwn = keys.length === 0 || keys.includes("district_id");
  for (const { alias } of tables) pinned.set(alias, columns.includes("district_id") && isOwn);
}
