import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { District } from "#domain/roster.ts";
import { digest, hashSecret } from "./hash-secret.ts";
import type { Place, Product } from "./product.ts";
import { type Audited, COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** What people type: no 0 and O, no 1 and I. Thirty-two, so that a byte picks without favour. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 10;
const HALF = 5;
const VALID_MS = 24 * 60 * 60 * 1000;
const NOT_TYPED = /[^0-9A-Z]/g;

/** Where the app is, before or after it is linked. */
export type Workspace = Pick<Place, "platform" | "workspace">;

export interface LinkCode {
  /** Two groups of five letters and digits, as people type it. Only its hash is kept. */
  readonly code: string;
  readonly district: District;
  readonly expiresAt: Date;
}

/**
 * A code that links one workspace to the district, once, within a day. Without `named` it is the only
 * district. Throws DISTRICT_UNCLEAR.
 */
export async function makeLinkCode(product: Product, named?: string): Promise<LinkCode> {
  const { store, clock, random } = product;
  const id = chooseDistrict(await store.listDistricts(), named);
  const picked = (await digest(random.secret())).slice(0, LENGTH);
  const code = [...picked].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
  const expiresAt = new Date(clock.now().getTime() + VALID_MS);
  await audit(product, id, { actor: COMMAND_LINE, action: "link_code_made", subject: "district" });
  await store.links.keepCode(await hashSecret(code), id, expiresAt);
  const district = await store.read(id, (tx) => tx.roster.getDistrict());
  return { code: `${code.slice(0, HALF)}-${code.slice(HALF)}`, district, expiresAt };
}

/** The named district, or the only one. Throws DISTRICT_UNCLEAR. */
export function chooseDistrict(all: readonly DistrictId[], named: string | undefined): DistrictId {
  const found = named === undefined ? all : all.filter((id) => id === named);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const known = all.length > 0 ? all.join(", ") : "none";
  throw new ProductError("DISTRICT_UNCLEAR", `Which district is meant is not clear: ${known}.`);
}

/** Links the workspace by a code as somebody typed it; undefined for one that is wrong, used or old. */
export async function linkByCode(
  product: Product,
  at: Workspace,
  typed: string,
): Promise<District | undefined> {
  const code = typed.toUpperCase().replace(NOT_TYPED, "");
  const { store, clock } = product;
  const district = await store.links.takeCode(await hashSecret(code), clock.now());
  if (district === undefined) return undefined;
  await link(product, at, district);
  return await store.read(district, (tx) => tx.roster.getDistrict());
}

/**
 * Links a workspace that an IT admin names on the machine, for platforms where nobody there is heard
 * before. Without `named` it is the only district. Throws DISTRICT_UNCLEAR.
 */
export async function linkByName(
  product: Product,
  at: Workspace,
  named?: string,
): Promise<District> {
  const district = chooseDistrict(await product.store.listDistricts(), named);
  await link(product, at, district);
  return await product.store.read(district, (tx) => tx.roster.getDistrict());
}

/** Links the app's only workspace to the only district; with several of either somebody has to say. */
export async function linkOnlyDistrict(product: Product, at: Workspace): Promise<void> {
  const [only, ...others] = await product.store.listDistricts();
  if (only && others.length === 0) await link(product, at, only);
}

/** A workspace that belonged to another district takes nothing of it along. */
async function link(product: Product, at: Workspace, district: DistrictId): Promise<void> {
  const { store, clock, log } = product;
  const { platform, workspace } = at;
  const subject = `workspace:${platform}:${workspace}`;
  const before = await store.links.find(platform, workspace);
  if (before !== undefined && before !== district) {
    await store.transaction(before, function* (tx) {
      yield* tx.roster.forgetWorkspace({ platform, workspace });
      yield* tx.outbox.cancelWorkspace(platform, workspace);
      const said = { actor: SETUP, action: "workspace_unlinked", subject } as const;
      yield* writeAudit({ tx, now: clock.now() }, said);
    });
  }
  await audit(product, district, { actor: SETUP, action: "workspace_linked", subject });
  await store.links.link(platform, workspace, district);
  log.info("workspace_linked", { platform, workspace, district });
}

/** Whoever holds a code or sits at the machine. */
const SETUP = "setup";

/**
 * Written down before it is done: links lie in front of the districts, and no transaction holds both.
 */
async function audit(product: Product, district: DistrictId, said: Audited): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(district, (tx) => writeAudit({ tx, now }, said));
}
