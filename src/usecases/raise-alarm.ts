import type { Person } from "#domain/roster.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { keyOf, sendDirect } from "./send-direct.ts";

export interface Alarm {
  /** What happened: of one incident everybody hears once, however often it is noticed. */
  readonly incident: string;
  readonly card: (words: Words) => Card;
}

/** Tells PL leads and IT admins at once, each in their language. */
export function* raiseAlarm(work: Work, { incident, card }: Alarm): Steps<void> {
  const { zone } = yield* work.tx.roster.getDistrict();
  for (const person of yield* listAlarmed(work)) {
    yield* sendDirect(work, {
      key: keyOf("alarm", incident, person.id),
      kind: "alarm",
      person,
      card,
      place: { zone },
      after: work.now,
    });
  }
}

function* listAlarmed({ tx }: Work): Steps<readonly Person[]> {
  const leads = yield* tx.roster.listHolders("pl_lead");
  const admins = yield* tx.roster.listHolders("it_admin");
  const all = new Map([...leads, ...admins].map((person) => [person.id, person]));
  return [...all.values()].filter(({ active }) => active);
}
