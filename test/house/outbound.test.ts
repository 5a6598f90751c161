import ts from "typescript";
import { expect, test } from "vitest";
import { codeFiles } from "./files.ts";
import { declaredNames, parse, place, walk } from "./syntax.ts";

/** Who may touch the network beside the guarded fetch, and why. */
const mayConnect: Readonly<Record<string, string>> = {
  "src/edge/exchange.ts": "the guarded fetch's own requests",
  "src/edge/limited-body.ts": "reads what those requests hear",
  "src/edge/addresses.ts": "tells which addresses are public",
  "src/store/postgres-connections.ts": "the database that DATABASE_URL names",
  "src/store/postgres-migrate.ts": "the same as its owner, at DATABASE_DIRECT_URL",
  "src/store/postgres-news.ts": "the same, to hear of news",
  "src/store/postgres-wall.ts": "speaks over a connection that it is given",
  "src/store/copy-reader.ts": "the database that a district leaves, or that move --to names",
  "adapters/slack/socket.ts": "Slack's library opens the socket; socket-address.ts says to whom",
};
/** What can only listen, or only looks at addresses. */
const LISTENING: Readonly<Record<string, readonly string[]>> = {
  "src/web/": ["node:http", "node:net"],
  "src/host/": ["node:net"],
};
const NETWORK = new Set([
  ...["node:http", "node:https", "node:http2", "node:net", "node:tls", "node:dgram"],
  ...["node:dns", "node:dns/promises", "pg", "@slack/socket-mode", "undici", "axios", "node-fetch"],
  ...["cross-fetch", "ws", "got"],
]);
const GLOBALS = new Set(["fetch", "WebSocket", "EventSource", "XMLHttpRequest"]);
/** Of a module that may be used to listen, these still connect. */
const CONNECTING = new Set(["request", "get", "connect", "createConnection", "Socket", "Agent"]);

const files = codeFiles("src", "adapters").filter((file) => !file.includes("/page/"));
const all = files.map(parse);
const trees = all.filter(({ fileName }) => !(fileName in mayConnect));

/** The modules that a file imports for what they do, each with the names it takes from them. */
function importsOf(tree: ts.SourceFile) {
  return walk(tree)
    .filter(ts.isImportDeclaration)
    .flatMap((node) => {
      const { importClause: clause, moduleSpecifier } = node;
      if (
        !ts.isStringLiteral(moduleSpecifier) ||
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      )
        return [];
      const bound = clause?.namedBindings;
      const names = bound && ts.isNamedImports(bound) ? bound.elements : [];
      const taken = names.filter(({ isTypeOnly }) => !isTypeOnly);
      if (names.length > 0 && taken.length === 0) return [];
      const whole = names.length === 0;
      return [{ node, module: moduleSpecifier.text, whole, names: taken.map(nameOf) }];
    });
}

function nameOf({ propertyName, name }: ts.ImportSpecifier): string {
  return (propertyName ?? name).text;
}

function mayListen(file: string, module: string): boolean {
  return Object.entries(LISTENING).some(
    ([folder, modules]) => file.startsWith(folder) && modules.includes(module),
  );
}

/** Where a file could connect to somebody through a module. */
function modulesIn(tree: ts.SourceFile): readonly string[] {
  return importsOf(tree)
    .filter(({ module }) => NETWORK.has(module))
    .filter(({ module, whole, names }) => {
      const listens = mayListen(tree.fileName, module) && !whole;
      return !listens || names.some((name) => CONNECTING.has(name));
    })
    .map(({ node, module }) => `${place(node)} ${module}`);
}

/** Where a file uses what the platform itself can connect with. */
function globalsIn(tree: ts.SourceFile): readonly string[] {
  const own = new Set(declaredNames(tree).map(({ text }) => text));
  return [...walk(tree)]
    .filter(ts.isIdentifier)
    .filter(({ text }) => GLOBALS.has(text))
    .filter((node) => !ts.isTypeQueryNode(node.parent))
    .filter((node) => isCall(node) || (isValue(node) && !own.has(node.text)))
    .map(place);
}

test("no file but the guarded fetch's own opens a connection through a module", () => {
  expect(trees.flatMap(modulesIn)).toEqual([]);
});

test("nobody uses the platform's own fetch or sockets", () => {
  expect(trees.flatMap(globalsIn)).toEqual([]);
});

test.each([
  ["adapters/x/a.ts", 'import { request } from "node:https";'],
  ["adapters/x/a.ts", 'import * as http from "node:http";'],
  ["adapters/x/a.ts", 'import axios from "axios";'],
  ["adapters/x/a.ts", 'import { createServer } from "node:http";'],
  ["src/web/a.ts", 'import { createServer, get } from "node:http";'],
  ["src/web/a.ts", 'import http from "node:http";'],
  ["src/usecases/a.ts", "await fetch(url);"],
  ["src/usecases/a.ts", "await globalThis.fetch(url);"],
  ["src/usecases/a.ts", "const ask = fetch;"],
  ["src/usecases/a.ts", "call({ fetch });"],
  ["src/usecases/a.ts", "const f = (fetch: typeof globalThis.fetch) => fetch(url);"],
  ["src/usecases/a.ts", "new WebSocket(url);"],
])("in %s it would be seen: %s", (file, text) => {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  expect([...modulesIn(tree), ...globalsIn(tree)]).toHaveLength(1);
});

test.each([
  ["src/web/a.ts", 'import { createServer, type Server } from "node:http";'],
  ["adapters/x/a.ts", 'import type { IncomingMessage } from "node:http";'],
  ["adapters/x/a.ts", "const fetch = createFetch(); start({ fetch });"],
  ["adapters/x/a.ts", "function start(parts: { readonly fetch: typeof fetch }) {}"],
])("in %s it is fine: %s", (file, text) => {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  expect([...modulesIn(tree), ...globalsIn(tree)]).toEqual([]);
});

/** Also of something of that name that is passed along: it should say that it is guarded. */
function isCall(node: ts.Identifier): boolean {
  const { parent } = node;
  const calls = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  return calls && parent.expression === node;
}

function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.getText() === "globalThis";
  const isName = "name" in parent && parent.name === node;
  const isMember = ts.isPropertyAssignment(parent) && parent.name === node;
  const isTaken = ts.isBindingElement(parent) && parent.propertyName === node;
  return !(isMember || isTaken || (isName && !ts.isShorthandPropertyAssignment(parent)));
}

/** What a library is built with, and by which option it is given our fetch. */
const given: readonly (readonly [marks: string, needs: string])[] = [
  ["slackApiUrl", "fetch"],
  ["baseUri", "httpClient"],
  ["auth", "system"],
  ["managedIdentityIdParams", "system"],
];

test.each(given)("a library that is given %s is given our %s, too", (marks, needs) => {
  const names = (node: ts.ObjectLiteralExpression) =>
    node.properties.map((each) => each.name?.getText() ?? "");
  const built = all
    .filter(({ fileName, text }) => fileName.startsWith("adapters/") && text.includes(marks))
    .flatMap((tree) => [...walk(tree)])
    .filter(ts.isObjectLiteralExpression)
    .filter((node) => names(node).includes(marks));
  expect(built.length).toBeGreaterThan(0);
  expect(built.filter((node) => !names(node).includes(needs)).map(place)).toEqual([]);
});

test("every file that may connect is there", () => {
  expect(Object.keys(mayConnect).filter((file) => !files.includes(file))).toEqual([]);
});
