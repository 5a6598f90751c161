import fc from "fast-check";
import { clean } from "#domain/plain-text.ts";

import type { Card, Field, Form, FormField, Option } from "#ports/card.ts";

const nasty = fc.constantFrom(
  ...["<!channel>", "<!here|all>", "<!subteam^S1>", "<@U123>", "<#C123|x>", "<http://evil|bank>"],
  ...["https://evil.example/?a=1&b=<2>", "<!date^1^{date}|x>", "&", "&amp;", "&lt;!here&gt;", "<"],
  ...[">", "|", "\n", "\r\n", "\u2028", "\0", "\u0007", "\t", " ", "\uD800", "\uDC00", "\uDBFF"],
  ...[
    "\u202E",
    "\u2066",
    "\u200F",
    "\u200B",
    "\u{E000}U123\u{E001}",
    "😀",
    "👩‍👩‍👧",
    "e\u0301\u0301",
  ],
  ...[
    "`",
    "```",
    "*",
    "_",
    "~",
    '"',
    "\\",
    ":tada:",
    "{",
    "漢",
    "ش",
    "a",
    "__proto__",
    "x ".repeat(40),
  ],
);
const word = fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join(""));
const huge = fc
  .tuple(nasty, fc.integer({ min: 100, max: 5000 }))
  .map(([sign, count]) => sign.repeat(count).slice(0, 20_000));
/** Words that try to mention, to link, to break out, or that are broken themselves. */
export const text = fc.oneof(
  { arbitrary: word, weight: 14 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 100 }), weight: 4 },
  { arbitrary: huge, weight: 1 },
);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
export const list = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });

const field: fc.Arbitrary<Field> = fc.record({
  label: text,
  value: text,
  at: maybe(fc.constantFrom("2025-09-24T21:00:00Z", "no date", "")),
});
const button = fc.record({
  label: text,
  spoken: maybe(text),
  action: fc.oneof(fc.constantFrom("answer", "log-call", "x#1"), text),
  value: fc.oneof(text.map(clean), fc.constantFrom("w1|s1|yes", "")),
  style: fc.constantFrom("primary", "plain", undefined),
});
const link = fc.record({
  label: text,
  url: fc.oneof(
    text,
    text.map((end) => `https://example.org/${end}`),
    fc.constantFrom("javascript:alert(1)", "//evil.example", "https://u:p@evil.example/", "/own"),
  ),
});
export const card: fc.Arbitrary<Card> = fc.record({
  title: maybe(text),
  text,
  fields: maybe(list(field, 12)),
  table: maybe(fc.record({ columns: list(text, 4), rows: list(list(text, 5), 30) })),
  image: maybe(
    fc.record({
      url: fc.oneof(
        text,
        text.map((end) => `https://example.org/${end}`),
      ),
      alt: text,
    }),
  ),
  buttons: maybe(list(button, 30)),
  links: maybe(list(link, 6)),
  context: maybe(text),
  fallback: text,
});
export const option: fc.Arbitrary<Option> = fc.record({
  value: fc.oneof(fc.constantFrom("a", "b", "c"), text),
  label: text,
  hint: maybe(text),
});
const base = {
  name: fc.oneof(fc.constantFrom("who", "saw"), text),
  label: text,
  help: maybe(text),
};
const common = { ...base, required: fc.boolean() };
const most = fc.integer({ min: 0, max: 5000 });
const value = fc.oneof(fc.constantFrom("a", "b"), text);
const formField: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({
    ...common,
    type: fc.constant("text" as const),
    maxLength: most,
    multiline: fc.boolean(),
    value: maybe(text),
  }),
  fc.record({
    ...common,
    type: fc.constant("choice" as const),
    options: list(option, 20),
    value: maybe(value),
  }),
  fc.record({
    ...common,
    type: fc.constant("choices" as const),
    options: fc.oneof(list(option, 20), list(option, 130)),
    most,
    values: maybe(list(value, 5)),
  }),
  fc.record({
    ...common,
    type: fc.constant("people" as const),
    most,
    values: maybe(list(option, 15)),
  }),
);
export const form: fc.Arbitrary<Form> = fc.record({
  id: text,
  title: text,
  submit: text,
  context: text.map(clean),
  note: maybe(text),
  fields: list(formField, 8),
});
