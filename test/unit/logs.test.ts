import { expect, test } from "vitest";
import { errorFacts } from "#host/log.ts";

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
