import { el, newId } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./words.js";

/**
 * A modal dialog with a title and a way out. The browser keeps the focus inside and gives it back;
 * the dialog leaves the page when closed.
 */
export function openDialog({ title, className = "", content, onClose }) {
  const id = newId("dialog");
  const dialog = el("dialog", { class: `dialog ${className}`, "aria-labelledby": id });
  const close = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": words.close,
      on: { click: () => dialog.close() },
    },
    icon("close"),
  );
  dialog.append(el("div", { class: "dialog-head" }, el("h2", { id, text: title }), close), content);
  dialog.addEventListener("close", () => {
    dialog.remove();
    giveFocusBack(opener);
    onClose?.();
  });
  const opener = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** The browser gives the focus back itself, unless the opener was drawn anew meanwhile. */
function giveFocusBack(opener) {
  if (opener.isConnected) return;
  const key = CSS.escape(opener.dataset.key ?? "");
  const again =
    document.querySelector(`[data-key="${key}"]`) ?? document.getElementById("composer-text");
  again.focus();
}
