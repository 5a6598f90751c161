import type { SiteId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { invitationCard, lateQuestionCard, withAnswer } from "#messages/invitation-cards.ts";
import { nameList } from "#messages/name-list.ts";
import { reinvitationCard } from "#messages/reinvitation-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { isOver, newestFirst } from "./find-invitation.ts";
import { listSpokenFor } from "./own-schools.ts";
import type { Act, Product, Work } from "./product.ts";
import { readReinvitation } from "./read-reinvitation.ts";
import { requireRight } from "./require-right.ts";
import { closeOf } from "./schedule-reminder.ts";
import { findAsked } from "./snooze-site.ts";
import { findShownAnswer } from "./standing-answer.ts";
import { readWaveDesk } from "./wave-desk.ts";
import { readWaveFacts } from "./wave-people.ts";

/** One of the actor's schools, by its id or by what was typed of its name; the first that waits unless told. */
export interface WantedSchool {
  readonly site?: SiteId | undefined;
  readonly typed?: string | undefined;
}

/**
 * `/pl answer`: the question of the actor's own school with what it answered, in the wave that asks it, else
 * in the newest one that was opened. Undefined if there is none to answer.
 */
export async function showOwnInvitation(
  product: Product,
  act: Act,
  { site: id, typed = "" }: WantedSchool = {},
): Promise<Card | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* requireRight(work, act, "showOwnInvitation");
    const isWanted = (site: Site) =>
      (id === undefined || site.id === id) && fold(site.name).includes(fold(typed));
    const own = yield* listOwnSites(work, person);
    const found: OwnQuestion[] = [];
    for (const site of own.filter(isWanted)) {
      found.push(...(yield* findQuestion(work, person, site)));
    }
    const first = found.find(({ waits }) => waits) ?? found[0];
    if (!first) return undefined;
    const others = own.filter((site) => site.id !== first.site.id);
    return withOthers(work, yield* toCard(work, first, person), others);
  });
}

interface OwnQuestion {
  readonly site: Site;
  readonly wave: Wave;
  /** Undefined for a school that the wave has not asked. */
  readonly invitation: Invitation | undefined;
  /** What the school said last; undefined while it has said nothing. */
  readonly answer: Invitation["answer"];
  readonly isOpen: boolean;
  /** Nobody has answered, and there is time. */
  readonly waits: boolean;
}

function* findQuestion(work: Work, person: Person, site: Site): Steps<readonly OwnQuestion[]> {
  const own = yield* findAsked(work, site.id);
  const answer = own && (yield* findShownAnswer(work, person, own.invitation));
  const isOpen = own !== undefined && !isOver(own.wave, own.invitation);
  // A school that is in changes its mind in the wave that it joined.
  if (own && (isOpen || answer === "yes")) {
    return [{ site, ...own, answer, isOpen, waits: isOpen && answer === undefined }];
  }
  const [wave] = newestFirst(yield* work.tx.waves.listWaves());
  if (!wave) return [];
  return [{ site, wave, invitation: undefined, answer, isOpen: false, waits: false }];
}

function* toCard(
  work: Work,
  { site, wave, invitation, answer, isOpen }: OwnQuestion,
  person: Person,
): Steps<Card> {
  const { words } = work.product;
  const shownWith = (card: Card) => (answer ? withAnswer(words, card, answer) : card);
  const closesOn = invitation ? closeOf(invitation, wave) : wave.closesOn;
  const facts = yield* readWaveFacts(work, { ...wave, closesOn }, site);
  if (!isOpen) return shownWith(lateQuestionCard(words, facts));
  const isAgain = invitation?.kind === "reinvited" && answer === undefined;
  const again = isAgain ? yield* readReinvitation(work, { wave, site }, person) : undefined;
  if (again) return reinvitationCard(words, facts, again);
  return shownWith(invitationCard(words, facts, person));
}

/** Who answers for several schools finds the others by name. */
function withOthers({ product: { words } }: Work, card: Card, others: readonly Site[]): Card {
  if (others.length === 0) return card;
  const names = nameList(
    words,
    others.map(({ name }) => name),
  );
  const more = words.say("answer_other_schools", { names });
  return { ...card, context: [card.context, more].filter((line) => line).join(" ") };
}

/** Sites for which this person is asked: as principal, as named by one, or in a principal's place. */
export function* listOwnSites(work: Work, person: Person): Steps<readonly Site[]> {
  const own = yield* listSpokenFor(work, person);
  const sites = [...own, ...(yield* listVacancies(work, person))];
  return [...new Map(sites.map((site) => [site.id, site])).values()];
}

function* listVacancies(work: Work, person: Person): Steps<readonly Site[]> {
  if (!STANDING_IN.some((role) => holds(person, role))) return [];
  const desk = yield* readWaveDesk(work, []);
  return [...desk.sites.values()].filter((site) => {
    const { people, vacancy } = desk.recipientsOf(site);
    return vacancy && people.some(({ id }) => id === person.id);
  });
}

/** Who is asked where nobody leads a school. */
const STANDING_IN = ["area_lead", "pl_lead"] as const;
