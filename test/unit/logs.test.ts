import { expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { createLog, describeFailure, describeFault, errorFacts } from "#host/log.ts";
import { createTrace } from "#host/trace.ts";

const words = "Thank you Ana for the exit slips";

/** As the database library builds it: the statement, its values, and the driver's error under it. */
function failedQuery(cause: Error): Error {
  const message = `Failed query: insert into "shout_outs" values ($1)\nparams: ${words},17`;
  return Object.assign(new Error(message, { cause }), {
    name: "DrizzleQueryError",
    query: "insert",
  });
}

test("a failed statement is logged without the words that were to be kept", () => {
  const driver = Object.assign(new Error("connection lost"), {
    code: "08006",
    detail: `Failing row contains (${words}).`,
  });
  const facts = errorFacts(failedQuery(driver));
  expect(JSON.stringify(facts)).not.toContain("Ana");
  expect(facts).toMatchObject({
    name: "DrizzleQueryError",
    message: 'Failed query: insert into "shout_outs" values ($1)',
    cause: { code: "08006", message: "connection lost" },
  });
  expect(facts.stack).toContain("logs.test.ts");
});

test("words further down the chain of causes are left out too", () => {
  const quoted = `invalid input syntax for type json: "${words}"`;
  const refused = Object.assign(new Error(quoted), { code: "22P02" });
  const facts = errorFacts(new Error("round failed", { cause: failedQuery(refused) }));
  expect(JSON.stringify(facts)).not.toContain("Ana");
  expect(facts.cause?.cause?.message).toBe("invalid input syntax for type json");
});

test("what is thrown and is no error is logged as its type alone", () => {
  expect(errorFacts(words)).toEqual({ name: "string" });
});

/** What a part that breaks may throw, all of it with somebody's words inside. */
const broken: Readonly<Record<string, () => unknown>> = {
  "a text that is no JSON": () => JSON.parse(`${words} is no JSON`),
  "an address that cannot be read": async () => await fetch(`no address: ${words}`),
  "a zone that does not exist": () => new Intl.DateTimeFormat("en", { timeZone: words }),
  "a missing part": () => Reflect.get(Object(undefined), words).length,
  "an error of an adapter": () => fail(new Error(`could not send ${words}`)),
  "several at once": () => fail(new AggregateError([new Error(words)], words)),
  "lines that look like places in the program": () => fail(new Error(`a\n    at ${words} (x:1:1)`)),
  "a name and a code": () => fail(Object.assign(new Error(words), { name: words, code: words })),
  "what hangs on it": () => fail(Object.assign(new TypeError("bad"), { body: words, words })),
  "a failure of ours": () => fail(new ProductError("PERSON_NOT_FOUND", `There is no "${words}".`)),
  "no error at all": () => fail(words),
};

function fail(thrown: unknown): never {
  throw thrown;
}

test.each(Object.entries(broken))("%s leaves no word in the log or a crash", async (_what, act) => {
  const lines: string[] = [];
  const log = createLog({ level: "debug", write: (line) => void lines.push(line) });
  let caught: unknown;
  await Promise.resolve()
    .then(act)
    .catch((cause: unknown) => {
      caught = cause;
      log.error("broken", { cause, again: cause instanceof Error ? cause : undefined });
    });
  expect(caught).toBeDefined();
  expect(lines).toHaveLength(1);
  const told = `${lines.join("")}${describeFault(caught)}`;
  for (const word of ["Ana", "exit slips"]) expect(told).not.toContain(word);
  if (caught instanceof Error) expect(told).toContain("logs.test.ts");
});

test("an error that is known keeps what helps to mend it", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), {
    code: "ECONNREFUSED",
  });
  expect(errorFacts(refused)).toMatchObject({
    code: "ECONNREFUSED",
    message: "connect ECONNREFUSED 127.0.0.1:5432",
  });
  const missing = new TypeError("Cannot read properties of undefined (reading 'name')");
  expect(errorFacts(missing).message).toBe("Cannot read properties of undefined (reading ...)");
});

test("whoever starts the program reads what it says of itself, in full", () => {
  const taken = new ProductError("PORT_TAKEN", 'Port "3000" is in use.');
  expect(describeFailure(taken)).toBe(`Port "3000" is in use. ${taken.hint}`);
  expect(describeFailure(new Error("the password must be a text"))).toContain(
    "Error: the password must be a text\n",
  );
});

test("each line names the request that it belongs to, unless it names another", async () => {
  const trace = createTrace();
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line));
  const log = createLog({ level: "info", trace, write });
  await trace.run("one", async () => {
    await Promise.resolve();
    log.info("inside");
    log.info("of another", { request: "two" });
    trace.run(undefined, () => log.info("by itself"));
  });
  log.info("outside");
  expect(lines.map(({ msg, request }) => [msg, request])).toEqual([
    ["inside", "one"],
    ["of another", "two"],
    ["by itself", undefined],
    ["outside", undefined],
  ]);
});
