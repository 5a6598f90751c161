import { openDialog } from "./dialog.js";
import { el, newId } from "./dom.js";
import { words } from "./words.js";

/** Asks where to begin, before everything said so far is gone; `onYes` gets the scene. */
export function openStartOver(onYes) {
  const { title, text, label, choices, action } = words.scenes;
  const name = newId("scene");
  const form = el(
    "form",
    { class: "dialog-form" },
    el(
      "div",
      { class: "dialog-body" },
      el("p", { text }),
      el(
        "fieldset",
        { class: "form-field" },
        el("legend", { text: label }),
        ...choices.map((scene, index) => sceneChoice(scene, { name, checked: index === 0 })),
      ),
    ),
    el(
      "div",
      { class: "dialog-actions" },
      el("button", {
        type: "button",
        class: "button",
        text: words.cancel,
        autofocus: true,
        on: { click: () => dialog.close() },
      }),
      el("button", { type: "submit", class: "button button-danger", text: action }),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const scene = new FormData(form).get(name);
    dialog.close();
    onYes(scene);
  });
  const dialog = openDialog({ title, className: "dialog-small", content: form });
}

function sceneChoice({ id, label, hint }, { name, checked }) {
  return el(
    "label",
    { class: "tick" },
    el("input", { type: "radio", name, value: id, checked }),
    el("span", {}, label, el("span", { class: "tick-hint", text: hint })),
  );
}
