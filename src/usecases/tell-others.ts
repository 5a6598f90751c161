import type { AnswerId, PersonId } from "#domain/ids.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { AnswerKind } from "#domain/wave.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { answerNoticeCard } from "#messages/answered-card.ts";
import type { OfferFacts } from "#messages/invitation-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { isWithinBudget, keyOf, sendDirect } from "./send-direct.ts";
import { findRecipients } from "./wave-people.ts";
import { withoutStopped } from "./wave-wishes.ts";

/** After this everybody has seen the card itself. */
const WORTH_MS = 4 * 24 * 60 * 60 * 1000;

export interface Told {
  readonly answer: AnswerId;
  readonly kind: AnswerKind;
  readonly by: Person;
}

type Facts = OfferFacts & { readonly site: Site };

/**
 * One short note to everybody else who answers for the school. One that still waits gives way to the newest;
 * where the week has no room there is none, as the card shows it too.
 */
export function* tellOthers(work: Work, facts: Facts, told: Told): Steps<void> {
  const { site } = facts;
  const { people } = yield* findRecipients(work, site);
  // Who answers needs no note of what others said before.
  yield* work.tx.outbox.cancelGroup(noticeGroup(site, told.by.id));
  for (const person of yield* withoutStopped(work, people)) {
    if (person.id !== told.by.id) yield* tellOne(work, facts, { ...told, person });
  }
}

function* tellOne(
  work: Work,
  facts: Facts,
  { person, answer, ...said }: Told & { readonly person: Person },
): Steps<void> {
  const { tx, now } = work;
  const { site } = facts;
  const group = noticeGroup(site, person.id);
  yield* tx.roster.guardPerson(person.id);
  yield* tx.outbox.cancelGroup(group);
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const expiresAt = new Date(now.getTime() + WORTH_MS);
  const at = nextSendMoment({ kind: "answer_notice", site, schoolDays, after: now });
  if (!at || at >= expiresAt) return;
  if (!(yield* isWithinBudget(work, person, weekKey(localDay(at, site.zone))))) return;
  yield* sendDirect(work, {
    key: keyOf("answer-notice", answer, person.id),
    kind: "answer_notice",
    person,
    card: (words) => answerNoticeCard(words, facts, said),
    place: site,
    after: now,
    group,
    expiresAt,
  });
}

/** What waits to be told to one person about one school's answers. */
export function noticeGroup(site: Pick<Site, "id">, person: PersonId): string {
  return `answer-notice:${site.id}:${person}`;
}
