import type { NudgeText } from "#domain/content.ts";
import { localDay } from "#domain/local-time.ts";
import { chooseNudge } from "#domain/nudge-choice.ts";
import { isWaiting } from "#domain/practice-hosts.ts";
import { holds, type Person } from "#domain/roster.ts";
import { seasonsOn } from "#domain/seasons.ts";
import type { Steps } from "#ports/steps.ts";
import { type Hosts, listHosts } from "./practice-hosts.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { readPlace } from "./send-direct.ts";

/** Who shows a practice, and what there is where nobody does. */
export interface FoundPractice extends Hosts {
  readonly practice: string;
  /** True if I asked to be told when somebody shows it. */
  readonly waiting: boolean;
  /** What the library has for it; undefined where it has nothing. */
  readonly nudge: NudgeText | undefined;
}

/** `/pl ask choice`: colleagues who are happy to be visited, near first. Nothing is kept. */
export async function findPractice(
  product: Product,
  act: Act,
  practice: string,
): Promise<FoundPractice> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "findPractice");
    const open = yield* tx.showing.listOpenVisits(practice);
    return {
      ...(yield* listHosts(work, me, practice)),
      practice,
      waiting: open.some((visit) => visit.asker === me.id && isWaiting(visit, work.now)),
      nudge: yield* findNudge(work, me, practice),
    };
  });
}

/** The idea for this practice that fits the season: my own kind of ideas before the other. */
function* findNudge(work: Work, me: Person, practice: string): Steps<NudgeText | undefined> {
  const { zone, site } = yield* readPlace(work, me);
  const today = localDay(work.now, zone);
  const schoolDays = yield* readSchoolDaysAt(work, site);
  const nudges = work.product.words.library.nudges.filter(
    (nudge) => nudge.practice === practice && !nudge.nothingToTry,
  );
  const seasons = seasonsOn(today, schoolDays);
  const testingWeek = schoolDays.isTestingWeek(today);
  const pick = (audience: NudgeText["audience"]): NudgeText | undefined =>
    chooseNudge({ nudges, audience, seasons, testingWeek, used: new Set() });
  return holds(me, "principal")
    ? (pick("principal") ?? pick("teacher"))
    : (pick("teacher") ?? pick("principal"));
}
