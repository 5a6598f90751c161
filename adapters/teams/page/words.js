/** What the page says by itself; every other word comes with a card or a form. */
export const words = {
  outside: "Your week is shown in Microsoft Teams: please open Groundswell there.",
  consent:
    "Before your week can be shown here, your IT admin has to give consent once for everybody; all of it works in the chat too. For your page in the browser, type dashboard there.",
  silent: "Groundswell cannot be reached just now.",
  silentHint: "Nothing is lost. Please try again in a moment.",
  notSent: "That did not arrive. Please press it once more: it will not be done twice.",
  working: "One moment ...",
  done: "Done.",
  unsent: "What you wrote is not sent yet. Close once more to leave without sending.",
  title: "My week - Groundswell",
  week: "My week",
  reading: "Reading your week ...",
  chat: "Open the chat with Groundswell",
  again: "Try again",
  close: "Close",
};

const spanish = {
  outside: "Su semana se muestra en Microsoft Teams: abra Groundswell ahí, por favor.",
  consent:
    "Antes de que su semana se pueda mostrar aquí, un administrador de TI tiene que dar permiso una vez para todo el mundo. Todo funciona también en el chat. Para ver su página en el navegador, escriba ahí dashboard.",
  silent: "En este momento no se puede contactar a Groundswell.",
  silentHint: "No se perdió nada. Inténtelo otra vez en un momento, por favor.",
  notSent: "Eso no llegó. Presione una vez más, por favor: no se hará dos veces.",
  working: "Un momento ...",
  done: "Listo.",
  unsent: "Lo que escribió todavía no se envió. Cierre una vez más para salir sin enviar.",
  title: "Mi semana - Groundswell",
  week: "Mi semana",
  reading: "Leyendo su semana ...",
  chat: "Abrir el chat con Groundswell",
  again: "Intentar de nuevo",
  close: "Cerrar",
};

const SPANISH = /^es\b/i;

/** From now on the page speaks Teams' language, where it is one of ours. */
export function speak(locale) {
  if (!SPANISH.test(locale ?? "")) return;
  Object.assign(words, spanish);
  document.documentElement.lang = "es";
  for (const part of document.querySelectorAll("[data-say]")) {
    part.textContent = words[part.dataset.say];
  }
}
