import { findPeople } from "./api.js";
import { debounce, el, newId } from "./dom.js";
import { icon } from "./icons.js";
import { createListbox } from "./listbox.js";
import { commandsOf, personHint } from "./phrases.js";
import { words } from "./words.js";

const WAIT_MS = 200;
const MOST_NAMES = 6;
const MENTION = /@(?<name>[^@\n]{2,30})$/u;
const SPACES = /\s+/u;
/** A name with more parts than this is a sentence already. */
const MOST_PARTS = 3;

/** The message box. `who()` is the person who writes; `onSend(text)` gets what was written. */
export function createComposer({ form, who, onSend }) {
  const text = el("textarea", {
    id: "composer-text",
    rows: "1",
    "aria-label": words.composer.label,
    "aria-describedby": "composer-keys",
    maxlength: "2000",
  });
  const send = el(
    "button",
    { type: "submit", class: "button button-primary send", "aria-label": words.composer.send },
    icon("send"),
  );
  const status = el("p", { class: "unseen", role: "status", id: newId("status") });
  const box = createListbox({ input: text, label: words.composer.suggestions, onChoose: choose });
  const keys = el("p", { class: "composer-keys", id: "composer-keys", text: words.composer.keys });
  form.append(box.list, el("div", { class: "composer-row" }, text, send), keys, status);
  let named = "";

  function write(value) {
    text.value = value;
    box.hide();
    text.focus();
    text.setSelectionRange(value.length, value.length);
  }

  function choose({ label, mention }) {
    if (mention === undefined) return write(`${label} `);
    named = label;
    write(`${text.value.slice(0, mention)}@${label} `);
  }

  function offer(options) {
    box.show(options);
    status.textContent = options.length > 0 ? words.composer.count(options.length) : "";
  }

  const offerNames = debounce(async () => {
    const name = mentionIn(text.value, named);
    if (name === undefined) return;
    const people = await findColleagues(name, who()).catch(() => []);
    if (mentionIn(text.value, named) === name)
      offer(people.map((person) => toChoice(person, text.value)));
  }, WAIT_MS);

  text.addEventListener("input", () => {
    offer(commandsFor(text.value, who()));
    offerNames();
  });
  text.addEventListener("keydown", (event) => {
    if (box.key(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  text.addEventListener("blur", () => box.hide());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (written === "") return;
    write("");
    onSend(written);
  });
  return {
    fill: write,
    focus: () => text.focus(),
    hint: (placeholder) => text.setAttribute("placeholder", placeholder),
  };
}

/** Commands that begin with what was typed; none once one is complete. */
function commandsFor(typed, person) {
  if (!typed.startsWith("/")) return [];
  const start = typed.toLowerCase();
  const open = commandsOf(person);
  if (open.some(({ text }) => text.toLowerCase() === start.trimEnd())) return [];
  return open
    .filter(({ text }) => text.toLowerCase().startsWith(start))
    .map(({ text, hint }) => ({ label: text, hint }));
}

/** My own school's people first. */
async function findColleagues(q, { id, site }) {
  const lists = await Promise.all([
    findPeople({ q, site: site.id, limit: MOST_NAMES }),
    findPeople({ q, limit: MOST_NAMES }),
  ]);
  const found = new Map(lists.flat().map((person) => [person.id, person]));
  found.delete(id);
  return [...found.values()].slice(0, MOST_NAMES);
}

/** The name being typed after an @; undefined once it was chosen or became a sentence. */
function mentionIn(typed, named) {
  const name = MENTION.exec(typed)?.groups.name;
  if (name === undefined || (named !== "" && name.startsWith(named))) return undefined;
  return name.trim().split(SPACES).length > MOST_PARTS ? undefined : name.trim();
}

function toChoice(person, typed) {
  return {
    label: person.name,
    hint: personHint(person),
    mention: typed.lastIndexOf("@"),
  };
}
