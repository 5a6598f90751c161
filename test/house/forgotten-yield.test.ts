import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { codeFiles } from "./files.ts";
import { lineOf, walk } from "./syntax.ts";

/** A file that exists only here: every line with a mark forgets its `yield*`. */
const trapName = path.resolve("src/store/trap.ts").replaceAll("\\", "/");
const trap = `
import { districts } from "./sqlite-tables.ts";
import { type Query, q } from "./db.ts";
import type { Steps } from "#ports/steps.ts";

function* save(): Steps<void> {}

export function* body(query: Query, isOpen: boolean): Steps<void> {
  save(); // forgotten
  void save(); // forgotten
  isOpen && save(); // forgotten
  query.delete(districts); // forgotten
  q(query.select().from(districts)); // forgotten
  [1, 2].forEach(() => save()); // forgotten
  yield* save();
  const rows = yield* q(query.select().from(districts));
  rows.push(...(yield* q(query.select().from(districts))));
  return yield* save();
}
`;

const config = ts.readConfigFile("tsconfig.json", ts.sys.readFile).config;
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.resolve());
const host = ts.createCompilerHost(options);
const program = ts.createProgram(
  [...codeFiles("src").map((f) => path.resolve(f)), trapName],
  options,
  {
    ...host,
    fileExists: (name) => name === trapName || host.fileExists(name),
    readFile: (name) => (name === trapName ? trap : host.readFile(name)),
    getSourceFile: (name, language, ...rest) =>
      name === trapName
        ? ts.createSourceFile(name, trap, language, true)
        : host.getSourceFile(name, language, ...rest),
  },
);
const checker = program.getTypeChecker();

function isUnstarted(node: ts.Expression): boolean {
  if (ts.isYieldExpression(node) || ts.isAwaitExpression(node)) return false;
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    (part) =>
      part.symbol?.name === "Generator" ||
      (part.getProperty("_prepare") ?? part.getProperty("getSQL")) !== undefined,
  );
}

/** Expressions whose value nobody takes. */
function dropped(node: ts.Node): ts.Expression | undefined {
  if (ts.isExpressionStatement(node)) return node.expression;
  if (ts.isVoidExpression(node)) return node.expression;
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
    return isAskedForNothing(node) ? node.body : undefined;
  }
  return undefined;
}

function isAskedForNothing(node: ts.ArrowFunction): boolean {
  const wanted = checker.getContextualType(node)?.getCallSignatures() ?? [];
  return wanted.some((call) => (call.getReturnType().flags & ts.TypeFlags.Void) !== 0);
}

function forgotten(file: ts.SourceFile): readonly string[] {
  return [...walk(file)].flatMap((node) => {
    const value = dropped(node);
    if (!value || !isUnstarted(value)) return [];
    const line = lineOf(file, node.getStart());
    return [`${path.relative("", file.fileName)}:${line} ${node.getText()}`];
  });
}

test("no statement waits for a yield* that nobody wrote", () => {
  const files = program
    .getSourceFiles()
    .filter((file) => file.fileName.includes("/src/") && !file.fileName.includes("/node_modules/"))
    .filter((file) => file.fileName !== trapName);
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap(forgotten)).toEqual([]);
});

test("the rule sees every way to forget it, and nothing else", () => {
  const file = program.getSourceFile(trapName);
  const lines = file
    ? forgotten(file).map((found) => Number(found.split(":")[1]?.split(" ")[0]))
    : [];
  const marked = trap
    .split("\n")
    .flatMap((line, at) => (line.endsWith("forgotten") ? [at + 1] : []));
  expect(marked).toHaveLength(6);
  expect([...new Set(lines)]).toEqual(marked);
});
