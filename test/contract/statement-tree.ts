/** One node of a parsed statement. */
export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export interface Tagged {
  readonly tag: string;
  readonly tree: Tree;
}

/** What stands at some places has no tag of its own. */
const UNTAGGED: Readonly<Record<string, string>> = {
  onConflictClause: "OnConflictClause",
  returningClause: "ReturningClause",
  over: "WindowDef",
};

/** Every node, whatever its depth; tags begin with a capital letter, and "A_Const" does. */
export function* inside(value: unknown): Generator<Tagged> {
  for (const each of listOf(value)) yield* inside(each);
  if (!isTree(value)) return;
  for (const [key, part] of Object.entries(value)) {
    const tag = UNTAGGED[key] ?? key;
    if (/^[A-Z]/.test(tag) && isTree(part)) yield { tag, tree: part };
    yield* inside(part);
  }
}
