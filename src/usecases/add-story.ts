import { type PersonId, type SchoolWordId, toId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import { lookUpSite } from "#domain/site-names.ts";
import { lastStoryDay } from "#domain/story-shelf.ts";
import type { Steps } from "#ports/steps.ts";
import { askConsent } from "./ask-consent.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readPlace } from "./send-direct.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface GivenStory {
  readonly kind: "story" | "testimonial";
  readonly text: string;
  /** Whose words they are: nobody else can agree to their use. */
  readonly owner: PersonId;
  /** A school's name as it was typed; "" for the owner's own. */
  readonly school: string;
  readonly months: number;
}

export type StoryAdded = { readonly kind: "school"; readonly near: readonly string[] } | StoryKept;

export type StoryKept =
  /** `at` is undefined for somebody who cannot be written to. */
  | {
      readonly kind: "asked";
      readonly owner: Person;
      readonly at: Date | undefined;
      readonly zone: string;
    }
  | { readonly kind: "own"; readonly day: string };

/** Puts a story on the shelf and asks its owner: nothing is used before their yes. Throws NOT_ALLOWED. */
export async function addStory(product: Product, act: Act, given: GivenStory): Promise<StoryAdded> {
  const { district } = act;
  const now = product.clock.now();
  const place = await product.store.read(district, function* (tx) {
    yield* requireRight({ tx }, act, "addStory");
    return yield* findSchool({ tx, product, now }, given);
  });
  if (place.kind !== "found") return { kind: "school", near: place.near };
  return await product.store.transaction(district, function* (tx) {
    const work: Work = { tx, product, now };
    const lead = yield* requireRight(work, act, "addStory");
    const owner = yield* tx.roster.getPerson(given.owner);
    const id = toId<SchoolWordId>(product.random.id());
    return yield* keepStory(work, { ...given, id, owner, lead, site: place.site });
  });
}

type FoundSchool =
  | { readonly kind: "found"; readonly site: Site | undefined }
  | { readonly kind: "unknown"; readonly near: readonly string[] };

function* findSchool({ tx }: Work, { school, owner }: GivenStory): Steps<FoundSchool> {
  if (school === "") {
    const { homeSite } = yield* tx.roster.getPerson(owner);
    return { kind: "found", site: homeSite && (yield* tx.roster.findSite(homeSite)) };
  }
  const found = lookUpSite(yield* tx.roster.listSites(), school);
  if (found.kind === "one") return { kind: "found", site: found.site };
  return { kind: "unknown", near: found.kind === "several" ? found.names : found.near };
}

export interface NewStory extends Pick<GivenStory, "kind" | "text" | "months"> {
  readonly id: SchoolWordId;
  readonly owner: Person;
  readonly lead: Person;
  readonly site: Site | undefined;
}

/** Keeps a story and asks its owner; the own words of who adds them need no other yes. */
export function* keepStory(work: Work, story: NewStory): Steps<StoryKept> {
  const { tx, now } = work;
  const { owner, lead, site } = story;
  const { zone } = yield* tx.roster.getDistrict();
  const day = lastStoryDay(localDay(now, zone), story.months);
  const word: SchoolWord = {
    id: story.id,
    kind: story.kind,
    text: story.text,
    site: site?.id,
    writer: lead.id,
    owner: owner.id,
    at: now,
    expiresOn: day,
    consentAt: owner.id === lead.id ? now : undefined,
  };
  yield* tx.listening.addWord(word);
  const subject = `story:${word.id}`;
  const facts = { owner: owner.id, until: day };
  yield* writeAudit(work, {
    actor: actorOf({ person: lead.id }),
    action: "story_added",
    subject,
    facts,
  });
  if (word.consentAt) return { kind: "own", day };
  const at = yield* askConsent(work, { word, owner, lead, site });
  return { kind: "asked", owner, at, zone: (yield* readPlace(work, owner)).zone };
}
