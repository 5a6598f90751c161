import { may } from "#domain/rights.ts";
import { type ProfileFacts, profileCard } from "#messages/profile-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Actor, Product, Work } from "./product.ts";
import { readProfile } from "./read-profile.ts";
import { requireRight } from "./require-right.ts";

/** `/pl profile`: mission, vision, values and who can help, for everybody on the staff list. */
export async function showProfile(product: Product, act: Actor): Promise<Card> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* requireRight(work, act, "showProfile");
    const profile = yield* readProfile(work);
    return profileCard(product.words, profile, may(person, "changeProfile"));
  });
}

/** The profile as it is, for the form. Throws NOT_ALLOWED. */
export async function readProfileToChange(product: Product, act: Actor): Promise<ProfileFacts> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "readProfileToChange");
    return yield* readProfile(work);
  });
}
