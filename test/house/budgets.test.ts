import ts from "typescript";
import { expect, test } from "vitest";
import { codeFiles, read } from "./files.ts";
import { lineCount, lineOf, parse, place, walk } from "./syntax.ts";

const product = codeFiles("src", "adapters");
const trees = product.map(parse);
const nodes = trees.flatMap((tree) => [...walk(tree)]);

/** Where a value changes its type by decree: brands, the column kit, the two engines. */
const mayCast = ["src/domain/ids.ts", "src/store/kit.ts", "src/store/db.ts"];

test("no file is longer than 250 lines", () => {
  const long = codeFiles("src", "adapters", "test")
    .map((file) => ({ file, lines: read(file).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > 250);
  expect(long).toEqual([]);
});

test("no function is longer than 40 lines, nine of ten are at most 20", () => {
  const functions = nodes.filter(isFunctionWithBody).filter((node) => !isTableList(node));
  const sizes = functions.map((node) => ({ at: place(node), lines: ownLines(node) }));
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sizes.filter(({ lines }) => lines > 40)).toEqual([]);
  expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(20);
});

test("nothing is of type any", () => {
  const found = nodes.filter((node) => node.kind === ts.SyntaxKind.AnyKeyword).map(place);
  expect(found).toEqual([]);
});

test("values are cast in three files only", () => {
  const found = nodes
    .filter((node) => ts.isAsExpression(node) || ts.isTypeAssertionExpression(node))
    .filter((node) => !ts.isConstTypeReference(node.type))
    .filter((node) => !mayCast.includes(node.getSourceFile().fileName));
  expect(found.map(place)).toEqual([]);
});

test("every expected failure has a code and a hint", () => {
  const found = nodes
    .filter(ts.isThrowStatement)
    .filter(({ expression }) => ts.isNewExpression(expression))
    .filter(({ expression }) => expression.getText().startsWith("new Error("))
    .filter((node) => !node.getSourceFile().fileName.startsWith("adapters/local/page/"));
  expect(found.map(place)).toEqual([]);
});

test("comments are between 5 and 20 lines of a hundred", ({ annotate }) => {
  const counts = trees
    .filter((tree) => tree.fileName.startsWith("src/"))
    .map((tree) => ({ lines: filledLines(tree), comments: commentLines(tree) }));
  const lines = counts.reduce((sum, count) => sum + count.lines, 0);
  const comments = counts.reduce((sum, count) => sum + count.comments, 0);
  const percent = Math.round((1000 * comments) / lines) / 10;
  annotate(`${comments} of ${lines} lines in src are comments: ${percent} %`);
  expect(percent).toBeGreaterThanOrEqual(5);
  expect(percent).toBeLessThanOrEqual(20);
});

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}

/** A table's columns are a list, however long. */
function isTableList(node: ts.Node): boolean {
  return node.getSourceFile().fileName.endsWith("-tables.ts");
}

/** Lines of a function, without the lines of functions inside it. */
function ownLines(node: ts.FunctionLikeDeclaration): number {
  let nested = 0;
  const visit = (child: ts.Node): void => {
    if (isFunctionWithBody(child)) nested += Math.max(0, lineCount(child) - 1);
    else ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return lineCount(node) - nested;
}

function filledLines(tree: ts.SourceFile): number {
  return tree.text.split("\n").filter((line) => line.trim() !== "").length;
}

function commentLines(tree: ts.SourceFile): number {
  const lines = new Set<number>();
  for (const node of [tree, ...walk(tree)]) {
    const ranges = ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? [];
    const behind = ts.getTrailingCommentRanges(tree.text, node.getEnd()) ?? [];
    for (const { pos, end } of [...ranges, ...behind]) {
      for (let line = lineOf(tree, pos); line <= lineOf(tree, end); line++) lines.add(line);
    }
  }
  return lines.size;
}
