import ts from "typescript";
import { read } from "./files.ts";

const trees = new Map<string, ts.SourceFile>();

/** The syntax tree of one file, without types; read once, for several rules look at each. */
export function parse(file: string): ts.SourceFile {
  const known = trees.get(file);
  if (known) return known;
  const tree = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  trees.set(file, tree);
  return tree;
}

/** Every node below this one, parents first; brackets and commas are none. */
export function walk(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (child: ts.Node): void => {
    found.push(child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return found;
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
