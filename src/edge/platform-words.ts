import type { Language } from "#domain/language.ts";

/** What every adapter says by itself, in English. */
export const platformEnglish = {
  bot: "Groundswell",
  message: "A message from Groundswell.",
  submit: "Send",
  picture: "Picture",
  unnamed: "…",
  choose: "Choose one",
  findPeople: "Type a name",
  nothingToChoose: "There is nothing to choose from yet.",
  cut: "There is more than fits here.",
  buttonsLeftOut: "Your text is too long to wait in a button. Copy it and start again with it.",
  stillWorking: "This takes a little longer than usual. The answer comes in a moment.",
  pressAgain: "This took too long. Your words are still here: please press the button again.",
  doneAlready: "That is done. It was not done twice.",
  rowsLeftOut: (count: number): string => `… and ${count} more`,
  /** Buttons that say the same, told apart for a screen reader. */
  oneOfSame: (label: string, which: { readonly number: number; readonly count: number }): string =>
    `${label}, ${which.number} of ${which.count}`,
} as const;

/** The same words in another language. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

export const platformSpanish: Translated<typeof platformEnglish> = {
  bot: "Groundswell",
  message: "Un mensaje de Groundswell.",
  submit: "Enviar",
  picture: "Imagen",
  unnamed: "…",
  choose: "Elija una opción",
  findPeople: "Escriba un nombre",
  nothingToChoose: "Todavía no hay nada que elegir.",
  cut: "Hay más de lo que cabe aquí.",
  buttonsLeftOut: "Su texto es demasiado largo para un botón. Cópielo y empiece otra vez con él.",
  stillWorking: "Esto tarda un poco más de lo habitual. La respuesta llega en un momento.",
  pressAgain:
    "Esto tardó demasiado. Sus palabras siguen aquí: presione el botón otra vez, por favor.",
  doneAlready: "Eso ya está hecho. No se hizo dos veces.",
  rowsLeftOut: (count) => `… y ${count} más`,
  oneOfSame: (label, which) => `${label}, ${which.number} de ${which.count}`,
};

/** An adapter's words, spoken in one language at a time. */
export function createSpeech<W>(inLanguage: Readonly<Record<Language, W>>) {
  let speaking: Language = "en";
  return {
    /** The words of what is drawn now. */
    words: (): W => inLanguage[speaking],
    /** Draws in the language of whoever reads it. Drawing waits for nothing, so no other comes between. */
    inWordsOf: <T>(language: Language | undefined, draw: () => T): T => {
      const before = speaking;
      speaking = language ?? "en";
      try {
        return draw();
      } finally {
        speaking = before;
      }
    },
  };
}
