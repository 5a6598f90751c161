import { ProductError } from "#domain/errors.ts";
import { may, type Reached, type Right } from "#domain/rights.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Work } from "./product.ts";

/** What somebody wants to do, and to what. */
export interface Wanted extends Reached {
  readonly right: Right;
}

/**
 * Who acts, if they may: read from the store at the moment of acting. A right alone is enough where it
 * is bound to nothing. Throws NOT_ALLOWED.
 */
export function* requireRight(
  { tx }: Pick<Work, "tx">,
  actor: Pick<Actor, "person">,
  asked: Right | Wanted,
): Steps<Person> {
  const { right, ...to } = typeof asked === "string" ? { right: asked } : asked;
  const person = yield* tx.roster.getPerson(actor.person);
  if (may(person, right, to)) return person;
  throw new ProductError("NOT_ALLOWED", `"${right}" is for somebody else.`);
}
