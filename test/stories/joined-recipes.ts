import { type SchoolWordId, toId } from "#domain/ids.ts";
import { addStory } from "#usecases/add-story.ts";
import { consentStory, withdrawStory } from "#usecases/answer-consent.ts";
import { answerPulse, readAskedPulse } from "#usecases/answer-pulse.ts";
import { changeProfile, keepProfile, setContact } from "#usecases/change-profile.ts";
import { chooseTeam, readTeamToChoose } from "#usecases/choose-team.ts";
import { listStories } from "#usecases/list-stories.ts";
import { askTestimonial, listThanks, sayThanks } from "#usecases/say-thanks.ts";
import { showHelp } from "#usecases/show-help.ts";
import { readProfileToChange, showProfile } from "#usecases/show-profile.ts";
import { showPulse } from "#usecases/show-pulse.ts";
import { showTeam } from "#usecases/show-team.ts";
import { readWhyLineToChange, writeWhyLine } from "#usecases/write-why-line.ts";
import type { Recipe, Target } from "./recipe.ts";
import { type ActorRole, personId, type School, siteId, storyId } from "./two-districts.ts";

const all = (role: ActorRole) => role !== "leaver";
const only =
  (...roles: readonly ActorRole[]) =>
  (role: ActorRole) =>
    roles.includes(role);
const ownPrincipal = (role: ActorRole, school: School) => role === "principal" && school === "own";
/** Principals for their school, the area lead where there is none, a PL lead on request. */
const answering = (role: ActorRole, school: School) =>
  ownPrincipal(role, school) || role === "pl_lead" || (role === "area_lead" && school === "vacant");

const siteOf = ({ district, school }: Target) => siteId(district, school);
const story = { kind: "story", text: "We tried one choice.", school: "", months: 6 } as const;

/** What schools that joined do, the shelf, and the district's own words: who may, by policy.md. */
export const joinedRecipes = {
  chooseTeam: {
    run: async (product, act, target) => {
      const people = [personId(target.district, "teacher"), personId(target.district, "coach")];
      return await chooseTeam(product, act, { site: siteOf(target), people });
    },
    may: answering,
  },
  readTeamToChoose: {
    run: async (product, act, target) => await readTeamToChoose(product, act, siteOf(target)),
    may: answering,
  },
  readWhyLineToChange: {
    run: async (product, act, target) => await readWhyLineToChange(product, act, siteOf(target)),
    may: answering,
  },
  readAskedPulse: {
    run: async (product, act, target) => await readAskedPulse(product, act, siteOf(target)),
    may: ownPrincipal,
  },
  readProfileToChange: { run: readProfileToChange, may: only("pl_lead") },
  /** Asks for no school: who speaks for one sees it, a lead is told the way. */
  showTeam: { run: showTeam, may: only("principal", "area_lead", "pl_lead") },
  writeWhyLine: {
    run: async (product, act, target) =>
      await writeWhyLine(product, act, { site: siteOf(target), text: "It fits." }),
    may: answering,
  },
  answerPulse: {
    run: async (product, act, target) =>
      await answerPulse(product, act, { site: siteOf(target), round: "first", answers: ["yes"] }),
    may: ownPrincipal,
  },
  showPulse: {
    run: async (product, act, { district }) => await showPulse(product, act, `${district} Wave`),
    may: only("pl_lead"),
  },
  addStory: {
    run: async (product, act, { district }) =>
      await addStory(product, act, { ...story, owner: personId(district, "coach") }),
    may: only("pl_lead"),
  },
  listStories: {
    run: async (product, act) => await listStories(product, act, false),
    may: all,
  },
  consentStory: {
    run: async (product, act, { district }) => await consentStory(product, act, storyId(district)),
    may: only("teacher"),
  },
  withdrawStory: {
    run: async (product, act, { district }) => await withdrawStory(product, act, storyId(district)),
    may: only("teacher", "pl_lead"),
  },
  sayThanks: {
    run: async (product, act) => await sayThanks(product, act, "You came back at once."),
    may: only("principal"),
  },
  listThanks: { run: listThanks, may: only("pl_lead") },
  askTestimonial: {
    run: async (product, act) =>
      await askTestimonial(product, act, { thanks: toId<SchoolWordId>("none"), months: 6 }),
    may: only("pl_lead"),
  },
  showProfile: { run: showProfile, may: all },
  changeProfile: {
    run: async (product, act) => await changeProfile(product, act, new Map([["mission", "All."]])),
    may: only("pl_lead"),
  },
  keepProfile: { run: keepProfile, may: only("pl_lead") },
  setContact: {
    run: async (product, act, { district }) =>
      await setContact(product, act, {
        role: "grants_office",
        person: personId(district, "staff"),
      }),
    may: only("pl_lead"),
  },
  showHelp: { run: showHelp, may: all },
} as const satisfies Readonly<Record<string, Recipe>>;
