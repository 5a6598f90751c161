import { byId } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./words.js";

/** On narrow screens the side is a drawer; elsewhere it is always there. Gives its closing. */
export function createDrawer() {
  const [side, veil, menu, pane] = ["side", "veil", "menu", "pane"].map(byId);
  menu.append(icon("menu"));
  menu.setAttribute("aria-label", words.side.menu);

  function set(open) {
    side.toggleAttribute("data-open", open);
    veil.hidden = !open;
    pane.inert = open;
    menu.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector("button")?.focus();
  }

  function close() {
    if (!side.hasAttribute("data-open")) return;
    set(false);
    menu.focus();
  }
  menu.addEventListener("click", () => set(true));
  veil.addEventListener("click", close);
  side.addEventListener("keydown", (event) => event.key === "Escape" && close());
  matchMedia("(min-width: 801px)").addEventListener("change", () => set(false));
  return close;
}
