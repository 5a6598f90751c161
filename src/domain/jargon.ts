import type { Language } from "./language.ts";

/** Words that only people in the office know, or that say nothing; beginnings are enough. */
const JARGON: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "pedagog",
    "andragog",
    "metacognit",
    "differentiated instruction",
    "scaffold",
    "stakeholder",
    "leverag",
    "synerg",
    "utiliz",
    "operationaliz",
    "actionable",
    "deliverable",
    "paradigm",
    "fidelity",
    "buy-in",
    "best practice",
    "low-hanging",
    "deep dive",
    "circle back",
    "move the needle",
    "data-driven",
    "rigor",
    "unpack the standard",
    "formative assessment",
    "summative assessment",
    "learner agency",
    "student-centered",
    "MTSS",
    "PBIS",
    "PLC",
    "SEL",
    "UDL",
    "KPI",
  ],
  es: [
    "pedagóg",
    "pedagog",
    "andamiaje",
    "metacogn",
    "sinergia",
    "apalanc",
    "stakeholder",
    "implementar con fidelidad",
    "paradigma",
    "empoder",
    "instrucción diferenciada",
    "evaluación formativa",
    "evaluación sumativa",
    "basado en datos",
    "buenas prácticas",
    "mejores prácticas",
    "accionable",
    "rigor",
    "KPI",
    "PBL",
  ],
};

/** Guilt, false urgency and comparing people: never in anything the bot says. */
const PRESSURE: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "you still haven't",
    "you have not yet",
    "last chance",
    "act now",
    "hurry",
    "don't miss",
    "urgent",
    "asap",
    "leaderboard",
    "ranking",
    "ranked",
    "top performer",
    "best teacher",
    "best school",
    "(?:is|are|was) the best",
    "(?:the|our|your) (?:best|worst|weakest|lowest) (?:teacher|school|class|principal|staff|team|room)",
    "worst",
    "low schools",
    "(?:low|lowest|weak)[- ]performing",
    "(?:must|should|need to|have to|has to|needs to) catch up",
    "better than (?:other|the other)",
    "(?:it is|it's|that is|that's) your job",
    "your fault",
    "(?:you|we|they|teachers|staff|schools?|principals?|everyone|everybody) must",
    "streak",
    "falling behind",
    "non-compliant",
    "mandatory",
  ],
  es: [
    "usted todavía no ha",
    "usted aún no ha",
    "última oportunidad",
    "actúe ya",
    "dese prisa",
    "apúrese",
    "no se lo pierda",
    "urgente",
    "tabla de posiciones",
    "clasificación de",
    "(?:es|son) (?:el|la|los|las) (?:mejor|peor)",
    "(?:la|las|el|los) (?:mejor|peor)(?:es)? (?:maestr|escuela|clase|equipo|direc)",
    "escuelas bajas",
    "bajo rendimiento",
    "ponerse al corriente",
    "mejor que (?:otra|otro|las otras|los otros)",
    "es su (?:trabajo|culpa)",
    "(?:usted|ustedes|todos|las escuelas|los maestros) deben?(?!\\p{L})",
    "la mejor maestra",
    "el mejor maestro",
    "la mejor escuela",
    "racha",
    "se está quedando atrás",
    "obligatorio",
  ],
};

/** The first word of the office's own that a text uses. */
export function findJargon(text: string, language: Language): string | undefined {
  return findFirst(text, JARGON[language]);
}

/** The first word that presses, blames or ranks. */
export function findPressure(text: string, language: Language): string | undefined {
  return findFirst(text, PRESSURE[language]);
}

/** Where a word of the list begins, the whole word as it stands there. Capitals are looked for as capitals. */
function findFirst(text: string, list: readonly string[]): string | undefined {
  const plain = text.replaceAll("’", "'");
  const small = plain.toLowerCase();
  for (const each of list) {
    const isCapitals = each === each.toUpperCase();
    const sign = new RegExp(`(?<!\\p{L})${each}${isCapitals ? "s?(?!\\p{L})" : "\\p{L}*"}`, "u");
    const found = sign.exec(isCapitals ? plain : small)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
