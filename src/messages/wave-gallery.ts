import type { Wave } from "#domain/wave.ts";
import type { Card, Form } from "#ports/card.ts";
import { changeForm } from "./change-form.ts";
import { chooseForm, chosenCard } from "./choose-cards.ts";
import {
  begunCard,
  closeCard,
  confirmCloseCard,
  confirmOpenCard,
  staleCard,
} from "./confirm-cards.ts";
import { type DryRun, dryRunCard } from "./dry-run-card.ts";
import { waveFactsCard } from "./wave-facts-card.ts";
import { editWaveForm, newWaveForm, toTyped } from "./wave-forms.ts";
import { waveListCard } from "./wave-list-card.ts";
import type { Words } from "./words.ts";

const DAY = "2025-09-02";
const TIME = "9:45 AM";
const many = Array.from({ length: 12 }, (_, index) => `School <${index}> & friends`);

/** One of every card about making, opening and closing a wave. */
export function wavePlanGallery(words: Words, wave: Wave): Readonly<Record<string, Card>> {
  const draft: Wave = { ...wave, state: "draft", target: 20, capacity: 25, opensOn: DAY };
  const open: Wave = { ...wave, state: "open", closesOn: DAY };
  const states = [
    draft,
    open,
    { ...wave, state: "closing" },
    { ...wave, state: "closed" },
  ] as const;
  const counts = { schoolCount: 87, inCount: 14 };
  return {
    wave_list: waveListCard(
      words,
      states.map((each) => ({ wave: each, ...counts })),
    ),
    wave_made: waveFactsCard(words, draft, { after: "made", schoolCount: 0 }),
    wave_edited: waveFactsCard(words, open, { after: "edited", schoolCount: 87 }),
    ...choiceGallery(words, draft, open),
    ...openingGallery(words, draft),
    close_wave: closeCard(words, open, 33),
    confirm_close: confirmCloseCard(words, open, { silentCount: 33, time: TIME }),
  };
}

function choiceGallery(words: Words, draft: Wave, open: Wave): Record<string, Card> {
  const leftOut = [
    ...many.map((school) => ({ reason: "joined" as const, school })),
    { reason: "in_another_wave" as const, wave: "Wave 1", school: "Riverside" },
    { reason: "no_change" as const, school: "Hillcrest" },
  ];
  const chosen = { schools: many, leftOut, schoolCount: 12 };
  return {
    schools_added: chosenCard(words, { ...chosen, wave: draft, what: "add" }),
    schools_removed: chosenCard(words, { ...chosen, wave: open, what: "remove" }),
  };
}

function openingGallery(words: Words, wave: Wave): Record<string, Card> {
  const dryRun = fullDryRun(wave);
  const nobody = { schoolCount: 0, askedCount: 0, noChange: [] };
  const opening = { askedCount: 87, when: "now", closesOn: DAY, time: TIME };
  return {
    dry_run: dryRunCard(words, { ...dryRun, noChange: [] }),
    dry_run_no_change: dryRunCard(words, dryRun),
    dry_run_empty: dryRunCard(words, { ...dryRun, ...nobody }),
    confirm_open: confirmOpenCard(words, wave, opening),
    confirm_begun: begunCard(words, { wave, armed: "open" }, { person: "Ana", time: TIME }),
    confirm_old: staleCard(words, { wave, armed: "close" }),
  };
}

function fullDryRun(wave: Wave): DryRun {
  const waiting = [{ until: "Monday, October 20", schools: many }];
  return {
    wave,
    schoolCount: 87,
    askedCount: 70,
    replyBy: "2025-09-24",
    arrivals: [
      { when: "now", schools: many },
      { when: "today at 9:35 AM", schools: ["Riverside"] },
    ],
    vacancies: [{ school: "Waterford", person: "Constance McAllister" }],
    breaks: waiting,
    testing: waiting,
    snoozed: [{ until: "February", schools: ["Hillcrest"] }],
    nobody: ["Quarry Program"],
    noBot: many,
    stopped: ["Deerfield"],
    noChange: ["Oak Hill"],
    joined: ["Cedar Grove"],
    elsewhere: ["Fir Street"],
    notThisYear: ["Hazel Park"],
    noSchoolDay: ["Elm Street"],
    noAccount: many.map((school) => ({ school, names: ["Ana Ruiz", "Ben Cho"] })),
  };
}

/** One of every form about waves. */
export function wavePlanForms(words: Words, wave: Wave): Readonly<Record<string, Form>> {
  const draft: Wave = { ...wave, state: "draft", opensOn: DAY };
  const open: Wave = { ...wave, state: "open", closesOn: DAY, changes: { "": "More <time>." } };
  const [pitfall] = words.library.pitfalls;
  const named = pitfall ? [{ pitfall, count: 12 }] : [];
  return {
    wave_new: newWaveForm(words, toTyped(draft), DAY),
    wave_edit: editWaveForm(words, { wave: draft, stamp: "a1", isChanged: false, example: DAY }),
    wave_edit_open: editWaveForm(words, { wave: open, stamp: "a1", isChanged: true, example: DAY }),
    wave_choose: chooseForm(words, draft, {
      what: "add",
      sites: [{ level: "k8", signature: "IB" }],
      clusters: [],
    }),
    wave_changed: changeForm(words, open, { schoolCount: 34, named, stamp: "a1" }),
  };
}
