import type { DigestTemplate, Library, Pitfall } from "./content.ts";

/** One text of the library that a district may say in its own words. */
export interface Phrase {
  /** Its name in `library.texts`, or its place in the library: "practice:choice". */
  readonly key: string;
  readonly text: string;
}

/** Says what stands at a place: the text itself, or another one. */
type Say = (key: string, text: string) => string;

/** Every text that a district may reword, in the library's order. Ideas are changed as a whole, elsewhere. */
export function phrasesOf(library: Library): readonly Phrase[] {
  const found: Phrase[] = [];
  mapPhrases(library, (key, text) => {
    if (text !== "") found.push({ key, text });
    return text;
  });
  return found;
}

/** The library with other words at some places; everything else as it was. */
export function reword(library: Library, own: ReadonlyMap<string, string>): Library {
  return own.size === 0 ? library : mapPhrases(library, (key, text) => own.get(key) ?? text);
}

/** Goes through every place once: what lists them and what changes them cannot differ. */
function mapPhrases(library: Library, say: Say): Library {
  return {
    ...library,
    texts: mapTexts(library.texts, "", say),
    pollAnswers: mapTexts(library.pollAnswers, "answer:", say),
    practices: library.practices.map((one) => ({
      ...one,
      label: say(`practice:${one.id}`, one.label),
    })),
    pitfalls: library.pitfalls.map((one) => mapPitfall(one, say)),
    connectionOverrides: mapTexts(library.connectionOverrides, "connection:", say),
    praiseForm: library.praiseForm.map((field) => ({
      ...field,
      label: say(`praise:${field.field}:label`, field.label),
      help: say(`praise:${field.field}:help`, field.help),
    })),
    weeklyPrompts: mapList(library.weeklyPrompts, "prompt:", say),
    coachLines: mapTexts(library.coachLines, "coach:", say),
    sessions: library.sessions.map((one) => ({
      ...one,
      title: say(`session:${one.id}`, one.title),
    })),
    digest: mapDigest(library.digest, "digest", say),
    roundup: mapDigest(library.roundup, "roundup", say),
    principalNote: mapDigest(library.principalNote, "note", say),
    pulse: {
      items: mapList(library.pulse.items, "pulse:item:", say),
      answers: mapList(library.pulse.answers, "pulse:answer:", say),
    },
    helpAnswers: library.helpAnswers.map(({ question, answer }, index) => ({
      question: say(`help:${index + 1}:question`, question),
      answer: say(`help:${index + 1}:answer`, answer),
    })),
    lookFors: library.lookFors.map((one) => ({
      ...one,
      statement: say(`look:${one.id}`, one.statement),
      mightHear: say(`look:${one.id}:hear`, one.mightHear),
      askAStudent: say(`look:${one.id}:ask`, one.askAStudent),
    })),
    expedition: mapExpedition(library.expedition, say),
    focusGroups: {
      privacy: say("theme:privacy", library.focusGroups.privacy),
      teacherPrompts: mapList(library.focusGroups.teacherPrompts, "theme:adult:", say),
      studentPrompts: mapList(library.focusGroups.studentPrompts, "theme:student:", say),
    },
  };
}

function mapTexts(
  texts: Readonly<Record<string, string>>,
  before: string,
  say: Say,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, say(`${before}${key}`, text)]),
  );
}

function mapList(texts: readonly string[], before: string, say: Say): readonly string[] {
  return texts.map((text, index) => say(`${before}${index + 1}`, text));
}

function mapPitfall(one: Pitfall, say: Say): Pitfall {
  const { code, connection } = one;
  return {
    ...one,
    label: say(`pitfall:${code}`, one.label),
    connection: {
      ...connection,
      need: say(`pitfall:${code}:need`, connection.need),
      support: say(`pitfall:${code}:support`, connection.support),
      nextStep: say(`pitfall:${code}:step`, connection.nextStep),
    },
  };
}

function mapDigest(digest: DigestTemplate, name: string, say: Say): DigestTemplate {
  return {
    ...digest,
    subject: say(`${name}:subject`, digest.subject),
    sections: digest.sections.map((section) => ({
      ...section,
      title: say(`${name}:${section.id}:title`, section.title),
      template: say(`${name}:${section.id}:line`, section.template),
      empty: say(`${name}:${section.id}:empty`, section.empty),
    })),
  };
}

function mapExpedition(expedition: Library["expedition"], say: Say): Library["expedition"] {
  return {
    ...expedition,
    agreement: mapList(expedition.agreement, "agreement:", say),
    noteHelp: say("visit:note-help", expedition.noteHelp),
    signals: expedition.signals.map((one) => ({
      ...one,
      label: say(`signal:${one.id}`, one.label),
    })),
  };
}
