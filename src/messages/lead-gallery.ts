import { type MadeChangeId, type PersonId, toId } from "#domain/ids.ts";
import type { MadeChange } from "#domain/training.ts";
import type { CallTask, Wave } from "#domain/wave.ts";
import type { Card, Form } from "#ports/card.ts";
import { type CallLine, callsCard } from "./call-cards.ts";
import { schoolListCard, silentWords } from "./school-lists.ts";
import { type SchoolStory, storyCard } from "./story-card.ts";
import { changeForm, dismissForm, saidCard, trainingCard } from "./training-cards.ts";
import { type SchoolCounts, type WaveNumbers, wavesCard } from "./waves-card.ts";
import type { Words } from "./words.ts";

interface Scene {
  readonly wave: Wave;
  readonly task: CallTask;
  readonly school: string;
}

/** What a lead looks at: calls, the waves, the schools behind a count, and one school's story. */
export function leadGallery(words: Words, scene: Scene): Readonly<Record<string, Card>> {
  const { wave, task, school } = scene;
  const line: CallLine = {
    task,
    school,
    waveName: wave.name,
    principals: [],
    waitedDays: 4,
    clock: { kind: "overdue", since: "2025-09-05" },
    mayLog: true,
  };
  const asked = { invitedOn: "2025-08-18", remindersSent: 2, nextOn: "2025-09-22" };
  const text = silentWords(words, { ...asked, snoozedUntil: undefined, endedOn: undefined });
  const lines = [
    { school, cluster: "Alder <b>", text },
    { school: "Quarry Program", cluster: undefined, text },
  ];
  const programs = [{ program: "IB", label: "A grant", schools: 3 }];
  const list = { waveName: wave.name, lines, programs };
  return {
    calls: callsCard(words, [line], { most: 5 }),
    waves: wavesCard(words, numbersOf(wave)),
    waves_start: wavesCard(words, { ...numbersOf(wave), growth: [], joined: 3 }),
    wave_silent: schoolListCard(words, { ...list, part: "silent" }),
    school_story: storyCard(words, storyOf(school, line)),
    ...trainingGallery(words),
  };
}

const change: MadeChange = {
  id: toId<MadeChangeId>("c1"),
  heard: 'Our plate is "full" <b>.',
  changed: "we meet half as often.",
  by: toId<PersonId>("p1"),
  at: new Date("2025-10-02T13:30:00Z"),
};

function trainingGallery(words: Words): Readonly<Record<string, Card>> {
  const evidence = [
    { kind: "named", pitfalls: ["plate_full", "new_staff"], sites: 2 },
    { kind: "noticed", lookFor: "L01", rooms: 9, of: 40, sites: 6 },
  ] as const;
  const suggestions = words.library.sessions.map((session) => ({ session, evidence }));
  return {
    trainings: trainingCard(words, { suggestions, drafts: [change] }),
    changes: saidCard(words, { changes: [change], isWriter: true }),
  };
}

/** Their forms. */
export function leadForms(words: Words): Readonly<Record<string, Form>> {
  const [session] = words.library.sessions;
  return {
    ...(session ? { dismiss: dismissForm(words, session) } : {}),
    change: changeForm(words, change),
  };
}

function numbersOf(wave: Wave): WaveNumbers {
  const counts: SchoolCounts = {
    yes: 14,
    not_yet: 34,
    no: 6,
    question: 1,
    stop: 1,
    silent: 28,
    later: 2,
    undeliverable: 1,
  };
  return {
    now: new Date("2025-10-02T13:30:00Z"),
    zone: "America/New_York",
    clusters: undefined,
    lists: true,
    waves: [{ wave, counts }],
    all: counts,
    joined: 14,
    total: 87,
    growth: [
      { month: "2025-08", schools: 7 },
      { month: "2025-09", schools: 14 },
      { month: "2025-10", schools: 14 },
    ],
  };
}

function storyOf(school: string, line: CallLine): SchoolStory {
  return {
    school,
    today: "2025-10-02",
    joined: undefined,
    standing: "not_yet",
    snoozedUntil: "2026-02",
    principals: ["Ana <b>Ruiz</b>"],
    delegates: [],
    team: [],
    whyLine: "",
    open: [line],
    entries: [
      { what: "called", on: "2025-09-03", by: "Bao", line: 'They want to see "it" <first>.' },
      {
        what: "answered",
        on: "2025-08-20",
        kind: "not_yet",
        by: "Ana",
        platform: "slack",
        waveName: "Wave 1",
        inTheWay: ["A grant"],
        own: "",
      },
      { what: "asked", on: "2025-08-18", waveName: "Wave 1", again: false },
    ],
    decisions: [],
  };
}
