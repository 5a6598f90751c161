import type { Language } from "#domain/language.ts";

/** The few words this adapter says by itself; every other word comes with a card or a form. */
const english = {
  formNotOpened: "The form did not open in time. Please try that once more.",
  stillWorking: "This takes a little longer than usual. The answer comes in a moment.",
  pressAgain: "This took too long. Your words are still here: please press the button again.",
  doneAlready: "That is done. It was not done twice.",
  bot: "Groundswell",
  message: "A message from Groundswell.",
  close: "Close",
  cancel: "Cancel",
  submit: "Send",
  picture: "Picture",
  unnamed: "…",
  choose: "Choose one",
  chooseSome: "Choose",
  findPeople: "Type a name",
  nothingToChoose: "There is nothing to choose from yet.",
  cut: "There is more than fits here.",
  buttonsLeftOut: "Your text is too long to wait in a button. Copy it and start again with it.",
  /** In the reader's own zone; Slack fills the braces. */
  date: "{date_short_pretty} at {time}",
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
  formNotOpened: "El formulario no se abrió a tiempo. Inténtelo una vez más, por favor.",
  close: "Cerrar",
  cancel: "Cancelar",
  chooseSome: "Elija",
  date: "{date_short_pretty}, {time}",
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
