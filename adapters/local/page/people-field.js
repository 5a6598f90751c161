import { debounce, el } from "./dom.js";
import { icon } from "./icons.js";
import { createListbox } from "./listbox.js";
import { words } from "./words.js";

const WAIT_MS = 200;

/** Colleagues found while typing, kept as chips with a remove button, at most `field.most`. */
export function peopleField(field, { ids, search }) {
  let chosen = [...(field.values ?? [])];
  let asked = 0;
  const chips = el("ul", { class: "chips", "aria-label": words.form.chosen });
  const status = el("p", { class: "field-count", role: "status" });
  const input = el("input", {
    id: ids.input,
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-required": field.required,
    placeholder: words.form.search,
    autocomplete: "off",
    spellcheck: "false",
  });
  const box = createListbox({ input, label: words.form.searchLabel, onChoose: add });

  function draw() {
    chips.replaceChildren(...chosen.map((person) => chip(person, remove)));
    chips.hidden = chosen.length === 0;
    input.disabled = chosen.length >= field.most;
  }

  function add(person) {
    chosen = [...chosen, person];
    input.value = "";
    asked += 1;
    box.hide();
    draw();
    const full = chosen.length >= field.most && field.most > 1;
    status.textContent = full ? words.form.full(field.most) : words.form.added(person.label);
    if (input.disabled) chips.querySelector("li:last-child button").focus();
  }

  function remove(person) {
    chosen = chosen.filter(({ value }) => value !== person.value);
    draw();
    status.textContent = words.form.removed(person.label);
    input.focus();
  }

  async function find() {
    const query = input.value.trim();
    asked += 1;
    const mine = asked;
    if (query === "") return box.hide();
    const found = await search(field.name, query).catch((refusal) => {
      status.textContent = refusal.message;
    });
    if (found === undefined || mine !== asked) return;
    const fresh = found.filter(({ value }) => !chosen.some((person) => person.value === value));
    box.show(fresh);
    status.textContent = fresh.length > 0 ? words.composer.count(fresh.length) : words.form.nobody;
  }

  input.addEventListener("input", box.rest);
  input.addEventListener("input", debounce(find, WAIT_MS));
  input.addEventListener("keydown", (event) => {
    if (box.key(event)) return;
    if (event.key === "Backspace" && input.value === "" && chosen.length > 0) remove(chosen.at(-1));
    if (event.key === "Enter") event.preventDefault();
  });
  input.addEventListener("blur", () => {
    box.hide();
    status.textContent = "";
  });
  draw();
  return {
    node: el("div", { class: "people-field" }, chips, input, box.list, status),
    target: input,
    missing: words.form.missingPerson,
    read: () => chosen.map(({ value }) => value),
    focus: () => input.focus(),
  };
}

function chip(person, remove) {
  const button = el(
    "button",
    {
      type: "button",
      "aria-label": words.form.remove(person.label),
      title: person.hint,
      on: { click: () => remove(person) },
    },
    icon("close"),
  );
  return el("li", { class: "chip" }, el("span", { text: person.label }), button);
}
