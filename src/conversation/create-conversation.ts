import { ProductError } from "#domain/errors.ts";
import { isAction, isFormId } from "#messages/actions.ts";
import type { Words } from "#messages/words.ts";
import type { ChatEvent, OnEvent, Reply } from "#ports/chat.ts";
import { searchColleagues } from "#usecases/find-colleague.ts";
import { inLocale, writtenIn } from "#usecases/languages.ts";
import type { Product } from "#usecases/product.ts";
import { showHome } from "#usecases/show-home.ts";
import { EventRepeated } from "./act-store.ts";
import { answerCommand, answerText } from "./commands.ts";
import { createHearing } from "./hearing.ts";
import { openPraiseForm } from "./praise.ts";
import { presses } from "./presses.ts";
import { type Desk, recognise, repeated, type Turn } from "./recognise.ts";
import { withStoppedNote } from "./stopped-note.ts";
import { createStrangers } from "./strangers.ts";
import { submissions } from "./submissions.ts";
import { type ConversationParts, explain, fail, say, type Talk } from "./talk.ts";
import {
  answerUnlinked,
  followChannel,
  followInstall,
  followPerson,
  followUninstall,
} from "./workspaces.ts";

/** Turns what people do in chat into use cases, and what came of it into a reply. Never throws. */
export function createConversation(parts: ConversationParts): OnEvent {
  const strangers = createStrangers(parts.product.clock);
  const hearing = createHearing(parts);
  return async (event) => {
    try {
      return await answerEvent({ ...parts, strangers, hearing }, tidy(event));
    } catch (cause) {
      return sayFailed(inLocale(parts.product, event.locale), cause);
    }
  };
}

/** Nothing was kept now: it was before, or something broke. Or, at worst, nobody knows. */
function sayFailed({ words, log }: Product, cause: unknown): Reply {
  if (cause instanceof EventRepeated) return repeated({ words });
  log.error("event_failed", { cause });
  const isUnsure = cause instanceof ProductError && cause.code === "DATABASE_UNSURE";
  return fail(words.say(isUnsure ? "failed_unsure" : "failed", {}));
}

/** A command is one line of words: what was pasted is read as such, and no more than anybody types. */
function tidy(event: ChatEvent): ChatEvent {
  if (event.kind !== "command") return event;
  return { ...event, text: event.text.slice(0, MOST_TYPED).replace(SPACES, " ") };
}

const MOST_TYPED = 4000;
const SPACES = /\s+/g;

async function answerEvent(parts: Desk, event: ChatEvent): Promise<Reply> {
  const district = await parts.findDistrict(event.platform, event.workspace);
  switch (event.kind) {
    case "installed":
      return await followInstall(parts, district, event);
    case "uninstalled":
      return await followUninstall(parts, district, event);
    case "joined":
    case "left":
      return await followChannel(parts, district, event);
    case "reaction":
      return { kind: "none" };
    default:
      if (district === undefined) return await answerUnlinked(parts, event);
      if (event.kind === "profile") {
        parts.strangers.forget(event);
        return await followPerson(parts, district, event);
      }
      return await answerTurn(await recognise(parts, district, event), event);
  }
}

type PersonsEvent = Exclude<
  ChatEvent,
  { readonly kind: "installed" | "uninstalled" | "joined" | "left" | "reaction" | "profile" }
>;

/** Acts once: a form that comes back with errors has not acted yet, and may be sent again. */
async function answerTurn(turn: Turn, event: PersonsEvent): Promise<Reply> {
  if ("reply" in turn) return turn.reply;
  const { talk, settle, wake } = turn;
  try {
    const reply = await answer(talk, event).catch(
      async (error: unknown) => await explain(talk, error),
    );
    if (reply.kind !== "errors" && reply.kind !== "failed") await settle();
    await wake();
    return inLanguageOf(talk.product.words, await withStoppedNote(talk, reply));
  } catch (cause) {
    return sayFailed(talk.product, cause);
  }
}

/** What the adapter adds by itself is said in the same language. */
function inLanguageOf(words: Words, reply: Reply): Reply {
  if ("card" in reply) return { ...reply, card: writtenIn(words, reply.card) };
  if (reply.kind === "form") return { ...reply, form: writtenIn(words, reply.form) };
  if (reply.kind !== "page") return reply;
  return { ...reply, page: writtenIn(words, reply.page) };
}

async function answer(talk: Talk, event: PersonsEvent): Promise<Reply> {
  const { words } = talk.product;
  switch (event.kind) {
    case "command":
      return await answerCommand(talk, event);
    case "press":
      if (!isAction(event.action)) return say(words.say("old_button", {}));
      return await presses[event.action](talk, event.value);
    case "submit":
      if (!isFormId(event.form)) return say(words.say("old_button", {}));
      return await submissions[event.form](talk, event);
    case "search":
      return {
        kind: "choices",
        options: await searchColleagues(talk.product, talk.act, event.query),
      };
    case "shortcut":
      return await openPraiseForm(talk, event.about);
    case "text":
      return await answerText(talk, event);
    case "added":
    case "removed":
      return { kind: "none" };
    case "opened":
      return { kind: "page", page: await showHome(talk.product, talk.act) };
  }
}
