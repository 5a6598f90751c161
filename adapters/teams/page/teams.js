import { byId, within } from "./dom.js";
import { speak } from "./words.js";

const CONTEXT_MS = 3000;
/** Teams may ask somebody for consent meanwhile. */
const TOKEN_MS = 60_000;
const THEMES = ["default", "dark", "contrast", "glass"];

/** Teams' language, once it is known. */
export const host = { locale: undefined };

/** True once Teams has answered; false outside of it. May take as long as Teams does. */
export async function connect() {
  const { app } = globalThis.microsoftTeams ?? {};
  if (app === undefined) return false;
  try {
    await app.initialize();
  } catch {
    return false;
  }
  app.registerOnThemeChangeHandler(setTheme);
  const context = await within(app.getContext(), CONTEXT_MS);
  setTheme(context?.app?.theme);
  host.locale = context?.app?.locale;
  speak(host.locale);
  byId("chat").addEventListener("click", openInTeams);
  return true;
}

export function setTheme(name) {
  document.documentElement.dataset.theme = THEMES.includes(name) ? name : "default";
}

/** Who looks, as Teams says it to our server; undefined where Teams does not. */
export async function readToken() {
  const { authentication } = globalThis.microsoftTeams;
  const token = await within(authentication.getAuthToken(), TOKEN_MS);
  return typeof token === "string" ? token : undefined;
}

/** In the window that is open; where Teams cannot, the link does what links do. */
function openInTeams(event) {
  event.preventDefault();
  const { href } = event.currentTarget;
  const opened = Promise.resolve(globalThis.microsoftTeams.app.openLink(href));
  opened.catch(() => globalThis.open(href, "_blank", "noopener"));
}
