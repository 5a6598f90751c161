// Records a visit: what is tapped is kept on this phone at once, and sent when there is a connection.
// Without this script the page is a plain form that works as well.

import {
  clamp,
  fitRooms,
  form,
  keep,
  keepForOffline,
  readForm,
  readKept,
  showTotal,
  writeForm,
} from "./record-draft.js";

const SOON_MS = 4000;
const ROUND_MS = 20_000;

if (form) start();

function start() {
  const desk = {
    key: `groundswell:${form.action}:${form.elements.part.value}`,
    draft: readForm(),
    known: Number(form.dataset.known),
    sent: 0,
    sentAt: 0,
    timer: 0,
    state: "new",
    isSending: false,
    isPressed: false,
  };
  desk.draft.revision = desk.known;
  desk.sent = desk.known;
  takeKept(desk);
  for (const each of document.querySelectorAll(".scripted")) each.hidden = false;
  listen(desk);
  if (isUnsent(desk)) void sendNow(desk);
  else tell(desk, desk.sentAt > 0 ? "sent" : "new");
  void keepForOffline();
}

function listen(desk) {
  form.addEventListener("click", (event) => press(desk, event));
  form.addEventListener("input", (event) => changed(desk, event.target));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    desk.isPressed = true;
    change(desk);
    void sendNow(desk);
  });
  addEventListener("online", () => sendNow(desk));
  document.addEventListener("visibilitychange", () => round(desk));
  setInterval(() => round(desk), ROUND_MS);
  for (const leaving of document.querySelectorAll('form[action^="/sign-out"]')) {
    leaving.addEventListener("submit", (event) => leave(desk, event));
  }
}

/** What this phone kept, beside what was recorded elsewhere since: nothing is lost. */
function takeKept(desk) {
  const kept = readKept(desk.key);
  if (!kept) return;
  const isUnsentHere = kept.draft.revision > kept.sent;
  if (isUnsentHere && kept.sent < desk.known) joinDraft(desk, kept.draft);
  else if (kept.draft.revision >= desk.known) Object.assign(desk, kept);
  writeForm(desk.draft);
}

function joinDraft(desk, { rooms, looks }) {
  desk.draft = {
    rooms: Math.max(rooms, desk.draft.rooms),
    looks: { ...desk.draft.looks, ...looks },
    revision: desk.known + 1,
  };
}

function isUnsent({ draft, sent }) {
  return draft.revision > sent;
}

function press(desk, event) {
  const step = event.target.closest("[data-step]");
  if (step) {
    const field = step.parentElement.querySelector("input");
    field.value = clamp(Number(field.value) + Number(step.dataset.step), Number(field.min));
    changed(desk, field);
  }
  const clear = event.target.closest("[data-clear]");
  if (clear) {
    const tile = clear.closest("[data-look]");
    for (const radio of tile.querySelectorAll("input[type=radio]")) radio.checked = false;
    changed(desk, tile);
    tile.querySelector("input[type=radio]").focus();
  }
}

function changed(desk, field) {
  fitRooms(field);
  field.closest("[data-look]")?.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  change(desk);
  if (field.type !== "text") soon(desk);
}

function change(desk) {
  const { revision } = desk.draft;
  const draft = { ...readForm(), revision };
  if (JSON.stringify(draft) === JSON.stringify({ ...desk.draft, revision })) return;
  desk.draft = { ...draft, revision: Math.max(revision, desk.known) + 1 };
  tell(desk, keep(desk) ? "phone" : "unkept");
}

function soon(desk) {
  clearTimeout(desk.timer);
  desk.timer = setTimeout(() => sendNow(desk), SOON_MS);
}

/** Every few seconds, and when the page is looked at again: sends what waits, or reads what others sent. */
async function round(desk) {
  const isTyping = document.activeElement?.type === "text";
  if (document.hidden || isTyping || desk.state === "held" || desk.state === "closed") return;
  if (isUnsent(desk)) await sendNow(desk);
  else await readTotal(desk);
}

async function sendNow(desk) {
  clearTimeout(desk.timer);
  if (desk.isSending || desk.state === "closed" || !isUnsent(desk)) return;
  if (desk.draft.rooms < 1 && !desk.isPressed) return;
  desk.isSending = true;
  const { revision } = desk.draft;
  form.elements.revision.value = revision;
  tell(desk, "sending");
  try {
    const answer = await talk({ method: "POST", body: new FormData(form) });
    desk.isSending = false;
    if (answer) await hear(desk, answer, revision);
    else tell(desk, "session");
  } catch (error) {
    desk.isSending = false;
    tell(desk, error instanceof TypeError ? "offline" : "broken");
  }
}

/** Asks us; undefined for whoever is not signed in any more. Throws a TypeError without a connection. */
async function talk(options, isAgain = false) {
  const path = options.method === "POST" ? form.action : `${form.action}.json`;
  const answer = await fetch(path, { ...options, headers: { accept: "application/json" } });
  if (answer.status === 401) return undefined;
  if (answer.status === 403 && !isAgain) {
    // Signed in again in another tab: the form's own word is another now.
    const fresh = await talk({ method: "GET" }, true);
    if (!fresh) return undefined;
    form.elements.csrf.value = fresh.csrf;
    return await talk({ ...options, body: new FormData(form) }, true);
  }
  if (!answer.ok) throw new RangeError(`answered ${answer.status}`);
  return await answer.json();
}

function hear(desk, answer, revision) {
  showTotal(answer.total);
  markFault(answer, desk.isPressed);
  desk.isPressed = false;
  if (answer.kind === "kept") return settle(desk, revision);
  // Moved to a later day meanwhile: for now nothing can be added either.
  if (answer.kind === "closed" || answer.kind === "early") return tell(desk, "closed");
  if (answer.kind === "problem") return tell(desk, "held");
  // Recorded on another device since: both are joined, and sent as one.
  desk.known = answer.mine.revision;
  const { looks } = answer.mine;
  const theirs = Object.fromEntries(looks.map(({ lookFor, ...each }) => [lookFor, each]));
  const own = desk.draft;
  desk.draft = { rooms: answer.mine.rooms, looks: theirs };
  joinDraft(desk, own);
  writeForm(desk.draft);
  keep(desk);
  return sendNow(desk);
}

function settle(desk, revision) {
  desk.sent = revision;
  desk.known = Math.max(desk.known, revision);
  desk.sentAt = Date.now();
  keep(desk);
  tell(desk, "sent");
  if (isUnsent(desk)) soon(desk);
}

/** What must change stands beside it; whoever pressed Save is taken there. */
function markFault({ kind, lookFor = "", message = "" }, isPressed) {
  for (const each of form.querySelectorAll(".wrong")) each.textContent = "";
  if (kind !== "problem") return;
  form.querySelector(`#wrong-${CSS.escape(lookFor)}`).textContent = message;
  const field = form.elements[lookFor === "" ? "rooms" : `note.${lookFor}`];
  field.setAttribute("aria-invalid", "true");
  if (isPressed) field.focus();
}

async function readTotal(desk) {
  try {
    const answer = await talk({ method: "GET" });
    if (!answer) return tell(desk, "session");
    showTotal(answer.total);
    if (!answer.isOpen) return tell(desk, "closed");
  } catch {
    // Without a connection the last total stays.
  }
  return undefined;
}

/** Says once where things stand. */
function tell(desk, state) {
  desk.state = state;
  const { lang } = document.documentElement;
  const time = new Intl.DateTimeFormat(lang, { timeStyle: "short" }).format(desk.sentAt);
  const words = form.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`];
  const line = words.replace("{time}", time);
  const place = document.querySelector("#record-status");
  if (place.textContent !== line) place.textContent = line;
}

/** Signing out clears this phone: first asks if something was not sent, then keeps nothing. */
function leave(desk, event) {
  if (isUnsent(desk) && desk.state !== "closed" && !confirm(form.dataset.sayLeave)) {
    event.preventDefault();
    return;
  }
  clearTimeout(desk.timer);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("groundswell:")) localStorage.removeItem(key);
  }
  globalThis.caches?.delete("groundswell-visit");
}
