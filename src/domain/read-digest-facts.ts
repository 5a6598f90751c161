import type { ChartFacts } from "./chart-facts.ts";
import {
  type AskFact,
  type CallFact,
  type ComingFact,
  calendarWords,
  type DigestFacts,
  type DistrictFacts,
  type PlumbingFact,
  type PrincipalFacts,
  type Repeats,
  repeatingSections,
  type WaitingFact,
  type WaveFact,
} from "./digest-facts.ts";
import {
  type ClusterId,
  type MadeChangeId,
  type PersonId,
  type SiteId,
  toId,
  type WaveId,
} from "./ids.ts";
import {
  type Fields,
  fieldsOf,
  readCount,
  readFlag,
  readList,
  readMaybe,
  readOneOf,
  readText,
} from "./read-json.ts";
import { toSeen, toTraining } from "./read-training-facts.ts";
import { callReasons } from "./wave.ts";

/** What was kept of a digest; undefined for what nobody can read any more. */
export function parseFacts(stored: string): DigestFacts | undefined {
  try {
    const of = fieldsOf(JSON.parse(stored));
    return of("kind") === "principal" ? toPrincipal(of) : toDistrict(of);
  } catch {
    return undefined;
  }
}

const toSite = (value: unknown): SiteId => toId<SiteId>(readText(value));
const toWave = (value: unknown): WaveId => toId<WaveId>(readText(value));
const toCluster = (value: unknown): ClusterId => toId<ClusterId>(readText(value));
const toChange = (value: unknown): MadeChangeId => toId<MadeChangeId>(readText(value));

function toDistrict(of: Fields): DistrictFacts {
  readOneOf(of("kind"), ["district"]);
  const schools = fieldsOf(of("schools"));
  const signs = fieldsOf(of("signs"));
  const notLooked = fieldsOf(of("notLooked"));
  return {
    kind: "district",
    clusters: readMaybe(of("clusters"), (list) => readList(list, toCluster)),
    since: readText(of("since")),
    schools: {
      joined: readCount(schools("joined")),
      total: readCount(schools("total")),
      fresh: readCount(schools("fresh")),
    },
    asks: readList(of("asks"), toAsk),
    signs: {
      answered: readCount(signs("answered")),
      thanked: readCount(signs("thanked")),
      tried: readCount(signs("tried")),
      practices: readList(signs("practices"), readText),
    },
    waves: readList(of("waves"), toWaveFact),
    inTheWay: readList(of("inTheWay"), toInTheWay),
    seen: readList(of("seen"), toSeen),
    trainings: readList(of("trainings"), toTraining),
    changes: readList(of("changes"), toChange),
    calls: readList(of("calls"), toCall),
    notLooked: {
      clusters: readList(notLooked("clusters"), toCluster),
      levels: readList(notLooked("levels"), readText),
      practices: readList(notLooked("practices"), readText),
    },
    plumbing: readMaybe(of("plumbing"), toPlumbing),
    charts: toCharts(of("charts")),
    repeats: readMaybe(of("repeats"), toRepeats),
  };
}

function toRepeats(value: unknown): Repeats {
  const of = fieldsOf(value);
  return {
    sections: readList(of("sections"), (each) => readOneOf(each, repeatingSections)),
    trainings: readList(of("trainings"), readText),
  };
}

function toAsk(value: unknown): AskFact {
  const of = fieldsOf(value);
  const asked = {
    owner: toId<PersonId>(readText(of("owner"))),
    due: readMaybe(of("due"), readText),
  };
  if (of("kind") === "open_wave") return { ...asked, kind: "open_wave", wave: toWave(of("wave")) };
  if (of("kind") === "finish_visit") {
    return { ...asked, kind: "finish_visit", site: toSite(of("site")) };
  }
  return {
    ...asked,
    kind: readOneOf(of("kind"), ["call"]),
    site: toSite(of("site")),
    overdueSince: readMaybe(of("overdueSince"), readText),
  };
}

function toWaveFact(value: unknown): WaveFact {
  const of = fieldsOf(value);
  return { wave: toWave(of("wave")), counts: readMaybe(of("counts"), toCounts) };
}

function toCounts(value: unknown): NonNullable<WaveFact["counts"]> {
  const of = fieldsOf(value);
  return {
    yes: readCount(of("yes")),
    not_yet: readCount(of("not_yet")),
    no: readCount(of("no")),
    silent: readCount(of("silent")),
    question: readCount(of("question")),
    later: readCount(of("later")),
    unasked: readCount(of("unasked")),
  };
}

function toInTheWay(value: unknown): ChartFacts["inTheWay"][number] {
  const of = fieldsOf(value);
  return { pitfall: readText(of("pitfall")), sites: readCount(of("sites")) };
}

function toCall(value: unknown): CallFact {
  const of = fieldsOf(value);
  return {
    site: toSite(of("site")),
    reason: readOneOf(of("reason"), callReasons),
    days: readCount(of("days")),
    overdueSince: readMaybe(of("overdueSince"), readText),
  };
}

function toPlumbing(value: unknown): PlumbingFact {
  const of = fieldsOf(value);
  return {
    delivered: readCount(of("delivered")),
    failed: readCount(of("failed")),
    stopped: readCount(of("stopped")),
    paused: readCount(of("paused")),
    halted: readFlag(of("halted")),
  };
}

function toCharts(value: unknown): ChartFacts {
  const of = fieldsOf(value);
  const growth = fieldsOf(of("growth"));
  const seen = fieldsOf(of("seen"));
  return {
    growth: { total: readCount(growth("total")), months: readList(growth("months"), toMonth) },
    answers: readList(of("answers"), toAnswers),
    inTheWay: readList(of("inTheWay"), toInTheWay),
    seen: {
      sites: readCount(seen("sites")),
      rooms: readCount(seen("rooms")),
      looks: readList(seen("looks"), toLook),
    },
  };
}

function toMonth(value: unknown): ChartFacts["growth"]["months"][number] {
  const of = fieldsOf(value);
  return {
    month: readText(of("month")),
    schools: readCount(of("schools")),
    planned: readMaybe(of("planned"), readCount),
  };
}

function toAnswers(value: unknown): ChartFacts["answers"][number] {
  const of = fieldsOf(value);
  return {
    wave: toWave(of("wave")),
    yes: readCount(of("yes")),
    notYet: readCount(of("notYet")),
    no: readCount(of("no")),
    silent: readCount(of("silent")),
  };
}

function toLook(value: unknown): ChartFacts["seen"]["looks"][number] {
  const of = fieldsOf(value);
  return { lookFor: readText(of("lookFor")), rooms: readCount(of("rooms")) };
}

function toPrincipal(of: Fields): PrincipalFacts {
  return {
    kind: "principal",
    site: toSite(of("site")),
    since: readText(of("since")),
    idea: readMaybe(of("idea"), readText),
    coming: readList(of("coming"), toComing),
    waiting: readList(of("waiting"), toWaiting),
  };
}

function toComing(value: unknown): ComingFact {
  const of = fieldsOf(value);
  const day = readText(of("day"));
  const kind = readOneOf(of("kind"), ["calendar", "visit", "our_visit", "wave_closes"]);
  if (kind === "visit") return { kind, day };
  if (kind !== "calendar") return { kind, day, wave: toWave(of("wave")) };
  return { kind, day, until: readText(of("until")), what: readOneOf(of("what"), calendarWords) };
}

function toWaiting(value: unknown): WaitingFact {
  const of = fieldsOf(value);
  const kind = readOneOf(of("kind"), ["invitation", "dates", "report"]);
  if (kind === "report") return { kind, day: readText(of("day")) };
  return { kind, wave: toWave(of("wave")) };
}
