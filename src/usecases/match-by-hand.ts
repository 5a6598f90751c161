import { mayMatch } from "#domain/rights.ts";
import type { Person } from "#domain/roster.ts";
import type { Profile } from "#ports/chat.ts";
import { findColleague } from "./find-colleague.ts";
import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export type Matched =
  | { readonly kind: "matched"; readonly person: Person; readonly before: Person | undefined }
  | { readonly kind: "already"; readonly person: Person }
  | { readonly kind: "not_yours"; readonly person: Person }
  | { readonly kind: "email_unknown" }
  | { readonly kind: "several"; readonly names: readonly string[] }
  | { readonly kind: "unknown"; readonly names: readonly string[] };

/** Throws NOT_ALLOWED for everybody but PL leads and IT admins. */
export async function requireMatcher(product: Product, act: Act): Promise<void> {
  await product.store.read(act.district, (tx) => requireRight({ tx }, act, "requireMatcher"));
}

/**
 * Says by hand whose account it is, where e-mail did not tell: a name, or an e-mail of the roster.
 * Throws NOT_ALLOWED.
 */
export async function matchByHand(
  product: Product,
  act: Act,
  { profile, typed }: { readonly profile: Profile; readonly typed: string },
): Promise<Matched> {
  const found = await findByName(product, act, typed);
  if ("kind" in found) return found;
  const { platform, workspace } = act;
  const account = { platform, workspace, account: profile.account };
  return await product.store.transaction(act.district, function* (tx) {
    const matcher = yield* requireRight({ tx }, act, "matchByHand");
    const before = yield* tx.roster.findPersonByAccount(account);
    if (before?.id === found.id) return { kind: "already", person: found };
    if (!mayMatch(matcher, found, before)) return { kind: "not_yours", person: found };
    yield* tx.roster.linkAccount({ ...account, person: found.id, byHand: true });
    const now = product.clock.now();
    const facts = { platform, before: before?.id ?? "" };
    const subject = `person:${found.id}`;
    const actor = actorOf(act);
    yield* writeAudit({ tx, now }, { actor, action: "account_matched", subject, facts });
    return { kind: "matched", person: found, before };
  });
}

async function findByName(product: Product, act: Act, typed: string): Promise<Person | Matched> {
  if (typed.includes("@")) {
    const { store } = product;
    const person = await store.read(act.district, (tx) => tx.roster.findPersonByEmail(typed));
    return person ?? { kind: "email_unknown" };
  }
  const lookup = await findColleague(product, act, typed);
  if (lookup.kind === "one") return lookup.person;
  const names = lookup.options.map(({ label, hint }) => (hint ? `${label} (${hint})` : label));
  return { kind: lookup.kind === "several" ? "several" : "unknown", names };
}
