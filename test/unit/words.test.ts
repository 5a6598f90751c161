import fc from "fast-check";
import { expect, test } from "vitest";
import type { Library } from "#domain/content.ts";
import { ProductError } from "#domain/errors.ts";
import { toInstant } from "#domain/local-time.ts";
import { readContent } from "#imports/content-files.ts";
import { slots } from "#messages/slots.ts";
import { createWords } from "#messages/words.ts";

const library = readContent("src/messages/content");
const words = createWords(library);
const zone = "America/New_York";
const LEFT_OVER = /[{}]|\[\[|\]\]|undefined|null| {2}|^ | $/;
const ON_WEDNESDAY = /^on .*August 20.* at 9:05 AM$/;
const NAMES = Object.entries(slots);

const withTexts = (texts: Readonly<Record<string, string>>): Library => ({
  ...library,
  texts: { ...library.texts, ...texts },
});

/** What a start with this content says; "" if it starts. */
function problemsOf(content: Library): string {
  try {
    createWords(content);
    return "";
  } catch (error) {
    if (error instanceof ProductError && error.code === "CONTENT_INVALID") return error.message;
    throw error;
  }
}

test("the content that is shipped is whole", () => {
  expect(problemsOf(library)).toBe("");
});

test("a district that misspells a placeholder is told the text and the placeholder", () => {
  const said = problemsOf(withTexts({ reminder_1: "Hello {principal_frist}, {sender_name}" }));
  expect(said).toBe('The text "reminder_1" uses {principal_frist}, which nothing fills in there.');
});

test("a placeholder that belongs to another text is named too", () => {
  expect(problemsOf(withTexts({ stop_confirm: "Stopped, {sender_name}." }))).toContain(
    '"stop_confirm" uses {sender_name}',
  );
});

test("a text that is missing is named", () => {
  const { stop_confirm: _gone, ...texts } = library.texts;
  expect(problemsOf({ ...library, texts })).toBe('The text "stop_confirm" is missing.');
});

test.each(["Stopped {", "Stopped }.", "Stopped {{x}}", "}{"])(
  "a stray brace is named: %s",
  (text) => {
    expect(problemsOf(withTexts({ stop_confirm: text }))).toContain(
      'The text "stop_confirm" has a brace without its partner.',
    );
  },
);

test("every problem is told at once", () => {
  const said = problemsOf(withTexts({ stop_confirm: "{a}", invite: "{b}" }));
  expect(said).toContain("{a}");
  expect(said).toContain("{b}");
});

test("a digest line with an unknown placeholder is named by its section", () => {
  const [first, ...rest] = library.digest.sections;
  if (!first) throw new Error("The digest should have sections.");
  const sections = [{ ...first, template: "{yes_cuont} of {schools_total}" }, ...rest];
  const said = problemsOf({ ...library, digest: { ...library.digest, sections } });
  expect(said).toContain(`section ${first.id}`);
  expect(said).toContain("{yes_cuont}");
});

test("an optional part is there with its value and gone without it", () => {
  const template = "{receiver}[[ at {school}]][[ ({practice})]]: thanks";
  const full = { receiver: "Ana", school: "Oak", practice: "voice" };
  expect(words.fill(template, full)).toBe("Ana at Oak (voice): thanks");
  expect(words.fill(template, { ...full, school: undefined })).toBe("Ana (voice): thanks");
  expect(words.fill(template, { receiver: "Ana" })).toBe("Ana: thanks");
  expect(words.fill("a[[ {x} and {y}]]", { x: "1" })).toBe("a");
});

test("what a person typed is never read as a placeholder or an optional part", () => {
  const typed = "{sender_name} [[ {x} ]] $& $1";
  expect(words.fill('"{text}"', { text: typed, sender_name: "secret" })).toBe(`"${typed}"`);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."{}[]$&1ax") }), (text) => {
      expect(words.fill("<{text}>", { text, x: "no", a: "no" })).toBe(`<${text}>`);
    }),
  );
});

test.each(NAMES)("the text %s is whole with all of its values", (name, allowed) => {
  const values = Object.fromEntries(allowed.map((slot) => [slot, `«${slot}»`]));
  const said = words.fill(library.texts[name] ?? "", values);
  expect(said).not.toMatch(LEFT_OVER);
  expect(said).not.toBe("");
});

test("names are joined as people say them", () => {
  expect(words.list([])).toBe("");
  expect(words.list(["Ana"])).toBe("Ana");
  expect(words.list(["Ana", "Ben"])).toBe("Ana and Ben");
  expect(words.list(["Ana", "Ben", "Cy"])).toBe("Ana, Ben and Cy");
});

test.each([
  ["2025-08-18T09:30", "now"],
  ["2025-08-18T08:00", "now"],
  ["2025-08-18T14:45", "today at 2:45 PM"],
  ["2025-08-19T00:00", "tomorrow at 12:00 AM"],
  ["2025-08-19T12:00", "tomorrow at 12:00 PM"],
])("at half past nine, %s is %s", (local, said) => {
  const now = toInstant("2025-08-18T09:30", zone);
  expect(words.when(toInstant(local, zone), now, zone)).toBe(said);
});

test("a later day is said with its name, and midnight is the school's own", () => {
  const now = toInstant("2025-08-18T23:30", zone);
  expect(words.when(toInstant("2025-08-20T09:05", zone), now, zone)).toMatch(ON_WEDNESDAY);
  const inAnHour = new Date(now.getTime() + 3_600_000);
  expect(words.when(inAnHour, now, zone)).toBe("tomorrow at 12:30 AM");
  expect(words.when(inAnHour, now, "America/Los_Angeles")).toBe("today at 9:30 PM");
});

test("a practice and a value are said in the district's words, an unknown one not at all", () => {
  const [practice] = library.practices;
  const [value] = library.values;
  expect(words.label("practice", practice?.id ?? "")).toBe(practice?.label);
  expect(words.label("value", value?.id ?? "")).toBe(value?.label);
  expect(words.label("practice", "nothing")).toBe("");
});
