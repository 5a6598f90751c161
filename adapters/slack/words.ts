import {
  createSpeech,
  platformEnglish,
  platformSpanish,
  type Translated,
} from "#edge/platform-words.ts";

/** The few words this adapter says by itself; every other word comes with a card or a form. */
const english = {
  ...platformEnglish,
  formNotOpened: "The form did not open in time. Please try that once more.",
  close: "Close",
  cancel: "Cancel",
  chooseSome: "Choose",
  /** In the reader's own zone; Slack fills the braces. */
  date: "{date_short_pretty} at {time}",
} as const;

const spanish: Words = {
  ...platformSpanish,
  formNotOpened: "El formulario no se abrió a tiempo. Inténtelo una vez más, por favor.",
  close: "Cerrar",
  cancel: "Cancelar",
  chooseSome: "Elija",
  date: "{date_short_pretty}, {time}",
};

type Words = Translated<typeof english>;

/** In the language of whoever reads what is drawn now. */
export const { words, inWordsOf } = createSpeech<Words>({ en: english, es: spanish });
