import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { keepStatements } from "#store/kept-statements.ts";

test("a text that is compiled once reads rows and lists, whichever was asked for before", () => {
  const client = keepStatements(new Database(":memory:"));
  const text = "select ? as one, 2 as two";
  for (let turn = 0; turn < 2; turn++) {
    expect(client.prepare(text).all(turn)).toEqual([{ one: turn, two: 2 }]);
    expect(client.prepare(text).raw().all(turn)).toEqual([[turn, 2]]);
    expect(client.prepare(text).get(turn)).toEqual({ one: turn, two: 2 });
    expect(client.prepare(text).raw().get(turn)).toEqual([turn, 2]);
  }
  client.close();
});

test("a table that changes, and more texts than are kept, change no answer", () => {
  const client = keepStatements(new Database(":memory:"));
  client.exec("create table t (a)");
  client.prepare("insert into t values (?)").run(1);
  expect(client.prepare("select * from t").all()).toEqual([{ a: 1 }]);
  client.exec("alter table t add column b");
  for (let at = 0; at < 1500; at++) client.prepare(`select ${at} as n`).get();
  client.prepare("insert into t values (?, ?)").run(2, 3);
  expect(client.prepare("select * from t").raw().all()).toEqual([
    [1, null],
    [2, 3],
  ]);
  client.close();
});

test("a bound limit is kept to, and each one is compiled once", () => {
  const plain = new Database(":memory:");
  const compiled: string[] = [];
  const prepare = plain.prepare.bind(plain);
  plain.prepare = (text: string) => {
    compiled.push(text);
    return prepare(text);
  };
  const client = keepStatements(plain);
  client.exec("create table t (a); insert into t values (1), (2), (3)");
  const some = client.prepare("select a from t where a > ? order by a limit ?");
  for (let turn = 0; turn < 3; turn++) {
    expect(some.all(1, 1)).toEqual([{ a: 2 }]);
    expect(some.all(0, 2)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(some.raw().all(0, 2)).toEqual([[1], [2]]);
    expect(some.get(2, 5)).toEqual({ a: 3 });
  }
  const end = "select a from t where a > ? order by a limit";
  expect([...compiled].sort()).toEqual([`${end} 1`, `${end} 2`, `${end} 2`, `${end} 5`]);
  client.close();
});

test("a limit that is no whole number is left to the database", () => {
  const client = keepStatements(new Database(":memory:"));
  const some = client.prepare("select 1 as a limit ?");
  expect(() => some.all(1.5)).toThrow("datatype mismatch");
  expect(() => some.all("1; drop table t")).toThrow("datatype mismatch");
  client.close();
});
