import { listOf, type Tree, textOf, treeOf } from "./statement-tree.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  SelectStmt: "select",
  InsertStmt: "insert",
  UpdateStmt: "update",
  DeleteStmt: "delete",
  CaseExpr: "case",
  CoalesceExpr: "coalesce",
  TypeCast: "cast",
  RangeSubselect: "query as a table",
  ListenStmt: "listen",
  CreateStmt: "create table",
  CreateSchemaStmt: "create schema",
  CreatePolicyStmt: "row-level security",
  AlterTableStmt: "alter table",
  GrantStmt: "grant",
};

/** Parts of a statement that say nothing of how it is spread. */
const QUIET: ReadonlySet<string> = new Set([
  ...["ResTarget", "ColumnRef", "RangeVar", "ParamRef", "A_Const", "String", "Integer", "Boolean"],
  ...[
    "SortBy",
    "List",
    "RawStmt",
    "IndexElem",
    "ColumnDef",
    "TypeName",
    "AlterTableCmd",
    "RoleSpec",
  ],
  ...["A_Star", "SetToDefault", "DefElem", "AccessPriv", "BooleanTest", "A_ArrayExpr", "Float"],
]);

/** What a node says of how its statement is spread; nothing for most. */
export function nameOf(tag: string, tree: Tree): readonly string[] {
  const name = SIMPLE[tag];
  const parts = READ[tag]?.(tree) ?? [];
  if (name === undefined && !(tag in READ) && !QUIET.has(tag)) return [`unknown: ${tag}`];
  return name === undefined ? parts : [name, ...parts];
}

const when = (is: boolean, name: string): readonly string[] => (is ? [name] : []);

const READ: Readonly<Record<string, (tree: Tree) => readonly string[]>> = {
  SelectStmt: ({ op, distinctClause, groupClause, havingClause, limitCount, valuesLists }) => [
    ...when(textOf(op) !== "" && op !== "SETOP_NONE", textOf(op)),
    ...when(listOf(distinctClause).length > 0, "distinct"),
    ...when(listOf(groupClause).length > 0, "group by"),
    ...when(havingClause !== undefined, "having"),
    ...when(limitCount !== undefined, "limit"),
    ...when(listOf(valuesLists).length > 1, "insert of several rows"),
  ],
  InsertStmt: ({ selectStmt }) => {
    const { SelectStmt } = treeOf(selectStmt);
    return when(listOf(treeOf(SelectStmt).valuesLists).length === 0, "insert from a query");
  },
  JoinExpr: ({ jointype }) => [`join: ${textOf(jointype).replace("JOIN_", "").toLowerCase()}`],
  SubLink: ({ subLinkType }) => [
    `subquery: ${textOf(subLinkType).replace("_SUBLINK", "").toLowerCase()}`,
  ],
  CommonTableExpr: ({ ctematerialized, cterecursive }) => [
    cterecursive === true ? "with recursive" : "with",
    ...when(ctematerialized === "CTEMaterializeAlways", "with, materialized"),
  ],
  WithClause: ({ recursive }) => when(recursive === true, "with recursive"),
  LockingClause: ({ strength, waitPolicy }) => [
    `lock rows: ${textOf(strength)} ${textOf(waitPolicy)}`
      .replace("LCS_", "")
      .replace("LockWait", ""),
  ],
  OnConflictClause: ({ action }) => [
    action === "ONCONFLICT_NOTHING" ? "on conflict do nothing" : "on conflict do update",
  ],
  ReturningClause: () => ["returning"],
  FuncCall: ({ funcname, over }) => {
    const name = textOf(treeOf(treeOf(listOf(funcname).at(-1)).String).sval);
    return [`function: ${name}`, ...when(over !== undefined, "window function")];
  },
  RowExpr: () => ["comparison of rows"],
  A_Expr: ({ kind }) =>
    when(kind !== "AEXPR_OP", `test: ${textOf(kind).replace("AEXPR_", "").toLowerCase()}`),
  NullTest: () => [],
  BoolExpr: () => [],
  WindowDef: ({ partitionClause }) =>
    when(listOf(partitionClause).length === 0, "window over everything"),
  MultiAssignRef: () => ["assignment of several columns"],
  CaseWhen: () => [],
  TransactionStmt: ({ kind, options }) => [
    `transaction: ${[textOf(kind).replace("TRANS_STMT_", "").toLowerCase(), ...optionsOf(options)].join(" ")}`,
  ],
  VariableSetStmt: ({ is_local }) => [is_local === true ? "set local" : "set for the session"],
  Constraint: ({ contype }) => [
    `constraint: ${textOf(contype).replace("CONSTR_", "").toLowerCase()}`,
  ],
  IndexStmt: ({ unique, whereClause }) => [
    unique === true ? "unique index" : "index",
    ...when(whereClause !== undefined, "partial index"),
  ],
  DropStmt: ({ removeType }) => [
    `drop: ${textOf(removeType).replace("OBJECT_", "").toLowerCase()}`,
  ],
};

function optionsOf(options: unknown): readonly string[] {
  return listOf(options).map((option) => {
    const { DefElem } = treeOf(option);
    const { A_Const } = treeOf(treeOf(DefElem).arg);
    const value = textOf(treeOf(treeOf(A_Const).sval).sval);
    return value || textOf(treeOf(DefElem).defname).replace("transaction_", "");
  });
}
