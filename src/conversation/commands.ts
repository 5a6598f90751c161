import { sayMentions } from "#domain/mentions.ts";
import { fold } from "#domain/names.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { everyWords } from "#usecases/languages.ts";
import { showHelp } from "#usecases/show-help.ts";
import { showQuestion } from "./answer-presses.ts";
import { calendar } from "./calendar-presses.ts";
import { called } from "./call-presses.ts";
import { delegate } from "./delegate-commands.ts";
import { digest } from "./digest-presses.ts";
import { expedition } from "./expedition-presses.ts";
import { ask } from "./find-presses.ts";
import { group } from "./group-commands.ts";
import { examples, tryOut } from "./idea-presses.ts";
import { orInstead } from "./instead.ts";
import { team, whyLine } from "./joined-presses.ts";
import { language } from "./language-command.ts";
import { calls, school, waves } from "./lead-views.ts";
import { look, mine } from "./mine-presses.ts";
import { openPage, signOut } from "./own-page.ts";
import { channelHere, match } from "./people-commands.ts";
import { foldAlone, readPlainCommand, readPlainWords } from "./plain-words.ts";
import { praiseInOneLine } from "./praise.ts";
import { contact, profile } from "./profile-presses.ts";
import { comeBack } from "./return-presses.ts";
import { halt, pauseAny, resume, sent } from "./serving-commands.ts";
import { start, status, stop } from "./settings-commands.ts";
import { stories, thanked, thanks } from "./shelf-presses.ts";
import { showing } from "./show-presses.ts";
import { snooze } from "./snooze-commands.ts";
import { say, show, type Talk } from "./talk.ts";
import { map, themes } from "./theme-presses.ts";
import { changed, training } from "./training-presses.ts";
import { wave } from "./wave-commands.ts";
import { focus, when } from "./week-presses.ts";
import { why } from "./why-command.ts";
import { ideas, words as ownWords, preview } from "./wording-commands.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;
type Answer = (talk: Talk, rest: string, command: Command) => Promise<Reply>;

type Text = Extract<ChatEvent, { kind: "text" }>;

const WORDS = /\s+/;

/** `/pl <word>`: everything but praise. */
const plCommands: Readonly<Record<string, Answer>> = {
  "": help,
  help,
  language,
  idioma: language,
  ayuda: help,
  parar: stop,
  empezar: start,
  pausa: pauseAny,
  reanudar: resume,
  detener: halt,
  enviado: sent,
  enviados: sent,
  estado: status,
  mirar: look,
  mapa: map,
  temas: themes,
  mio: mine,
  mío: mine,
  responder: showQuestion,
  llamadas: calls,
  escuela: school,
  equipo: team,
  historias: stories,
  perfil: profile,
  start,
  stop,
  pause: pauseAny,
  resume,
  halt,
  sent,
  status,
  mine,
  look,
  map,
  themes,
  ask,
  preguntar: ask,
  try: tryOut,
  probar: tryOut,
  examples,
  ejemplos: examples,
  when,
  cuando: when,
  cuándo: when,
  focus,
  enfoque: focus,
  show: showing,
  mostrar: showing,
  group,
  grupo: group,
  visit: expedition,
  visita: expedition,
  expedition,
  answer: showQuestion,
  delegate,
  wave,
  waves,
  channel: channelHere,
  match,
  link: async ({ product }) => await Promise.resolve(say(product.words.say("link_already", {}))),
  dashboard: openPage,
  "sign-out": signOut,
  why: async (talk, rest) => await why(talk, rest),
  calls,
  digest,
  resumen: digest,
  snooze,
  come: async (talk, rest) => (await comeBack(talk, rest)) ?? (await help(talk)),
  team,
  "why-line": whyLine,
  stories,
  training,
  capacitacion: training,
  capacitación: training,
  changed,
  cambios: changed,
  words: ownWords,
  textos: ownWords,
  ideas,
  preview,
  vista: preview,
  thanks,
  thanked,
  profile,
  calendar,
  calendario: calendar,
  contact,
  called,
  school,
};

/** Answers a command; an unknown one names the help. */
export async function answerCommand(talk: Talk, event: Command): Promise<Reply> {
  const { words } = talk.product;
  const { command } = event;
  if (command === "praise") return await praiseInOneLine(talk, event.text);
  if (command === "expedition")
    return await expedition(
      talk,
      sayMentions(event.text, () => ""),
    );
  const text = sayMentions(event.text, () => "").trim();
  const [first = "", ...rest] = text.split(WORDS);
  const word = first.toLowerCase();
  const known = command === "pl" && Object.hasOwn(plCommands, word) ? plCommands[word] : undefined;
  if (known)
    return await orInstead(talk, word, async () => await known(talk, rest.join(" "), event));
  return say(words.say("unknown_command", { command: `/${command} ${text}`.trim() }));
}

/**
 * Plain words to the bot: "praise Ana for ...", "status", "yes", "/pl help". Everything else gets the help, so
 * that nobody who says hello is told off, and no sentence is taken for a command that it only begins like.
 */
export async function answerText(talk: Talk, event: Text): Promise<Reply> {
  if (isAnswer(talk, event.text)) return await showQuestion(talk, "");
  const said = readPlainWords(event.text);
  const { sign, word, rest } = said;
  const as = (command: string, text: string): Command => ({
    ...event,
    kind: "command",
    command,
    text,
  });
  if (word === "praise" || word === "pl" || (sign !== "" && !isPlain(word))) {
    return await answerCommand(talk, as(word, rest));
  }
  if (!isPlain(word)) return await help(talk);
  const plain = sign === "" ? await readPlainCommand(talk, said) : rest;
  return plain === undefined
    ? await help(talk)
    : await answerCommand(talk, as("pl", `${word} ${plain}`));
}

/** "yes", "no" or an answer's whole words: they belong to the question, which is shown. */
function isAnswer({ product }: Talk, text: string): boolean {
  const said = foldAlone(text);
  if (said === "") return false;
  const labels = everyWords(product).flatMap(({ library }) => {
    const { yes = "", not_yet = "", no = "" } = library.pollAnswers;
    return [yes, not_yet, no];
  });
  return [...SHORT_ANSWERS, ...labels].some((answer) => fold(answer) === said);
}

const SHORT_ANSWERS = ["yes", "no", "not yet", "sí", "todavía no", "aún no"] as const;

/** True for what may be said without "/pl" before it. */
export function isPlain(word: string): boolean {
  return word !== "" && Object.hasOwn(plCommands, word);
}

async function help({ product, act }: Talk): Promise<Reply> {
  return show(await showHelp(product, act));
}
