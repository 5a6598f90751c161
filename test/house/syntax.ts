import ts from "typescript";
import { read } from "./files.ts";

/** The syntax tree of one file, without types. */
export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

/** Every node below this one, parents first. */
export function* walk(node: ts.Node): Generator<ts.Node> {
  for (const child of node.getChildren()) {
    yield child;
    yield* walk(child);
  }
}

export function place(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${lineOf(file, node.getStart())}`;
}

export function lineOf(file: ts.SourceFile, at: number): number {
  return file.getLineAndCharacterOfPosition(at).line + 1;
}

export function lineCount(node: ts.Node): number {
  const file = node.getSourceFile();
  return lineOf(file, node.getEnd()) - lineOf(file, node.getStart()) + 1;
}

/** Names the file itself gives: variables, functions, parameters, types and their members. */
export function declaredNames(file: ts.SourceFile): readonly ts.Identifier[] {
  return [...walk(file)].filter(ts.isIdentifier).filter((name) => {
    const { parent } = name;
    const names =
      ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isPropertyAssignment(parent);
    return names && parent.name === name;
  });
}

const capital = /(?<=[a-z0-9])(?=[A-Z])|[_\-.]/;

/** "pauseForUser" is pause, for, user. */
export function wordsOf(name: string): readonly string[] {
  return name.split(capital).map((word) => word.toLowerCase());
}
