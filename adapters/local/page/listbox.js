import { el, newId } from "./dom.js";

/**
 * Choices under a text box, by mouse and keyboard (ARIA combobox). The focus stays in the box;
 * `key(event)` gives true when it used the key. Options are {value, label, hint}.
 */
export function createListbox({ input, label, onChoose, first = true }) {
  const list = el("ul", {
    class: "choices",
    role: "listbox",
    id: newId("choices"),
    "aria-label": label,
  });
  list.hidden = true;
  let options = [];
  let active = -1;
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");

  function mark(index) {
    active = index;
    [...list.children].forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === index));
    });
    const item = list.children[index];
    if (item === undefined) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function show(next) {
    options = next;
    list.replaceChildren(...next.map((option) => item(option, choose)));
    list.hidden = next.length === 0;
    if (input.getAttribute("role") === "combobox")
      input.setAttribute("aria-expanded", String(!list.hidden));
    mark(next.length > 0 && first ? 0 : -1);
  }

  function choose(option) {
    onChoose(option);
  }

  const moves = {
    ArrowDown: () => mark((active + 1) % options.length),
    ArrowUp: () => mark((active <= 0 ? options.length : active) - 1),
    Enter: () => active >= 0 && choose(options[active]),
    Escape: () => show([]),
  };

  function key(event) {
    const move = list.hidden || event.isComposing ? undefined : moves[event.key];
    if (move === undefined || (event.key === "Enter" && active < 0)) return false;
    event.preventDefault();
    event.stopPropagation();
    move();
    return true;
  }
  /** `rest` chooses nothing until fresh options come: Enter must not take a stale one. */
  return { list, show, key, hide: () => show([]), rest: () => mark(-1) };
}

function item(option, choose) {
  return el(
    "li",
    {
      role: "option",
      id: newId("choice"),
      "aria-selected": "false",
      on: {
        mousedown: (event) => event.preventDefault(),
        click: () => choose(option),
      },
    },
    el("span", { class: "choice-label", text: option.label }),
    option.hint ? el("span", { class: "choice-hint", text: option.hint }) : undefined,
  );
}
