import { type SchoolWordId, toId } from "#domain/ids.ts";
import type { SchoolWord } from "#domain/listening.ts";
import type { Person } from "#domain/roster.ts";
import type { Card, Form } from "#ports/card.ts";
import type { OfferFacts } from "./invitation-cards.ts";
import { personOption } from "./praise-form.ts";
import {
  type ProfileFacts,
  profileCard,
  profileCheckCard,
  profileCheckedCard,
  profileForm,
} from "./profile-cards.ts";
import { pulseCard, pulseForm, pulseReportCard } from "./pulse-cards.ts";
import {
  consentCard,
  consentedCard,
  myStoriesCard,
  storiesCard,
  storyForm,
  storyOffForm,
  testimonialForm,
  thankedCard,
} from "./shelf-cards.ts";
import {
  type AfterYes,
  teamCard,
  teamChosenCard,
  teamForm,
  whyForm,
  whyKeptCard,
} from "./team-cards.ts";
import type { Words } from "./words.ts";

/** Whom the cards of a school that joined are shown with. */
export interface JoinedScene {
  readonly site: OfferFacts["site"];
  readonly waveName: string;
  readonly ana: Person;
  readonly ben: Person;
}

const WHY = "We're doing this because *our* students <!here> asked, and it helps with reading.";

/** A school after its yes. */
export function afterYes({ site, ana, ben }: JoinedScene): AfterYes {
  const days = { offered: ["2025-09-08", "2025-09-10"], picked: undefined };
  return { site, team: [ana, ben], whyLine: WHY, ...days, senderName: "Ana" };
}

function wordOf({ site, ana, ben }: JoinedScene): SchoolWord {
  return {
    id: toId<SchoolWordId>("sw1"),
    kind: "story",
    text: "We *started* with one choice a week. <Students> began to plan ahead.",
    site: site.id,
    writer: ben.id,
    owner: ana.id,
    at: new Date("2025-08-18T13:30:00Z"),
    expiresOn: "2026-02-18",
  };
}

function profileOf({ ana, ben }: JoinedScene, words: Words): ProfileFacts {
  return {
    district: "Riverbend",
    mission: "Every student is known, and *ready*.",
    vision: "",
    values: words.library.values,
    contacts: [
      { role: "grants_office", people: [ana] },
      { role: "coach", people: [ana, ben, ana] },
    ],
    lookedOn: "2025-08-18",
  };
}

/** Every card about a school that joined, the shelf, and the district in its own words. */
export function joinedGallery(words: Words, scene: JoinedScene): Readonly<Record<string, Card>> {
  const { site, waveName, ana } = scene;
  const school = afterYes(scene);
  const bare = { ...school, team: [], whyLine: "", offered: [] };
  const items = [{ yes: 4, partly: 1, not_yet: 0 }];
  const rounds = [
    { round: "first", items },
    { round: "2026-spring", items: undefined },
  ];
  const profile = profileOf(scene, words);
  return {
    team: teamCard(words, school),
    team_none: teamCard(words, bare),
    team_picked: teamCard(words, { ...school, picked: "2025-09-08" }),
    team_chosen: teamChosenCard(words, site, school.team),
    why_kept: whyKeptCard(words, WHY),
    pulse: pulseCard(words, { site, waveName, round: "first" }),
    pulse_report: pulseReportCard(words, waveName, rounds),
    pulse_report_none: pulseReportCard(words, waveName, []),
    profile: profileCard(words, profile, true),
    profile_check: profileCheckCard(words, profile),
    profile_check_empty: profileCheckCard(words, { ...profile, mission: "" }),
    profile_checked: profileCheckedCard(words, ana),
    ...shelfGallery(words, scene),
  };
}

function shelfGallery(words: Words, scene: JoinedScene): Readonly<Record<string, Card>> {
  const word = wordOf(scene);
  const line = { word, school: scene.site.name, owner: "Ana" };
  const states = ["waiting", "used", "expired", "off"] as const;
  const lines = states.map((state) => ({ ...line, state }));
  const asked = { word, from: "A principal", school: scene.site.name, senderName: "Ben" };
  const thanks = { word, school: scene.site.name, person: "Ana", day: "2025-08-18" };
  return {
    stories: storiesCard(words, lines),
    stories_none: storiesCard(words, []),
    stories_mine: myStoriesCard(words, lines),
    stories_mine_none: myStoriesCard(words, []),
    consent: consentCard(words, asked),
    consented: consentedCard(words, word),
    thanked: thankedCard(words, [thanks]),
    thanked_none: thankedCard(words, []),
  };
}

/** Every form about the same. */
export function joinedForms(words: Words, scene: JoinedScene): Readonly<Record<string, Form>> {
  const { site, ben } = scene;
  const line = { word: wordOf(scene), school: site.name, owner: "Ana", state: "used" } as const;
  const thanks = { word: line.word, school: site.name, person: "Ana", day: "2025-08-18" };
  return {
    team: teamForm(words, site, [personOption(words, ben, site.name)]),
    "why-line": whyForm(words, site, WHY),
    pulse: pulseForm(words, `${site.id}|first`),
    story: storyForm(words),
    "story-off": storyOffForm(words, [line]),
    testimonial: testimonialForm(words, [thanks]),
    profile: profileForm(words, profileOf(scene, words)),
  };
}
