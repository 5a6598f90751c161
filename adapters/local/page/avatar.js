import { el } from "./dom.js";

const SHADES = 6;
/** Keeps the sum small; any prime does. */
const PRIME = 9973;
const SPACES = /\s+/u;

/** A person's initials on one of a few calm colors; without a person, the bot's picture. */
export function avatar(person) {
  if (person === undefined) {
    return el("img", {
      class: "avatar",
      src: "/playground/assets/groundswell.svg",
      alt: "",
      width: "36",
      height: "36",
    });
  }
  const sum = [...person.id].reduce((all, char) => (all * 131 + char.codePointAt(0)) % PRIME, 7);
  return el("span", {
    class: `avatar avatar-person shade-${sum % SHADES}`,
    "aria-hidden": "true",
    text: initials(person.name),
  });
}

function initials(name) {
  const parts = name.trim().split(SPACES);
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => [...part][0] ?? "").join("");
}
