import type { DistrictFacts, PrincipalFacts } from "#domain/digest-facts.ts";
import {
  type ClusterId,
  type MadeChangeId,
  type PersonId,
  type SiteId,
  toId,
  type WaveId,
} from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import { chartsOf } from "./chart-words.ts";
import { type DigestView, keptDigestCard } from "./digest-card.ts";
import type { DigestNames } from "./digest-names.ts";
import type { Words } from "./words.ts";

const AT = new Date("2025-08-25T11:30:00Z");
const SINCE = "2025-08-18T11:30:00.000Z";
const [site, wave, person, cluster, change] = [
  toId<SiteId>("s1"),
  toId<WaveId>("w1"),
  toId<PersonId>("p1"),
  toId<ClusterId>("c1"),
  toId<MadeChangeId>("m1"),
];

const names: DigestNames = {
  sites: new Map([[site, "Lindenwood Elementary School"]]),
  people: new Map([[person, "Bao Jankowski"]]),
  waves: new Map([[wave, "Wave 1"]]),
  clusters: new Map([[cluster, "Alder Cluster"]]),
  changes: new Map([
    [change, { heard: "Staff said their plates are full.", changed: "we cut the Monday form." }],
  ]),
  today: "2025-08-25",
};

const reasons = [
  { pitfall: "plate_full", sites: 6 },
  { pitfall: "new_staff", sites: 4 },
];

/** A week with everything in it. */
const district: DistrictFacts = {
  kind: "district",
  since: SINCE,
  schools: { joined: 14, total: 87, fresh: 3 },
  asks: [
    { kind: "call", site, owner: person, due: "2025-08-26", overdueSince: "2025-08-21" },
    { kind: "open_wave", wave, owner: person, due: "2025-08-27" },
  ],
  signs: { answered: 9, thanked: 12, tried: 4, practices: ["choice", "voice"] },
  waves: [
    {
      wave,
      counts: { yes: 14, not_yet: 9, no: 2, silent: 60, question: 1, later: 1, unasked: 0 },
    },
  ],
  inTheWay: reasons,
  seen: [{ lookFor: "L01", rooms: 9, of: 24, sites: 4 }],
  trainings: [
    { session: "PD1", evidence: [{ kind: "named", pitfalls: ["plate_full"], sites: 6 }] },
  ],
  changes: [change],
  calls: [{ site, reason: "call_me", days: 3, overdueSince: "2025-08-21" }],
  notLooked: { clusters: [cluster], levels: ["high"], practices: ["reflection"] },
  plumbing: { delivered: 212, failed: 1, stopped: 1, paused: 1, halted: false },
  charts: {
    growth: {
      total: 87,
      months: [
        { month: "2025-07", schools: 4, planned: 10 },
        { month: "2025-08", schools: 14, planned: 20 },
      ],
    },
    answers: [{ wave, yes: 14, notYet: 9, no: 2, silent: 62 }],
    inTheWay: reasons,
    seen: { sites: 4, rooms: 24, looks: [{ lookFor: "L01", rooms: 9 }] },
  },
};

const principal: PrincipalFacts = {
  kind: "principal",
  site,
  since: SINCE,
  idea: "P01",
  coming: [
    { kind: "calendar", what: "closed", day: "2025-09-01", until: "2025-09-01" },
    { kind: "visit", day: "2025-09-03" },
    { kind: "wave_closes", wave, day: "2025-09-05" },
  ],
  waiting: [
    { kind: "invitation", wave },
    { kind: "dates", wave },
    { kind: "report", day: "2025-08-21" },
  ],
};

/** What somebody wrote, for the lines that quote it. */
export interface DigestScene {
  readonly text: string;
}

/** A lead's digest and a principal's note, each with everything it can say. */
export function digestGallery(words: Words, { text }: DigestScene): Readonly<Record<string, Card>> {
  const line = { giver: "Ana", receiver: "Ben", praise_text: text, school: "Lindenwood" };
  const view = (facts: DistrictFacts | PrincipalFacts): DigestView => ({
    id: "digest:2025-W35:p1",
    at: AT,
    zone: "America/New_York",
    facts,
    names,
    good: [line, line],
    charts:
      facts.kind === "district"
        ? chartsOf(words, facts.charts, { today: names.today, waveNames: names.waves })
        : [],
    pagesUrl: "https://bot.example.org",
  });
  return {
    digest: keptDigestCard(words, view(district)),
    principal_note: keptDigestCard(words, view(principal)),
  };
}
