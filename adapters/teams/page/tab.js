import { ask } from "./ask.js";
import { createDialog } from "./dialog.js";
import { byId, within } from "./dom.js";
import { connect, setTheme } from "./teams.js";
import { createWeek } from "./week.js";
import { words } from "./words.js";

/** How long Teams may take to answer before the page says that it needs Teams. */
const START_MS = 3000;
/** Somebody who comes back after this long sees the page as it is by then. */
const FRESH_MS = 60_000;
const SLOW_MS = 1000;

const page = document.querySelector("main");
const week = createWeek(byId("cards"), act);
const dialog = createDialog({ onAct: act, onClosed: () => week.comeBack() });
/** The ids of presses of which nobody knows yet whether they arrived. */
const pressed = new Map();
let readAt = 0;
let acting = false;

async function start() {
  const started = connect();
  if (!(await within(started, START_MS))) {
    setTheme();
    showTrouble({ problem: words.outside, hint: "" });
  }
  if (await started) await load();
}

/** Reads the page and draws it; what it cannot show, it says. */
async function load() {
  readAt = Date.now();
  page.setAttribute("aria-busy", "true");
  const unheard = { problem: words.silent, hint: words.silentHint };
  const { answer, ...trouble } = await ask("page", {}, unheard);
  page.setAttribute("aria-busy", "false");
  if (answer === undefined) return showTrouble(trouble);
  if (answer.failed) return showTrouble({ problem: answer.fallback, hint: "" });
  byId("loading").hidden = true;
  byId("trouble").hidden = true;
  week.draw(answer.cards);
}

function showTrouble({ problem, hint }) {
  byId("loading").hidden = true;
  byId("trouble").hidden = false;
  byId("trouble-text").textContent = problem;
  byId("trouble-hint").textContent = hint;
}

/** Sends a press or a form, shows what came of it, and reads the page again. */
async function act({ data, inputs, button }) {
  if (acting) return;
  acting = true;
  week.leave(button);
  say("");
  const slow = setTimeout(() => say(words.working), SLOW_MS);
  button.dataset.waiting = "";
  const sealed = JSON.stringify(data);
  const id = pressed.get(sealed) ?? crypto.randomUUID();
  pressed.set(sealed, id);
  const unheard = { problem: words.notSent, hint: "" };
  const { answer, problem, hint } = await ask("act", { id, data, inputs }, unheard);
  clearTimeout(slow);
  delete button.dataset.waiting;
  acting = false;
  if (answer === undefined) return say([problem, hint].filter(Boolean).join(" "));
  pressed.delete(sealed);
  say("");
  show(answer, dialog.has(button));
  await load();
}

/** A line stays beside the page; everything else opens over it. */
function show(answer, fromDialog) {
  const { kind, title, text, inputs, brief, card: json } = answer;
  if (kind === "form") return dialog.show({ title, json, isForm: true });
  if (kind === "errors") return dialog.show({ title, json, text, inputs, isForm: true });
  if (kind === "failed" && fromDialog) return dialog.say(text);
  if (kind !== "none" && !brief) return dialog.show({ title, json });
  if (fromDialog) dialog.close();
  say(kind === "none" ? words.done : text);
}

function say(text) {
  if (dialog.isOpen()) return dialog.say(text);
  byId("note").textContent = text;
}

byId("note-close").addEventListener("click", () => {
  say("");
  week.comeBack();
});
byId("again").addEventListener("click", () => globalThis.location.reload());
document.addEventListener("visibilitychange", async () => {
  const isOld = readAt > 0 && Date.now() - readAt > FRESH_MS;
  if (document.visibilityState === "visible" && isOld && !acting) await load();
});
await start();
