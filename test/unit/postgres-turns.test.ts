import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTurns } from "#store/postgres-turns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Turns of one connection, and what took them. */
function startTurns() {
  const done: string[] = [];
  let isUrgent = false;
  const turns = createTurns(1, () => isUrgent);
  const work = (name: string, ms = 0, urgent = false): Promise<void> => {
    isUrgent = urgent;
    return turns.take(async () => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      done.push(name);
    });
  };
  return { turns, work, done };
}

test("whoever waits for a connection of a busy database is not told that it is away", async () => {
  const { work, done } = startTurns();
  void work("long", 60_000);
  void work("patient");
  await vi.advanceTimersByTimeAsync(60_001);
  expect(done).toEqual(["long", "patient"]);
});

test("what people wait for comes before what is due by itself", async () => {
  const { work, done } = startTurns();
  void work("first", 10);
  void work("by itself", 10);
  void work("a person's", 10, true);
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toEqual(["first", "a person's", "by itself"]);
});

test("while no connection can be made, whoever waits is told so in time, and the next has their turn", async () => {
  const { turns, work, done } = startTurns();
  void work("long", 5000);
  const told = expect(work("waiting")).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  turns.note(true);
  await vi.advanceTimersByTimeAsync(2001);
  await told;
  turns.note(false);
  void work("later");
  await vi.advanceTimersByTimeAsync(3000);
  expect(done).toEqual(["long", "later"]);
});

test("work that fails gives its turn on", async () => {
  const { turns, work, done } = startTurns();
  const failed = expect(turns.take(() => Promise.reject(new RangeError("no")))).rejects.toThrow(
    "no",
  );
  void work("next");
  await failed;
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(["next"]);
});
