import { expect, test } from "vitest";
import { type SiteId, toId } from "#domain/ids.ts";
import type { Evidence } from "#domain/training.ts";
import { evidenceFor } from "#domain/training-rules.ts";
import { evidenceWords } from "#messages/evidence-words.ts";
import { draftChange } from "#messages/training-cards.ts";
import { words } from "#test/words.ts";

const said = (site: string, pitfall: string) => ({ site: toId<SiteId>(site), pitfall });
const rule = { named: { pitfalls: ["new_staff", "plate_full"], schools: 2 } };

test("schools that named one of some reasons are told together, and never as one or two", () => {
  const of = (...named: readonly ReturnType<typeof said>[]) =>
    evidenceFor(rule, { named, visits: [], looks: [] });
  const two = [said("a", "new_staff"), said("b", "new_staff"), said("b", "plate_full")];
  expect(of(...two)).toEqual([{ kind: "named", pitfalls: ["new_staff", "plate_full"], sites: 2 }]);
  const wordsOf = (evidence: readonly Evidence[]) =>
    evidence.map((each) => evidenceWords(words, each)).join();
  expect(wordsOf(of(...two))).toMatch(/ or .*\(fewer than three schools\)$/);
  expect(wordsOf(of(...two, said("c", "plate_full")))).toMatch(/ or .*\(3 schools\)$/);
});

test("what everybody is told was heard has no count of fewer than three schools or rooms", () => {
  const [session] = words.library.sessions;
  if (!session) throw new RangeError("no session");
  const { heard } = draftChange(words, {
    session,
    evidence: [
      { kind: "named", pitfalls: ["new_staff"], sites: 2 },
      { kind: "noticed", lookFor: "L01", rooms: 2, of: 20, sites: 3 },
    ],
  });
  expect(heard).not.toMatch(/\d|three/);
  expect(heard).toContain("seldom seen so far");
});
