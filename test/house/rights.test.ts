import ts from "typescript";
import { expect, test } from "vitest";
import { rights } from "#domain/rights.ts";
import { codeFiles } from "./files.ts";
import { parse, walk } from "./syntax.ts";

const trees = codeFiles("src/usecases").map(parse);
const functions = trees.flatMap((tree) => walk(tree).filter(ts.isFunctionDeclaration));

/** Use cases that a person reaches: exported, and told who acts. */
const reached = functions.filter(
  (node) =>
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) &&
    node.modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) &&
    node.parameters.some(({ type }) => ["Act", "Actor"].includes(type?.getText() ?? "")),
);
const names = reached.map(({ name }) => name?.text ?? "");

/** The rights that some use case asks for, by name. */
const asked = new Set(
  trees.flatMap((tree) =>
    walk(tree)
      .filter(ts.isStringLiteral)
      .flatMap(({ text, parent }) => {
        const isCall =
          ts.isCallExpression(parent) && /^require\w+$/.test(parent.expression.getText());
        const isNamed = ts.isPropertyAssignment(parent) && parent.name.getText() === "right";
        return isCall || isNamed ? [text] : [];
      }),
  ),
);

test("every use case that a person reaches has a row in the table of rights, and every row a use case", () => {
  expect(names.length).toBeGreaterThan(25);
  expect([...names].sort()).toEqual(Object.keys(rights).sort());
});

test.each(names)("%s asks for its own right", (name) => {
  expect([...asked]).toContain(name);
});
