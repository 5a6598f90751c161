import { type Language, toLanguage } from "#domain/language.ts";
import type { ChatEvent } from "#ports/chat.ts";

/** The few words this adapter says by itself; every other word comes with a card or a form. */
const english = {
  bot: "Groundswell",
  message: "A message from Groundswell.",
  submit: "Send",
  picture: "Picture",
  unnamed: "…",
  nothing: "–",
  count: "Count",
  choose: "Choose one",
  skip: "Skip this one",
  findPeople: "Type a name",
  chosenAlready: "Chosen already. Untick a name to leave it out.",
  orTypeNames: "Or type names, with a comma between them",
  typeNames: "Type names, with a comma between them.",
  required: "(required)",
  nothingToChoose: "There is nothing to choose from yet.",
  fillIn: "Please fill this in.",
  chooseOne: "Please choose one.",
  chooseSome: "Please choose at least one.",
  cut: "There is more than fits here.",
  buttonsLeftOut: "Your text is too long to wait in a button. Copy it and start again with it.",
  formTooLong: "This form is too long to show here. Please start again with fewer words.",
  upTo: (most: number): string => `Up to ${most}.`,
  lookAgain: (labels: string): string => `Not sent yet. Please look at: ${labels}`,
  notSent: "Not sent yet.",
  failed: "That did not work, and nothing is lost. Please try it once more.",
  done: "Done.",
  doneAlready: "That is done. It was not done twice.",
  stillWorking: "This takes a little longer than usual. The answer comes in a moment.",
  pressAgain: "This took too long. Your words are still here: please press the button again.",
  sayAgain: "Teams was busy, and what you asked for did not open. Please say it once more.",
  inPrivate:
    "I answer in private. Please add me first: open Apps in Teams, look for Groundswell, and try again.",
  rowsLeftOut: (count: number): string => `… and ${count} more`,
  /** Buttons that say the same, told apart for a screen reader. */
  oneOfSame: (label: string, which: { readonly number: number; readonly count: number }): string =>
    `${label}, ${which.number} of ${which.count}`,
} as const;

const spanish: Words = {
  bot: "Groundswell",
  message: "Un mensaje de Groundswell.",
  submit: "Enviar",
  picture: "Imagen",
  unnamed: "…",
  nothingToChoose: "Todavía no hay nada que elegir.",
  findPeople: "Escriba un nombre",
  choose: "Elija una opción",
  cut: "Hay más de lo que cabe aquí.",
  buttonsLeftOut: "Su texto es demasiado largo para un botón. Cópielo y empiece otra vez con él.",
  stillWorking: "Esto tarda un poco más de lo habitual. La respuesta llega en un momento.",
  pressAgain:
    "Esto tardó demasiado. Sus palabras siguen aquí: presione el botón otra vez, por favor.",
  doneAlready: "Eso ya está hecho. No se hizo dos veces.",
  rowsLeftOut: (count) => `… y ${count} más`,
  oneOfSame: (label, which) => `${label}, ${which.number} de ${which.count}`,
  nothing: "–",
  count: "Cantidad",
  skip: "Dejar sin respuesta",
  chosenAlready: "Ya elegidas. Quite la marca de un nombre para dejarlo fuera.",
  orTypeNames: "O escriba nombres, con una coma entre ellos",
  typeNames: "Escriba nombres, con una coma entre ellos.",
  required: "(obligatorio)",
  fillIn: "Por favor, complete esto.",
  chooseOne: "Por favor, elija una opción.",
  chooseSome: "Por favor, elija al menos una opción.",
  formTooLong:
    "Este formulario es demasiado largo para mostrarlo aquí. Empiece otra vez con menos palabras.",
  upTo: (most) => `Hasta ${most}.`,
  lookAgain: (labels) => `Todavía no se envió. Por favor, revise: ${labels}`,
  notSent: "Todavía no se envió.",
  failed: "Eso no funcionó, y no se perdió nada. Inténtelo una vez más, por favor.",
  done: "Listo.",
  sayAgain: "Teams estaba ocupado, y lo que pidió no se abrió. Por favor, dígalo una vez más.",
  inPrivate:
    "Respondo en privado. Primero agrégueme, por favor: abra Aplicaciones en Teams, busque Groundswell e inténtelo otra vez.",
};

type Words = { readonly [K in keyof typeof english]: Spoken<(typeof english)[K]> };
type Spoken<T> = T extends string ? string : T;

const inLanguage: Readonly<Record<Language, Words>> = { en: english, es: spanish };
let speaking: Language = "en";

/** The words of what is drawn now. */
export function words(): Words {
  return inLanguage[speaking];
}

/** Draws in the language of whoever reads it. Drawing waits for nothing, so no other comes between. */
export function inWordsOf<T>(language: Language | undefined, draw: () => T): T {
  const before = speaking;
  speaking = language ?? "en";
  try {
    return draw();
  } finally {
    speaking = before;
  }
}

/** What somebody's Teams speaks: the adapter knows nothing else of them. */
export function spokenBy({ locale = "" }: Pick<ChatEvent, "locale">): Language | undefined {
  return toLanguage(locale);
}
