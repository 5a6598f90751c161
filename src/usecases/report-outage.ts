import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Missed, Outage } from "#domain/outage.ts";
import { type WeeklySend, weeklySend } from "#domain/send-key.ts";
import { type MissedLine, missedCard, momentWords } from "#messages/alarm-cards.ts";
import type { SentMessage } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { readUntold, saveUntold } from "./note-beat.ts";
import type { Work } from "./product.ts";
import { raiseAlarm } from "./raise-alarm.ts";
import { waveGroup } from "./schedule-ids.ts";

/** Campaigns of which somebody would miss a message; everything else runs late and is as good. */
const WEEKLY: Readonly<Partial<Record<string, WeeklySend>>> = {
  nudge: "nudge",
  personal_nudge: "nudge",
  weekly_ask: "weekly_ask",
  roundup: "roundup",
  digest: "digest",
  principal_note: "principal_note",
};
const OF_PEOPLE: ReadonlySet<string> = new Set(["personal_nudge", "digest"]);
/** Not the question of a quiet week: many a channel would not have been asked. */
const OF_SCHOOLS: ReadonlySet<string> = new Set(["nudge", "roundup", "principal_note"]);
const ARRIVES: ReadonlySet<string> = new Set(["waiting", "leased", "delivered", "unknown"]);
/** What has not run after so long is told of by another alarm. */
const PATIENCE_MS = 10 * 60 * 1000;

/** Once everything that was missed had its turn: tells what became of it, if somebody missed something. */
export function* reportOutage(work: Work): Steps<void> {
  const outage = yield* readUntold(work);
  if (!outage || !(yield* isClear(work, outage))) return;
  yield* saveUntold(work, undefined);
  const lines = yield* listLines(work, outage);
  if (lines.length === 0) return;
  const { zone } = yield* work.tx.roster.getDistrict();
  const { from, until, reason } = outage;
  yield* raiseAlarm(work, {
    incident: `missed:${from.toISOString()}`,
    card: (words) =>
      missedCard(words, {
        reason,
        from: momentWords(words, from, zone),
        until: momentWords(words, until, zone),
        lines,
      }),
  });
}

/** False while something of it waits for its turn. */
function* isClear({ tx, now }: Work, { missed, until }: Outage): Steps<boolean> {
  if (now.getTime() - until.getTime() > PATIENCE_MS) return true;
  for (const { id, at } of missed) {
    const planned = yield* tx.schedule.find(id);
    if (planned && planned.nextAt.getTime() === at.getTime()) return false;
  }
  return true;
}

function* listLines(work: Work, { missed }: Outage): Steps<readonly MissedLine[]> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const groups = new Map<string, Missed[]>();
  for (const one of missed) {
    if (!WEEKLY[one.campaign] && one.campaign !== "reminder") continue;
    const name = `${one.campaign} ${localDay(one.at, zone)}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const lines: MissedLine[] = [];
  for (const group of groups.values()) {
    const line = yield* toLine(work, group, zone);
    if (line && line.late + line.lost > 0) lines.push(line);
  }
  return lines;
}

function* toLine(work: Work, group: Missed[], zone: string): Steps<MissedLine | undefined> {
  const [first] = group;
  if (!first) return undefined;
  const { campaign } = first;
  const day = localDay(first.at, zone);
  const unit = OF_PEOPLE.has(campaign) ? "people" : "schools";
  const got = yield* countArrived(work, group, day);
  if (campaign === "digest")
    return yield* digestLine(work, { campaign, day, unit, late: got, lost: 0 });
  const meant = yield* listMeant(work, group);
  return { campaign, day, unit, late: got, lost: Math.max(0, meant - got) };
}

/** One row stands for all who read the digest. */
function* digestLine({ tx }: Work, line: MissedLine): Steps<MissedLine> {
  if (line.late > 0) return line;
  return { ...line, lost: (yield* tx.roster.listHolders("pl_lead")).length };
}

/** Of a group, those who would have got something: a school with a channel; whoever has asked. */
function* listMeant({ tx }: Work, group: readonly Missed[]): Steps<number> {
  let meant = 0;
  for (const { campaign, subject } of group) {
    if (campaign === "personal_nudge") meant++;
    else if (OF_SCHOOLS.has(campaign) && (yield* isMeant(tx, campaign, subject))) meant++;
  }
  return meant;
}

/** Every school that joined; of what is posted, those with a channel. */
function* isMeant(tx: Work["tx"], campaign: string, subject: string): Steps<boolean> {
  const site = toId<SiteId>(subject);
  if (!(yield* tx.waves.isJoined(site))) return false;
  return campaign === "principal_note" || (yield* tx.roster.findChannel(site)) !== undefined;
}

/** How many of a group got theirs after all, or will. */
function* countArrived(work: Work, group: readonly Missed[], day: string): Steps<number> {
  const [first] = group;
  const weekly = first && WEEKLY[first.campaign];
  if (!first || !weekly) return yield* countReminded(work, group);
  const sent = (yield* work.tx.outbox.listSend(weeklySend(weekly, day))).filter(({ state }) =>
    ARRIVES.has(state),
  );
  if (first.campaign === "digest") return sent.length;
  const subjects = yield* listSubjects(work, sent, first.campaign);
  return group.filter(({ subject }) => subjects.has(subject)).length;
}

/** People, and the schools of channels, that were written to; of notes the schools of those who got one. */
function* listSubjects(
  { tx }: Work,
  sent: readonly SentMessage[],
  campaign: string,
): Steps<ReadonlySet<string>> {
  const sites = new Map((yield* tx.roster.listChannels()).map(({ id, site }) => [`${id}`, site]));
  const people = yield* tx.roster.listPeople(sent.flatMap(({ recipient }) => recipient ?? []));
  const isNote = campaign === "principal_note";
  return new Set<string>([
    ...people.flatMap(({ id, homeSite }) => (isNote ? (homeSite ?? []) : id)),
    ...sent.flatMap(({ address }) => sites.get(address.conversation.id) ?? []),
  ]);
}

/** Schools of a wave that were reminded after all. */
function* countReminded({ tx }: Work, group: readonly Missed[]): Steps<number> {
  let reminded = 0;
  for (const { subject, at } of group) {
    const [wave = "", site = ""] = subject.split("|");
    const posts = yield* tx.outbox.listGroupPosts(
      waveGroup(toId<WaveId>(wave), toId<SiteId>(site)),
    );
    if (posts.some(({ kind, dueAt }) => kind === "reminder" && dueAt >= at)) reminded++;
  }
  return reminded;
}
