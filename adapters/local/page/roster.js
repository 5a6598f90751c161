import { importRoster, previewRoster, Refusal } from "./api.js";
import { openDialog } from "./dialog.js";
import { el, newId } from "./dom.js";
import { icon } from "./icons.js";
import { rosterReport } from "./roster-report.js";
import { undisturbed } from "./session.js";
import { say } from "./toast.js";
import { words } from "./words.js";

const MOST_BYTES = 50 * 1024 * 1024;

/**
 * Tries a district's own roster: first what would change, then the import of exactly those bytes.
 * `district` is the one that is here; `onImported(another)` runs when the staff has changed.
 */
export function openRoster({ district, onImported }) {
  const parts = rosterParts();
  const { input, alert, result, preview, take, form } = parts;
  let read;

  function forget() {
    read = undefined;
    take.hidden = true;
    preview.classList.add("button-primary");
    alert.replaceChildren();
    result.replaceChildren();
  }

  async function show() {
    forget();
    const bytes = await readBytes(input);
    const report = await previewRoster(bytes);
    read = bytes;
    result.append(rosterReport(report, district));
    take.hidden = false;
    preview.classList.remove("button-primary");
    result.firstElementChild.focus();
  }

  async function takeIn() {
    const report = await undisturbed(() => importRoster(read));
    say(words.roster.done(report.staffCount, report.siteCount));
    dialog.close();
    onImported(report.district !== district.id);
  }

  function fail(refusal) {
    if (!dialog.open) return say(`${words.roster.failed}. ${refusal.message}`);
    alert.replaceChildren(problem(refusal));
    alert.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("change", forget);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void wait(parts, { button: preview, text: words.roster.reading, work: show }).catch(fail);
  });
  take.addEventListener("click", () => {
    void wait(parts, { button: take, text: words.roster.importing, work: takeIn }).catch(fail);
  });
  const dialog = openDialog({ title: words.roster.title, className: "roster", content: form });
  return dialog;
}

function rosterParts() {
  const ids = { input: newId("roster"), help: newId("help") };
  const input = el("input", {
    id: ids.input,
    type: "file",
    accept: ".zip,application/zip",
    "aria-describedby": ids.help,
    autofocus: true,
  });
  const alert = el("div", { role: "alert" });
  const result = el("div", {});
  const status = el("p", { class: "roster-status", role: "status" });
  const preview = el("button", {
    type: "submit",
    class: "button button-primary",
    text: words.roster.preview,
  });
  const take = el("button", {
    type: "button",
    class: "button button-primary",
    text: words.roster.action,
  });
  take.hidden = true;
  const field = el(
    "div",
    { class: "form-field" },
    el("label", { for: ids.input, text: words.roster.label }),
    el("p", { class: "field-help", id: ids.help, text: words.roster.help }),
    input,
  );
  const promise = el("p", { class: "form-note", text: words.roster.promise });
  const form = el(
    "form",
    { class: "dialog-form", novalidate: true },
    el("div", { class: "dialog-body", tabindex: "-1" }, promise, field, alert, result),
    el("div", { class: "dialog-actions" }, status, preview, take),
  );
  return { input, alert, result, status, preview, take, form };
}

/** Does one thing at a time; meanwhile the file stays as it is. */
async function wait({ form, input, status, alert }, { button, text, work }) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  button.setAttribute("aria-busy", "true");
  input.disabled = true;
  alert.replaceChildren();
  status.textContent = text;
  try {
    await work();
  } finally {
    input.disabled = false;
    status.textContent = "";
    button.removeAttribute("aria-busy");
    form.removeAttribute("aria-busy");
  }
}

/** The chosen file's bytes. Throws a Refusal without a file, or with one that cannot be sent. */
async function readBytes(input) {
  const [file] = input.files;
  if (file === undefined) throw new Refusal(words.roster.noFile, "");
  if (file.size > MOST_BYTES) throw new Refusal(words.roster.tooLarge, "");
  return await file.arrayBuffer().catch((cause) => {
    throw Object.assign(new Refusal(words.roster.unreadable, ""), { cause });
  });
}

/** What is wrong, a line each: the first bad rows by file, line and column. */
function problem({ message, hint = "" }) {
  const lines = message.split("\n");
  const list = el("ul", { class: "roster-lines" }, ...lines.map((text) => el("li", { text })));
  const parts = lines.length === 1 ? [el("p", { text: message })] : [list];
  if (hint !== "") parts.push(el("p", { class: "problem-hint", text: hint }));
  return el(
    "div",
    { class: "problem" },
    icon("alert"),
    el("div", {}, el("p", { class: "roster-failed", text: words.roster.failed }), ...parts),
  );
}
