import { avatar } from "./avatar.js";
import { paragraphs, renderCard } from "./card.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { dayOf, hourOf, shortDayOf } from "./time.js";
import { words } from "./words.js";

/** Messages of one author this close together share one name and picture. */
const TOGETHER_MS = 5 * 60_000;
/** This close to the end counts as reading the newest message. */
const NEAR_END_PX = 120;

/**
 * The conversation. `show(entries)` changes only what changed, so that focus and selection stay;
 * `clear()` is for another conversation. An entry has key, at, kind (bot, note, own or problem) and
 * card or text.
 */
export function createStream({ log, toNewest, onPress }) {
  let nodes = new Map();
  let quiet = false;
  toNewest.append(icon("down"), words.stream.newest);
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
  const mark = () => {
    toNewest.hidden = nearEnd();
  };
  log.addEventListener("scroll", mark, { passive: true });
  toNewest.addEventListener("click", () => {
    toEnd();
    log.focus();
  });

  /** Anything new is read aloud, except the first filling of a conversation. */
  function clear() {
    log.setAttribute("aria-live", "off");
    log.replaceChildren();
    nodes = new Map();
    quiet = true;
  }

  function show(entries, { follow = false, empty } = {}) {
    const stay = !(follow || quiet || nearEnd());
    const rows = entries.length > 0 ? toRows(entries) : [emptyRow(empty)];
    nodes = reconcile(log, { rows, nodes, onPress });
    if (!stay && entries.length > 0) toEnd();
    mark();
    if (quiet) requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
    quiet = false;
  }
  return { clear, show };
}

/** Entries with a line before each new day; each row says what it looks like. */
function toRows(entries) {
  const rows = [];
  let before;
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const sameDay = before !== undefined && dayOf(before.at) === day;
    if (!sameDay) rows.push({ key: `day ${day}`, look: day, build: () => dayRow(day) });
    const together = sameDay && isTogether(before, entry);
    rows.push({
      key: entry.key,
      look: JSON.stringify([together, entry]),
      build: (onPress) => entryRow(entry, { together, onPress }),
    });
    before = entry;
  }
  return rows;
}

function isTogether(before, entry) {
  const close = Date.parse(entry.at) - Date.parse(before.at) < TOGETHER_MS;
  return close && before.kind === entry.kind && entry.kind !== "problem";
}

function reconcile(log, { rows, nodes, onPress }) {
  const next = new Map();
  rows.forEach((row, index) => {
    const known = nodes.get(row.key);
    const kept = known?.look === row.look ? known : { look: row.look, node: row.build(onPress) };
    if (known !== undefined && known !== kept) replaceNode(known.node, kept.node);
    if (log.children[index] !== kept.node) log.insertBefore(kept.node, log.children[index] ?? null);
    next.set(row.key, kept);
  });
  while (log.children.length > rows.length) log.lastElementChild.remove();
  return next;
}

/** A message that changes under the focus keeps it. */
function replaceNode(before, after) {
  const focused = before.contains(document.activeElement);
  before.replaceWith(after);
  if (focused) after.focus({ preventScroll: true });
}

function dayRow(day) {
  return el("h2", { class: "day" }, el("span", { text: day }));
}

function emptyRow({ title, hint, look, commands = [], onCommand }) {
  const buttons = commands.map((text) =>
    el("button", { type: "button", class: "button", text, on: { click: () => onCommand(text) } }),
  );
  const build = () =>
    el(
      "div",
      { class: "empty" },
      el("p", { class: "empty-title", text: title }),
      el("p", { text: hint }),
      el("div", { class: "empty-commands" }, ...buttons),
    );
  return { key: "empty", look, build };
}

function entryRow(entry, { together, onPress }) {
  const name = entry.kind === "own" ? entry.author.name : words.product;
  const time = hourOf(entry.at);
  return el(
    "article",
    {
      class: `entry entry-${entry.kind}${together ? " entry-together" : ""}`,
      tabindex: "-1",
      "aria-label": words.stream.from(name, time),
    },
    avatar(entry.kind === "own" ? entry.author : undefined),
    el(
      "div",
      { class: "entry-body" },
      entryHead(entry, { name, time }),
      ...content(entry, onPress),
    ),
  );
}

function entryHead(entry, { name, time }) {
  const head = el("p", { class: "entry-head" }, el("strong", { text: name }));
  if (entry.kind !== "own") head.append(el("span", { class: "tag", text: words.stream.app }));
  head.append(el("time", { datetime: entry.at, text: time }));
  if (entry.editedAt) {
    head.append(
      el("span", { class: "edited", text: `(${words.stream.edited} ${editedWhen(entry)})` }),
    );
  }
  return head;
}

/** The hour, with the day when it was another one. */
function editedWhen({ at, editedAt }) {
  const hour = hourOf(editedAt);
  return dayOf(at) === dayOf(editedAt) ? hour : `${shortDayOf(editedAt)}, ${hour}`;
}

function content(entry, onPress) {
  const press = (button) => onPress(entry, button);
  switch (entry.kind) {
    case "own":
      return [el("div", { class: "own-text" }, ...paragraphs(entry.text))];
    case "problem":
      return [problem(entry)];
    case "note":
      return [
        el("p", { class: "only-you" }, icon("eye"), words.stream.onlyYou),
        renderCard(entry.card, press),
      ];
    default:
      return [renderCard(entry.card, press)];
  }
}

function problem({ text, hint }) {
  return el(
    "div",
    { class: "problem" },
    icon("alert"),
    el("div", {}, el("p", { text }), el("p", { class: "problem-hint", text: hint })),
  );
}
