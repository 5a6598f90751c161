import type { DistrictId, PersonId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import type { Person, Role } from "#domain/roster.ts";
import type { Platform, Profile } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import { spokenBy } from "./hear-language.ts";
import type { FindProfile, Place, Product, Work } from "./product.ts";

/** Called once a minute, this stays far below what Slack allows for its look-ups by e-mail. */
const MOST_AT_ONCE = 20;
const PLATFORMS: readonly Platform[] = ["slack", "teams"];
/** Those whom a wave writes to come first. */
const FIRST: readonly Role[] = ["pl_lead", "area_lead", "principal"];
const WANTED = "matching_wanted";

/** How far a workspace has been gone through; a new pass begins each day and after each import. */
interface Pass {
  readonly startedAt: string;
  readonly phase: "first" | "everybody" | "done";
  /** Goes on behind this person; "" at the beginning of a phase. */
  readonly after: string;
}

/** The roster has changed: everybody without an account is looked for again. */
export function* wantMatching({ tx, now }: Work): Steps<void> {
  yield* tx.roster.saveSetting(WANTED, now.toISOString());
}

/**
 * Looks a few people without an account up by e-mail, in each workspace of the district; principals
 * and leads first. Meant to be called once a minute.
 */
export async function matchPeople(
  product: Product,
  findProfile: FindProfile,
  district: DistrictId,
): Promise<void> {
  for (const platform of PLATFORMS) {
    for (const workspace of await product.store.links.listWorkspaces(platform, district)) {
      await matchSome(product, findProfile, { district, platform, workspace });
    }
  }
}

async function matchSome(product: Product, findProfile: FindProfile, at: Place): Promise<void> {
  const now = product.clock.now();
  const { people, pass } = await product.store.transaction(at.district, (tx) =>
    takeSome({ tx, product, now }, at),
  );
  let after = pass.after;
  for (const person of people) {
    const who = { email: person.email ?? "" };
    const profile = await findProfile(at.platform, at.workspace, who);
    if (profile === "unavailable") return await goBack(product, at, { ...pass, after });
    if (profile !== "nobody" && profile.kind === "staff") {
      await link(product, at, { person: person.id, profile });
    }
    after = person.id;
  }
}

interface Found {
  readonly person: PersonId;
  readonly profile: Profile;
}

/** A match by hand stays: nobody's account is taken away here. */
async function link(
  { store, log }: Product,
  { district, platform, workspace }: Place,
  { person, profile }: Found,
): Promise<void> {
  const account = { platform, workspace, account: profile.account, person };
  const spoken = spokenBy(profile);
  const linked = await store.transaction(district, function* (tx) {
    if (yield* tx.roster.findPersonByAccount(account)) return false;
    yield* tx.roster.linkAccount(account);
    if (spoken) yield* tx.roster.keepLanguage(account, spoken);
    return true;
  });
  if (linked) log.info("account_matched", { platform });
}

interface Some {
  readonly people: readonly Person[];
  /** As it was before these people. */
  readonly pass: Pass;
}

/** Moves on before anybody is looked up: of several replicas each has its own people. */
function* takeSome(work: Work, at: Place): Steps<Some> {
  const { tx } = work;
  const pass = yield* readPass(work, at);
  if (pass.phase === "done") return { people: [], pass };
  const people = yield* tx.roster.listUnmatched({
    platform: at.platform,
    workspace: at.workspace,
    after: pass.after === "" ? undefined : toId<PersonId>(pass.after),
    roles: pass.phase === "first" ? FIRST : undefined,
    limit: MOST_AT_ONCE,
  });
  const last = people.at(-1);
  const isFull = last !== undefined && people.length === MOST_AT_ONCE;
  yield* savePass(work, at, isFull ? { ...pass, after: last.id } : nextPhase(pass));
  return { people, pass };
}

function nextPhase(pass: Pass): Pass {
  return { ...pass, phase: pass.phase === "first" ? "everybody" : "done", after: "" };
}

function* readPass({ tx, now }: Work, at: Place): Steps<Pass> {
  const fresh: Pass = { startedAt: now.toISOString(), phase: "first", after: "" };
  const kept = yield* tx.roster.findSetting(settingOf(at));
  if (kept === undefined) return fresh;
  const [startedAt = "", phase = "", after = ""] = kept.split("|");
  const wanted = (yield* tx.roster.findSetting(WANTED)) ?? "";
  const isOld = phase === "done" && dayOf(startedAt) !== dayOf(fresh.startedAt);
  if (isOld || startedAt < wanted) return fresh;
  return { startedAt, phase: phase === "first" || phase === "done" ? phase : "everybody", after };
}

function dayOf(instant: string): string {
  return instant.slice(0, "2025-08-18".length);
}

function* savePass({ tx }: Pick<Work, "tx">, at: Place, pass: Pass): Steps<void> {
  const { startedAt, phase, after } = pass;
  yield* tx.roster.saveSetting(settingOf(at), [startedAt, phase, after].join("|"));
}

function settingOf({ platform, workspace }: Place): string {
  return `matching:${platform}:${workspace}`;
}

/** The platform did not answer: the next call goes on behind the last one who was looked up. */
async function goBack({ store }: Product, at: Place, pass: Pass): Promise<void> {
  await store.transaction(at.district, (tx) => savePass({ tx }, at, pass));
}
