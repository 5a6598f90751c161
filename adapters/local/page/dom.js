/**
 * Makes an element. `text` is set as text, `on` holds listeners, every other name is an attribute;
 * an attribute that is false, null or undefined is left out.
 */
export function el(tag, { text, on = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  if (text !== undefined) node.textContent = text;
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

function setAttribute(node, name, value) {
  if (value === false || value === null || value === undefined) return;
  node.setAttribute(name, value === true ? "" : String(value));
}

/** The element of the page with this id. */
export function byId(id) {
  return document.getElementById(id);
}

let lastId = 0;

/** An id no other element of the page has. */
export function newId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Calls `act` once, `ms` after the last call. */
export function debounce(act, ms) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...values), ms);
  };
}
