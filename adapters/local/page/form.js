import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { buildField } from "./fields.js";
import { words } from "./words.js";

/**
 * A form as a modal dialog. `submit(values)` gives the reply: errors stay in the dialog with what
 * was typed, anything else closes it and goes to `onReply`.
 */
export function openForm(form, { submit, search, onReply }) {
  const fields = new Map(
    form.fields.map((field) => [field.name, { field, ...buildField(field, search) }]),
  );
  const alert = el("p", { class: "form-alert", role: "alert" });
  const send = el("button", { type: "submit", class: "button button-primary", text: form.submit });
  const node = el("form", { class: "dialog-form", novalidate: true });

  function showErrors(errors) {
    const unknown = Object.entries(errors).filter(([name]) => !fields.has(name));
    for (const [name, made] of fields) made.showError(errors[name]);
    const first = [...fields].find(([name]) => errors[name] !== undefined);
    alert.textContent = unknown.map(([, text]) => text).join(" ") || words.form.check;
    first?.[1].focus();
  }

  async function run() {
    const values = Object.fromEntries([...fields].map(([name, made]) => [name, made.read()]));
    const missing = missingOf(fields, values);
    if (Object.keys(missing).length > 0) return showErrors(missing);
    const reply = await submit(values);
    if (reply.kind === "errors") return showErrors(reply.errors);
    dialog.close();
    await onReply(reply);
  }

  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.getAttribute("aria-disabled") === "true") return;
    send.setAttribute("aria-disabled", "true");
    alert.textContent = "";
    await run().catch((refusal) => {
      alert.textContent = [refusal.message, refusal.hint].filter(Boolean).join(" ");
    });
    send.removeAttribute("aria-disabled");
  });
  node.append(...dialogParts({ form, fields, alert, send, cancel: () => dialog.close() }));
  const dialog = openDialog({ title: form.title, className: "dialog-wide", content: node });
  [...fields.values()][0]?.focus();
  return dialog;
}

function missingOf(fields, values) {
  const missing = {};
  for (const [name, made] of fields) {
    const value = values[name];
    const empty = Array.isArray(value) ? value.length === 0 : value.trim() === "";
    if (made.field.required && empty) missing[name] = made.missing;
  }
  return missing;
}

function dialogParts({ form, fields, alert, send, cancel }) {
  const body = el("div", { class: "dialog-body", tabindex: "-1" });
  if (form.note) body.append(el("p", { class: "form-note", text: form.note }));
  body.append(...[...fields.values()].map(({ node }) => node));
  const back = el("button", {
    type: "button",
    class: "button",
    text: words.cancel,
    on: { click: cancel },
  });
  return [body, alert, el("div", { class: "dialog-actions" }, back, send)];
}
