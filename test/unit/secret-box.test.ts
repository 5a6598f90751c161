import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSecretBox, readKey } from "#host/secret-box.ts";

const newKey = () => readKey(randomBytes(32).toString("base64"));
const text = fc.string({ unit: "binary", maxLength: 400 });
const about = "slack:T0001:token";
const key = newKey();
const box = createSecretBox([key]);

test("a token comes back as it was sealed", () => {
  fc.assert(
    fc.property(text, text, (secret, subject) => {
      const sealed = box.seal(secret, subject);
      expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
      expect(box.open(sealed, subject)).toBe(secret);
    }),
  );
});

test("a token that was changed in any place opens nothing", () => {
  const change = { at: fc.nat(), by: fc.integer({ min: 1, max: 127 }) };
  fc.assert(
    fc.property(text, fc.record(change), (secret, { at, by }) => {
      const sealed = box.seal(secret, about);
      const place = at % sealed.length;
      const changed = String.fromCharCode(sealed.charCodeAt(place) ^ by);
      const forged = sealed.slice(0, place) + changed + sealed.slice(place + 1);
      expect(box.open(forged, about)).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test("a token that was cut short or made longer opens nothing", () => {
  const sealed = box.seal("xoxb-1", about);
  for (let length = 0; length < sealed.length; length++) {
    expect(box.open(sealed.slice(0, length), about)).toBeUndefined();
  }
  for (const more of ["A", "=", ".", " ", "AAAA"]) {
    expect(box.open(sealed + more, about)).toBeUndefined();
  }
});

test("text that nobody sealed opens nothing, and nothing is thrown", () => {
  fc.assert(fc.property(text, (anything) => box.open(anything, about) === undefined));
  fc.assert(
    fc.property(fc.base64String(), (body) => box.open(`v1.${key.id}.${body}`, about) === undefined),
  );
});

test("a workspace's token does not open as another workspace's", () => {
  fc.assert(
    fc.property(text, text, text, (secret, one, other) => {
      fc.pre(one !== other);
      expect(box.open(box.seal(secret, one), other)).toBeUndefined();
    }),
  );
});

test("the same token is sealed differently each time", () => {
  const sealed = new Set(Array.from({ length: 100 }, () => box.seal("xoxb-1", about)));
  expect(sealed.size).toBe(100);
});

test("after a change of keys, what the old key sealed opens and the new key seals", () => {
  const fresh = newKey();
  const both = createSecretBox([fresh, key]);
  const old = box.seal("xoxb-1", about);
  expect(both.open(old, about)).toBe("xoxb-1");
  const renewed = both.seal("xoxb-1", about);
  expect(renewed.startsWith(`v1.${fresh.id}.`)).toBe(true);
  expect(box.open(renewed, about)).toBeUndefined();
  expect(createSecretBox([fresh]).open(old, about)).toBeUndefined();
});

test.each([0, 16, 31, 33, 64])(
  "a key of %i bytes is refused before anything is sealed",
  (bytes) => {
    expect(() => readKey(randomBytes(bytes).toString("base64"))).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  },
);

test("a key's id is short and the same wherever the key is read", () => {
  const written = randomBytes(32).toString("base64");
  expect(readKey(written).id).toBe(readKey(`${written}\n`).id);
  expect(readKey(written).id).toMatch(/^[0-9a-f]{8}$/);
});
