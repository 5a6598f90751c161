import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toKnownNames } from "#domain/known-names.ts";
import { languages } from "#domain/language.ts";
import { lintIdea, lintPhrase } from "#domain/lint-words.ts";
import { phrasesOf, reword } from "#domain/phrases.ts";
import { countSyllables, readingGrade } from "#domain/reading-grade.ts";
import { checkPhrase } from "#messages/own-phrase.ts";
import { allowedIn, rewordWords } from "#messages/reword-words.ts";
import { wordsIn } from "#test/words.ts";

const faults = (text: string, language: "en" | "es" = "en") =>
  lintPhrase("reminder", text, { language }).map(({ level, fault }) => `${level} ${fault}`);
const idea = {
  title: "Count to five",
  body: "Most of us move on at once. A longer pause brings in more students.",
  tryThis: "Ask one question. Count to five.",
  praiseHook: "Who gives students time? Post it.",
};
const found = (more: Partial<typeof idea>) =>
  lintIdea({ ...idea, ...more }, { language: "en" }).map(({ field, fault }) => `${field} ${fault}`);

describe("the linter", () => {
  test.each(languages)("lets every idea of the library pass (%s)", (language) => {
    const { nudges } = wordsIn[language].library;
    expect(nudges).toHaveLength(50);
    const wrong = nudges.flatMap((nudge) =>
      lintIdea(nudge, { language })
        .filter(({ level }) => level === "error")
        .map((one) => ({ id: nudge.id, ...one })),
    );
    expect(wrong).toEqual([]);
  });

  test.each(languages)(
    "lets every text of the product pass, as a district would write it (%s)",
    (language) => {
      const desk = { shipped: wordsIn, known: toKnownNames([]), own: {} };
      const wrong = phrasesOf(wordsIn[language].library)
        .filter(({ key }) => allowedIn(wordsIn, key) !== undefined)
        .flatMap(({ key, text }) => {
          const { fault, missing, findings } = checkPhrase({ key, text, language }, desk);
          const errors = findings.filter(({ level }) => level === "error");
          return fault || missing.length > 0 || errors.length > 0
            ? [{ key, fault, missing, errors }]
            : [];
        });
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    ["Mrs. Bui at Amberley is the best teacher we have.", "error name"],
    ["Low schools must catch up. It is your job.", "error pressure"],
    ["Ask Jayden Smith who helped with it.", "warning name"],
  ])("stops a name with a title, comparing and blame, as the docs say: %s", (text, fault) => {
    expect(faults(text)).toContain(fault);
  });

  test("stops a first and a last name in an idea", () => {
    const named = { ...idea, praiseHook: "Thank Jayden Smith. Post it." };
    expect(lintIdea(named, { language: "en" })).toContainEqual(
      expect.objectContaining({ level: "error", fault: "name" }),
    );
  });

  test("names what is wrong with an idea, and where", () => {
    expect(found({})).toEqual([]);
    expect(found({ title: "One two three four five six seven eight nine" })).toEqual([
      "title words",
    ]);
    expect(found({ body: "Just one sentence." })).toEqual(["body sentences"]);
    expect(found({ tryThis: "1. Ask. 2. Count." })).toEqual(["tryThis several"]);
    expect(found({ tryThis: "Ask once. Also, count to five." })).toEqual(["tryThis several"]);
    expect(found({ tryThis: "Leverage one question — today!" })).toEqual([
      "tryThis exclamation",
      "tryThis dash",
      "tryThis jargon",
    ]);
    expect(found({ praiseHook: "" })).toEqual(["praiseHook empty"]);
    expect(found({ body: "My student Jayden reads well. Ask him why." })).toContain("body name");
    const hard =
      "Organizational implementation necessitates considerable interdisciplinary collaboration. Participating educators systematically operate methodological innovations.";
    expect(found({ body: hard })).toEqual(["body grade"]);
  });

  test("stops pressure, and only warns where a lead may know better", () => {
    expect(faults("This is your last chance to reply.")).toEqual(["error pressure"]);
    expect(faults("Esta es su última oportunidad.", "es")).toEqual(["error pressure"]);
    expect(faults("Use the scaffolds you have.")).toEqual(["warning jargon"]);
    expect(faults("Please reply!")).toEqual(["error exclamation"]);
    expect(lintPhrase("button", "x".repeat(76), { language: "en" })[0]?.fault).toBe("letters");
    expect(faults("The rankle of a streaky window is no office talk.")).toEqual(["error pressure"]);
  });

  test("counts syllables and grades as people do, in both languages", () => {
    const counts = { make: 1, table: 2, wanted: 2, used: 1, classes: 2, idea: 2, students: 2 };
    for (const [word, count] of Object.entries(counts))
      expect(countSyllables(word, "en"), word).toBe(count);
    const spanish = { escuela: 3, estudiantes: 4, día: 2, cuántos: 2, muy: 1, ayer: 2, guion: 2 };
    for (const [word, count] of Object.entries(spanish))
      expect(countSyllables(word, "es"), word).toBe(count);
    expect(readingGrade("The cat sat on the mat. It was a good day.", "en")).toBeLessThan(1);
    expect(readingGrade("", "es")).toBe(0);
  });
});

describe("own words over the product's", () => {
  test("a rewording touches that text alone, whatever is typed", () => {
    const { library } = wordsIn.en;
    const before = phrasesOf(library);
    const keys = before.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.string({ minLength: 1 }), (key, text) => {
        const changed = phrasesOf(reword(library, new Map([[key, text]])));
        const differing = changed.filter((one, at) => one.text !== before[at]?.text);
        return differing.every((one) => one.key === key && one.text === text);
      }),
      { numRuns: 20 },
    );
  });

  test("whatever a district keeps, there is something to say", () => {
    const sign = fc.constantFrom(
      "{",
      "}",
      "[[",
      "]]",
      "'",
      "#",
      "{school}",
      "{n, plural, other {x}}",
      "{day, date}",
      "a",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 8 }), (signs) => {
        const text = signs.join("");
        const own = { texts: [{ language: "en", key: "thank_you_no", text } as const], nudges: [] };
        const { wordsIn: spoken, broken } = rewordWords(wordsIn, own);
        const said = spoken.en.say("thank_you_no", { school: "Oak" });
        const shipped = wordsIn.en.say("thank_you_no", { school: "Oak" });
        return broken.length === 0 || said === shipped;
      }),
      { numRuns: 60 },
    );
  });
});
