import { drawCard, pointAt } from "./cards.js";
import { byId } from "./dom.js";
import { words } from "./words.js";

const FIELDS = "input, select, textarea";

/** The one dialog of the page: a form, or a card that is more than a line. */
export function createDialog({ onAct, onClosed }) {
  const dialog = byId("dialog");
  const note = byId("dialog-note");
  const room = byId("dialog-card");
  let unsent = false;
  let warned = false;
  const mayClose = () => {
    if (!unsent || warned) return true;
    warned = true;
    say(words.unsent);
    return false;
  };
  function say(text, { seen = true } = {}) {
    note.classList.toggle("unseen", !seen);
    note.textContent = text;
  }
  dialog.addEventListener("input", () => {
    unsent = true;
    warned = false;
  });
  dialog.addEventListener("cancel", (event) => {
    if (!mayClose()) event.preventDefault();
  });
  dialog.addEventListener("close", onClosed);
  byId("dialog-close").addEventListener("click", () => {
    if (mayClose()) dialog.close();
  });
  return {
    isOpen: () => dialog.open,
    has: (element) => dialog.contains(element),
    say,
    close: () => dialog.close(),
    /** `inputs` are the ids of the ones to look at; what was typed there is not sent yet. */
    show: ({ title, json, text = "", inputs = [], isForm = false }) => {
      const { element, card } = drawCard(json, onAct);
      dialog.setAttribute("aria-label", title);
      room.replaceChildren(element);
      unsent = text !== "";
      warned = false;
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      // What is wrong stands at its field; aloud it is said at once.
      say(text, { seen: false });
      if (pointAt(card, inputs)) return;
      const first = isForm ? room.querySelector(FIELDS) : undefined;
      (first ?? room).focus();
    },
  };
}
