import ts from "typescript";
import { expect, test } from "vitest";
import { codeFiles } from "./files.ts";
import { parse, place, walk } from "./syntax.ts";

const sentence = /[A-Za-z']{2,}[,.!?]? [a-z']+[,.!?]? [A-Za-z']+/;
const forEngineers = /^(new ProductError|log[.]|\w+[.]log[.])/;

/** Sentences in code that do not end in an error or in the log. */
function sentences(tree: ts.SourceFile): readonly ts.Node[] {
  return [...walk(tree)]
    .filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
    .filter((node) => sentence.test(node.getText()))
    .filter((node) => !isForEngineers(node));
}

function isForEngineers(node: ts.Node): boolean {
  const called = ts.isNewExpression(node) || ts.isCallExpression(node);
  // By custom, an error's reason that does not fit on its line is named "what".
  if (ts.isVariableDeclaration(node) && node.name.getText() === "what") return true;
  if (called && forEngineers.test(node.getText())) return true;
  return node.parent !== undefined && isForEngineers(node.parent);
}

test("every sentence a person reads can be reworded in src/messages/content", () => {
  const found = codeFiles("src/usecases", "src/conversation")
    .flatMap((file) => sentences(parse(file)))
    .map((node) => `${place(node)} ${node.getText()}`);
  expect(found).toEqual([]);
});

test("the rule sees a sentence, and lets an error's reason pass", () => {
  const text =
    'note("Your school is in."); new ProductError("NOT_ALLOWED", "Only a lead may open.");';
  const tree = ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true);
  expect(sentences(tree).map((node) => node.getText())).toEqual(['"Your school is in."']);
});
