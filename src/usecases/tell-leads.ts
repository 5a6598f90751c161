import type { Reached } from "#domain/rights.ts";
import { may } from "#domain/rights.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut, ShoutOutReport } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { isIn, readFacts, reportFor, reportGroup, reportKey } from "./redraw-reports.ts";
import { sendDirect } from "./send-direct.ts";
import { readHelpContact } from "./wave-people.ts";

/** Who hears of a report: somebody who decides, IT who passes it on, or nobody; then whom to ask. */
export type Reach =
  | { readonly to: "leads" }
  | { readonly to: "it" }
  | { readonly to: "nobody"; readonly ask: string };

interface Telling {
  readonly report: ShoutOutReport;
  readonly place: Reached;
}

/**
 * Tells those who may decide and have no part in it; where no message reaches any of them, the area lead,
 * and last the IT admins, who read none of its words.
 */
export function* tellLeads(work: Work, shoutOut: ShoutOut, telling: Telling): Steps<Reach> {
  const { near, area, admins } = yield* listCircles(work, shoutOut, telling.place);
  if (yield* tellAll(work, near, { shoutOut, ...telling })) return { to: "leads" };
  if (yield* tellAll(work, area, { shoutOut, ...telling })) return { to: "leads" };
  if (yield* tellAll(work, admins, { shoutOut, ...telling })) return { to: "it" };
  const { by } = telling.report;
  const other = [...near, ...area].find(({ id }) => id !== by);
  return { to: "nobody", ask: other ? displayName(other) : yield* readHelpContact(work) };
}

interface Circles {
  readonly near: readonly Person[];
  readonly area: readonly Person[];
  readonly admins: readonly Person[];
}

function* listCircles(
  { tx: { roster } }: Work,
  shoutOut: ShoutOut,
  place: Reached,
): Steps<Circles> {
  const { site, cluster } = place;
  const principals = site ? yield* roster.listHolders("principal", site) : [];
  const leads = yield* roster.listHolders("pl_lead");
  const area = cluster ? yield* roster.listHolders("area_lead", cluster) : [];
  const admins = yield* roster.listHolders("it_admin");
  const free = (people: readonly Person[]): readonly Person[] =>
    [...new Map(people.map((each) => [each.id, each])).values()].filter(
      (each) => each.active && !isIn(shoutOut, each),
    );
  const deciding = (people: readonly Person[]): readonly Person[] =>
    free(people).filter((each) => may(each, "settleReport", place));
  return { near: deciding([...principals, ...leads]), area: deciding(area), admins: free(admins) };
}

/** True if a message goes to any of them. */
function* tellAll(
  work: Work,
  people: readonly Person[],
  { shoutOut, report, place }: Telling & { readonly shoutOut: ShoutOut },
): Steps<boolean> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const facts = yield* readFacts(work, shoutOut, report);
  let isTold = false;
  for (const person of people) {
    const { id, revision } = shoutOut;
    const dueAt = yield* sendDirect(work, {
      key: reportKey({ id, by: report.by, to: person.id }, revision),
      // A student's name in a channel does not wait for the office.
      kind: report.reason === "student" ? "alarm" : "question",
      person,
      card: reportFor(person, place, facts),
      place: { zone },
      after: work.now,
      group: reportGroup(id),
    });
    if (dueAt) isTold = true;
  }
  return isTold;
}
