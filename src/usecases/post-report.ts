import type { ExpeditionId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import { nextSendMoment, placeOf } from "#domain/windows.ts";
import { reportPost, type VisitReport } from "#messages/report-post.ts";
import type { Steps } from "#ports/steps.ts";
import { channelWords } from "./languages.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";

function reportKeyOf(id: ExpeditionId) {
  return keyOf("visit-report", id);
}

/** The post and all its changes. */
function reportGroup(id: ExpeditionId): string {
  return `expedition:${id}:report`;
}

/** What was noticed, for the school's staff, in their channel; undefined where there is none. */
export function* postReport(work: Work, report: VisitReport, site: Site): Steps<Date | undefined> {
  const { tx, now } = work;
  const channel = yield* tx.roster.findChannel(site.id);
  if (!channel) return undefined;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const place = placeOf(site);
  const dueAt = nextSendMoment({ kind: "visit_post", site: place, schoolDays, after: now }) ?? now;
  const { visit } = report;
  yield* tx.outbox.queue({
    key: reportKeyOf(visit.id),
    kind: "visit_post",
    delivery: {
      do: "post",
      to: channelAddress(channel),
      card: reportPost(channelWords(work), report),
    },
    dueAt,
    place,
    group: reportGroup(visit.id),
    send: `visit:${visit.id}:report`,
  });
  return dueAt;
}

/** The post shows what is true now; `occasion` says why, so that the same change is made once. */
export function* changeReport(work: Work, report: VisitReport, occasion: string): Steps<void> {
  const { tx, now } = work;
  const of = reportKeyOf(report.visit.id);
  if (!(yield* tx.outbox.find(of))) return;
  yield* tx.outbox.queue({
    key: keyOf("visit-report-change", report.visit.id, occasion),
    kind: "wave_update",
    delivery: { do: "update", of, card: reportPost(channelWords(work), report) },
    dueAt: now,
    group: reportGroup(report.visit.id),
    supersedes: keyOf("visit-report-change", report.visit.id),
  });
}

/** The same after something was taken out: it is in no card any more that was queued before. */
export function* replaceReport(work: Work, report: VisitReport, occasion: string): Steps<void> {
  const { outbox, records } = work.tx;
  const { id } = report.visit;
  const post = yield* outbox.find(reportKeyOf(id));
  // What is on its way is needed there; nobody can have read it to say what is not right.
  const isUp = post?.state !== "waiting" && post?.state !== "leased";
  if (post && isUp) yield* records.blankGroup(reportGroup(id));
  else if (post) yield* records.changeCard(post.id, reportPost(channelWords(work), report));
  yield* changeReport(work, report, occasion);
}

/** True while the staff cannot have read it yet: the post is still on its way. */
export function* isReportWaiting({ tx }: Work, id: ExpeditionId): Steps<boolean> {
  const post = yield* tx.outbox.find(reportKeyOf(id));
  return post?.state === "waiting" || post?.state === "leased";
}
