import { chooseConnections, schoolYearOf } from "#domain/connections.ts";
import type { Pitfall } from "#domain/content.ts";
import type { AnswerId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import { connectionCard } from "#messages/connection-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { type Deciding, decide } from "./decide.ts";
import { readHelpContacts } from "./find-contacts.ts";
import { workFor } from "./languages.ts";
import { readOwnWords } from "./own-words.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { keyOf, sendDirect } from "./send-direct.ts";
import { readSender } from "./wave-people.ts";
import { whyNobody, withoutStopped } from "./wave-wishes.ts";

export interface Connecting {
  readonly wave: Wave;
  readonly site: Site;
  /** Who named what is in the way. */
  readonly person: Person;
  readonly answer: AnswerId;
  /** First-chosen first. */
  readonly codes: readonly string[];
}

/** What the school hears next: a note at a time, or why there is none. */
export type Connected =
  | { readonly why: "sent"; readonly at: Date }
  | { readonly why: "silent" | "before" | "nobody" };

/**
 * Sends at most two connections as one message on the next school morning, each once a school year, and
 * keeps why. What an older answer left waiting is taken back, so that it may be sent again.
 */
export function* sendConnection(work: Work, connecting: Connecting): Steps<Connected> {
  const { tx, now } = work;
  const { wave, site, codes, answer } = connecting;
  const year = schoolYearOf(localDay(now, site.zone));
  const about = { wave: wave.id, site: site.id, step: "connection" } as const;
  const takenBack = yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
  if (takenBack > 0) yield* decide(work, { ...about, verdict: "not_sent", reason: "answered" });
  if (codes.includes(PREFER_NOT_TO_SAY)) {
    yield* decide(work, { ...about, verdict: "not_sent", reason: "rather_not_say" });
    return { why: "silent" };
  }
  yield* forgetTakenBack(work, site, year);
  const chosen = chooseConnections(codes, yield* tx.waves.listConnected(site.id, year));
  if (chosen.before.length > 0) {
    yield* decide(work, { ...about, verdict: "not_sent", reason: "sent_this_year" });
  }
  if (chosen.sent.length === 0) return { why: "before" };
  const at = yield* send(work, { ...connecting, codes: chosen.sent });
  if (!at) {
    yield* decide(work, {
      ...about,
      verdict: "not_sent",
      reason: yield* whyNobody(work, [connecting.person]),
    });
    return { why: "nobody" };
  }
  for (const code of chosen.sent) yield* tx.waves.markConnected(answer, code, year);
  yield* decide(work, { ...about, ...(yield* howSent(work, site, at)) });
  return { why: "sent", at };
}

/** A message that was taken back before it went out does not count as sent this year. */
function* forgetTakenBack({ tx }: Work, site: Site, year: string): Steps<void> {
  if ((yield* tx.waves.listConnected(site.id, year)).size === 0) return;
  for (const { id } of yield* tx.waves.listSiteAnswers(site.id)) {
    const message = yield* tx.outbox.find(connectionKey(id));
    if (!message || !TAKEN_BACK.has(message.state)) continue;
    for (const code of yield* tx.waves.listPitfalls(id)) {
      yield* tx.waves.markConnected(id, code, "");
    }
  }
}

const TAKEN_BACK: ReadonlySet<string> = new Set(["cancelled", "superseded", "expired"]);

function connectionKey(answer: AnswerId) {
  return keyOf("connection", answer);
}

function* send(work: Work, connecting: Connecting): Steps<Date | undefined> {
  const { wave, site, person, answer } = connecting;
  if ((yield* withoutStopped(work, [person])).length === 0) return undefined;
  const card = yield* makeCard(yield* workFor(work, person.id), connecting);
  if (!card) return undefined;
  const tomorrow = addDays(localDay(work.now, site.zone), 1);
  return yield* sendDirect(work, {
    key: connectionKey(answer),
    kind: "connection",
    person,
    card: () => card,
    place: site,
    after: toInstant(`${tomorrow}T00:00`, site.zone),
    group: waveGroup(wave.id, site.id),
  });
}

function* makeCard(work: Work, { wave, site, codes }: Connecting): Steps<Card | undefined> {
  const { words } = work.product;
  const pitfalls = codes.flatMap((code): readonly Pitfall[] =>
    words.library.pitfalls.filter((each) => each.code === code),
  );
  const own = yield* readOwnWords(work);
  const contacts = yield* readHelpContacts(work, { site, pitfalls, own });
  return connectionCard(words, pitfalls, {
    wave,
    site,
    senderName: displayName(yield* readSender(work, wave, site)),
    helpContact: ({ code }) => contacts.get(code) ?? "",
    valueLabel: own.valueLabel,
  });
}

/** The next school morning is in time; a later one was put off, and says for what. */
function* howSent(
  work: Work,
  site: Site,
  at: Date,
): Steps<Pick<Deciding, "verdict" | "reason" | "day">> {
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const day = localDay(at, site.zone);
  const next = schoolDays.nextSchoolDay(localDay(work.now, site.zone));
  if (next === undefined || day <= next) return { verdict: "sent", reason: "first_window", day };
  const reason = schoolDays.isTestingWeek(next) ? "testing_week" : "budget";
  return { verdict: "postponed", reason, day };
}
