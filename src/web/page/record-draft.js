// What is on the page of a visit, and what this phone keeps of it.

export const form = document.querySelector("#record");
const MOST_ROOMS = 60;

/** What is on the page, as it is kept and sent. */
export function readForm() {
  const looks = {};
  for (const tile of form.querySelectorAll("[data-look]")) {
    const { look } = tile.dataset;
    const signal = tile.querySelector("input[type=radio]:checked")?.value ?? "";
    if (signal === "") continue;
    const rooms = Number(form.elements[`rooms.${look}`].value) || 1;
    looks[look] = { signal, rooms, note: form.elements[`note.${look}`].value };
  }
  return { rooms: Number(form.elements.rooms.value) || 0, looks };
}

/** Puts it on the page; what it does not name is cleared. */
export function writeForm({ rooms, looks }) {
  form.elements.rooms.value = rooms;
  for (const tile of form.querySelectorAll("[data-look]")) {
    const { look } = tile.dataset;
    const { signal = "", rooms: count = 1, note = "" } = looks[look] ?? {};
    for (const radio of tile.querySelectorAll("input[type=radio]")) {
      radio.checked = signal !== "" && radio.value === signal;
    }
    form.elements[`rooms.${look}`].value = count;
    form.elements[`note.${look}`].value = note;
  }
}

export function readKept(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

export function keep({ key, draft, sent, sentAt }) {
  try {
    localStorage.setItem(key, JSON.stringify({ draft, sent, sentAt }));
    return true;
  } catch {
    return false;
  }
}

/** A look-for is in no more rooms than somebody was in: more of one raises the other. */
export function fitRooms(field) {
  const { rooms } = form.elements;
  const looks = Object.entries(readForm().looks);
  if (field === rooms) {
    for (const [look, { rooms: count }] of looks) {
      form.elements[`rooms.${look}`].value = Math.max(1, Math.min(count, Number(rooms.value)));
    }
  }
  const most = Math.max(0, ...looks.map(([, each]) => each.rooms));
  if (field !== rooms && Number(rooms.value) < most) rooms.value = most;
}

export function clamp(value, least) {
  return Math.min(MOST_ROOMS, Math.max(least, value));
}

/** What everybody on the visit recorded so far. */
export function showTotal({ text, lines }) {
  document.querySelector("#total-text").textContent = text;
  const items = lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  });
  document.querySelector("#total-lines").replaceChildren(...items);
}

/** Lets the worker keep this page and its files, so that it opens without a connection. */
export async function keepForOffline() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(form.dataset.worker, { scope: "/dashboard/visits/" });
    await isWatched();
    const files = [...document.querySelectorAll("link[href], script[src], img[src]")];
    const paths = files.map((each) => each.href ?? each.src);
    const half = import.meta.url;
    await Promise.all([location.pathname, half, ...paths].map((path) => fetch(path)));
  } catch {
    // The open page keeps its draft without it.
  }
}

/** The worker keeps what goes through its hands: from when it watches this page. */
async function isWatched() {
  const worker = navigator.serviceWorker;
  if (worker.controller) return;
  await new Promise((resolve) => worker.addEventListener("controllerchange", resolve));
}
