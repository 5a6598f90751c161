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
