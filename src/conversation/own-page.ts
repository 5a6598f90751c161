import { type ExpeditionId, toId } from "#domain/ids.ts";
import { openPageCard } from "#messages/open-page-card.ts";
import { recorderPath } from "#messages/visit-links.ts";
import type { Reply } from "#ports/chat.ts";
import { makeSignInLink } from "#usecases/make-sign-in-link.ts";
import { signOutEverywhere } from "#usecases/sign-out.ts";
import { helpContact, say, show, type Talk } from "./talk.ts";

/** `/pl dashboard`, and the button of the own page. */
export async function openPage(talk: Talk): Promise<Reply> {
  return await openAt(talk, undefined);
}

/** A button that opens one page, also where nobody is signed in; the own page where the button names none. */
export async function openPressed(talk: Talk, value: string): Promise<Reply> {
  const visit = value === "" ? undefined : recorderPath(toId<ExpeditionId>(value));
  return await openAt(talk, visit);
}

async function openAt({ product, act }: Talk, path: string | undefined): Promise<Reply> {
  const { words } = product;
  const link = await makeSignInLink(product, act);
  if (!link) {
    return say(words.say("page_no_address", { help_contact: await helpContact(product, act) }));
  }
  const next = path === undefined ? "" : `?next=${encodeURIComponent(path)}`;
  return show(openPageCard(words, { ...link, url: `${link.url}${next}` }));
}

/** `/pl sign-out`: in every browser, as nobody in chat can say which one. */
export async function signOut({ product, act }: Talk): Promise<Reply> {
  await signOutEverywhere(product, act);
  return say(product.words.say("signed_out", {}));
}
