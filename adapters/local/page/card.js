import { el } from "./dom.js";

/** A value longer than this gets a line of its own. */
const SHORT_VALUE = 28;
const OWN_OR_WEB = /^(https?:\/\/|\/[^/\\])/;

/**
 * A card as an element. `onPress(button)` is awaited; until then the card's buttons wait. Every
 * string is set as text.
 */
export function renderCard(card, onPress) {
  const node = el("div", { class: "card" });
  if (card.title) node.append(el("h3", { class: "card-title", text: card.title }));
  node.append(...paragraphs(card.text));
  if (card.image) node.append(el("img", { src: card.image.url, alt: card.image.alt }));
  if (card.table) node.append(scrollable(renderTable(card.table), card.title));
  if (card.fields?.length > 0) node.append(renderFields(card.fields));
  if (card.links?.length > 0) node.append(renderLinks(card.links));
  if (card.buttons?.length > 0) node.append(renderButtons(card.buttons, onPress));
  if (card.context) node.append(el("p", { class: "card-context", text: card.context }));
  return node;
}

/** One paragraph for each line that is not empty. */
export function paragraphs(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => el("p", { text: line }));
}

/** A wide table scrolls inside its card, by keyboard too, and never widens the page. */
function scrollable(table, label) {
  return el(
    "div",
    { class: "card-table", tabindex: "0", role: "region", "aria-label": label },
    table,
  );
}

function renderTable({ columns, rows }) {
  const head = columns.map((text) => el("th", { scope: "col", text }));
  const body = rows.map((cells) => el("tr", {}, ...cells.map((text) => el("td", { text }))));
  return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body));
}

function renderFields(fields) {
  const short = fields.every(({ value, label }) => value.length + label.length <= SHORT_VALUE * 2);
  const brief = short && fields.every(({ value }) => value.length <= SHORT_VALUE);
  const pairs = fields.map(({ label, value }) =>
    el("div", {}, el("dt", { text: label }), el("dd", { text: value })),
  );
  return el("dl", { class: brief ? "fields fields-brief" : "fields" }, ...pairs);
}

/** Opens beside the playground; only what is a page of this machine, or of the web. */
function renderLinks(links) {
  const open = { class: "button button-primary", target: "_blank", rel: "noopener" };
  const usable = links.filter(({ url }) => OWN_OR_WEB.test(url));
  const nodes = usable.map(({ label, url }) => el("a", { ...open, href: url, text: label }));
  return el("div", { class: "card-buttons" }, ...nodes);
}

function renderButtons(buttons, onPress) {
  const row = el("div", { class: "card-buttons" });
  row.append(...buttons.map((button) => renderButton(button, { row, onPress })));
  return row;
}

function renderButton(button, { row, onPress }) {
  const style = button.style === "primary" ? "button button-primary" : "button";
  const press = async () => {
    if (row.dataset.waiting !== undefined) return;
    wait(row, true);
    await onPress(button).finally(() => wait(row, false));
  };
  return el("button", { type: "button", class: style, text: button.label, on: { click: press } });
}

/** Buttons that wait keep the focus, so they are not disabled but marked. */
function wait(row, waiting) {
  row.toggleAttribute("data-waiting", waiting);
  for (const button of row.children) button.setAttribute("aria-disabled", String(waiting));
}
