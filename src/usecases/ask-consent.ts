import type { SchoolWord } from "#domain/listening.ts";
import { displayName, holds, mainRole, type Person, type Site } from "#domain/roster.ts";
import { consentCard } from "#messages/shelf-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";

/** What waits to be sent about one story: taken back with it. */
export function storyGroup(id: SchoolWord["id"]): string {
  return `story:${id}`;
}

/** Who tells a story, as others read it: "A principal". */
export function sayTeller(words: Words, person: Person, site: Site | undefined): string {
  const leads = site && holds(person, "principal", site.id);
  return words.say(`story_from_${leads ? "principal" : mainRole(person)}`, {});
}

export interface Consent {
  readonly word: SchoolWord;
  readonly owner: Person;
  /** Who would like to use the words. */
  readonly lead: Person;
  readonly site: Site | undefined;
}

/** Asks the owner of words for a yes; gives when, undefined if they cannot be written to. */
export function* askConsent(
  work: Work,
  { word, owner, lead, site }: Consent,
): Steps<Date | undefined> {
  const { shortName } = yield* work.tx.roster.getDistrict();
  return yield* sendDirect(work, {
    key: keyOf("consent", word.id),
    kind: "consent",
    person: owner,
    card: (words) =>
      consentCard(words, {
        word,
        from: sayTeller(words, owner, site),
        school: site?.name ?? shortName,
        senderName: displayName(lead),
      }),
    place: yield* readPlace(work, owner),
    after: work.now,
    group: storyGroup(word.id),
  });
}
