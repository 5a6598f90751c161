import { readPractice } from "#domain/practice-hosts.ts";
import { type Action, readValue } from "#messages/actions.ts";
import { offeredCard, showingCard, stoppedCard, whichPracticeCard } from "#messages/show-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { everyWords } from "#usecases/languages.ts";
import { listShowing } from "#usecases/list-showing.ts";
import { offerToShow } from "#usecases/offer-to-show.ts";
import { stopShowing } from "#usecases/stop-showing.ts";
import { show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

const STOP = /^(?:stop|dejar)\b\s*/i;

/** The buttons around what somebody is happy to show. */
export const showPresses = {
  "offer-to-show": async (talk, value) => await offer(talk, practiceIn(talk, value)),
  "stop-showing": async (talk, value) => await stop(talk, practiceIn(talk, value)),
} as const satisfies Partial<Record<Action, Press>>;

/** `/pl show`, `/pl show choice`, `/pl show stop choice`. */
export async function showing(talk: Talk, rest: string): Promise<Reply> {
  const typed = rest.trim();
  if (typed === "") return await list(talk);
  const name = typed.replace(STOP, "");
  const practice = findTyped(talk, name);
  if (STOP.test(typed)) return await stop(talk, practice);
  if (practice !== undefined) return await offer(talk, practice);
  return show(whichPracticeCard(talk.product.words, "offer-to-show", name));
}

/** True if only somebody who means the command goes on like this: "show choice", "show stop". */
export function meansShow(talk: Talk, rest: string): boolean {
  const name = rest.replace(STOP, "");
  return findTyped(talk, name) !== undefined || (name === "" && STOP.test(rest));
}

/** A practice by its id or its label, in whichever of our languages it is typed. */
export function findTyped({ product }: Pick<Talk, "product">, typed: string): string | undefined {
  const labels = everyWords(product).flatMap(({ library }) => library.practices);
  return readPractice(labels, typed);
}

/** The practice a button carries; undefined for none, and for one the library has no more. */
export function practiceIn({ product }: Pick<Talk, "product">, value: string): string | undefined {
  const [practice] = readValue(value);
  return product.words.library.practices.find(({ id }) => id === practice)?.id;
}

async function list({ product, act }: Talk): Promise<Reply> {
  return show(showingCard(product.words, await listShowing(product, act)));
}

async function offer({ product, act }: Talk, practice: string | undefined): Promise<Reply> {
  const { words } = product;
  if (practice === undefined) return show(whichPracticeCard(words, "offer-to-show", ""));
  const offered = await offerToShow(product, act, practice);
  return show(offeredCard(words, practice, offered === "stopped"));
}

/** Without a practice it is the only one there is, or the list to pick from. */
async function stop(talk: Talk, practice: string | undefined): Promise<Reply> {
  const { product, act } = talk;
  if (practice !== undefined) {
    return show(stoppedCard(product.words, practice, await stopShowing(product, act, practice)));
  }
  const [only, ...others] = await listShowing(product, act);
  return only === undefined || others.length > 0 ? await list(talk) : await stop(talk, only);
}
