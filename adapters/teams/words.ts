import { type Language, toLanguage } from "#domain/language.ts";
import {
  createSpeech,
  platformEnglish,
  platformSpanish,
  type Translated,
} from "#edge/platform-words.ts";
import type { ChatEvent } from "#ports/chat.ts";

/** The few words this adapter says by itself; every other word comes with a card or a form. */
const english = {
  ...platformEnglish,
  nothing: "–",
  count: "Count",
  skip: "Skip this one",
  chosenAlready: "Chosen already. Untick a name to leave it out.",
  orTypeNames: "Or type names, with a comma between them",
  typeNames: "Type names, with a comma between them.",
  required: "(required)",
  fillIn: "Please fill this in.",
  chooseOne: "Please choose one.",
  chooseSome: "Please choose at least one.",
  formTooLong: "This form is too long to show here. Please start again with fewer words.",
  upTo: (most: number): string => `Up to ${most}.`,
  lookAgain: (labels: string): string => `Not sent yet. Please look at: ${labels}`,
  notSent: "Not sent yet.",
  failed: "That did not work, and nothing is lost. Please try it once more.",
  done: "Done.",
  sayAgain: "Teams was busy, and what you asked for did not open. Please say it once more.",
  inPrivate:
    "I answer in private. Please add me first: open Apps in Teams, look for Groundswell, and try again.",
} as const;

const spanish: Words = {
  ...platformSpanish,
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

type Words = Translated<typeof english>;

/** In the language of whoever reads what is drawn now. */
export const { words, inWordsOf } = createSpeech<Words>({ en: english, es: spanish });

/** What somebody's Teams speaks: the adapter knows nothing else of them. */
export function spokenBy({ locale = "" }: Pick<ChatEvent, "locale">): Language | undefined {
  return toLanguage(locale);
}
