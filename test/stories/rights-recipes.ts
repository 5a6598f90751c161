import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import type { Right } from "#domain/rights.ts";
import { answerInvitation } from "#usecases/answer-invitation.ts";
import { answerQuestion, readQuestion, takeQuestion } from "#usecases/answer-question.ts";
import { askQuestion } from "#usecases/ask-question.ts";
import { checkLine } from "#usecases/check-line.ts";
import { startMessages, stopMessages } from "#usecases/choose-nudges.ts";
import { explainSends } from "#usecases/explain-sends.ts";
import { findColleague, listChosen, searchColleagues } from "#usecases/find-colleague.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { linkChannel } from "#usecases/link-channel.ts";
import { listCalls } from "#usecases/list-calls.ts";
import { listMyPages } from "#usecases/list-my-pages.ts";
import { logCall } from "#usecases/log-call.ts";
import { logSchoolCall } from "#usecases/log-school-call.ts";
import { makeSignInLink } from "#usecases/make-sign-in-link.ts";
import { matchByHand, requireMatcher } from "#usecases/match-by-hand.ts";
import { listDelegates, nameDelegate, removeDelegate } from "#usecases/name-delegate.ts";
import { pauseMessages } from "#usecases/pause-messages.ts";
import { readAskedWave } from "#usecases/read-asked-wave.ts";
import { readCallForm } from "#usecases/read-call-form.ts";
import { readMySchool } from "#usecases/read-my-school.ts";
import { readThisWeek } from "#usecases/read-this-week.ts";
import { showHome, showStatus } from "#usecases/show-home.ts";
import { showOwnInvitation } from "#usecases/show-own-invitation.ts";
import { showSchool } from "#usecases/show-school.ts";
import { showWave } from "#usecases/show-wave.ts";
import { showWaveSchools } from "#usecases/show-wave-schools.ts";
import { showWaves } from "#usecases/show-waves.ts";
import { signOutEverywhere } from "#usecases/sign-out.ts";
import { chooseThanks, hideShoutOut, removeShoutOut } from "#usecases/take-back-shout-out.ts";
import { connectionRecipes } from "./connection-recipes.ts";
import { joinedRecipes } from "./joined-recipes.ts";
import { languageRecipes } from "./language-recipes.ts";
import { mineRecipes } from "./mine-recipes.ts";
import { praiseRecipes } from "./praise-recipes.ts";
import type { Recipe, Target } from "./recipe.ts";
import { serveWellRecipes } from "./serve-well-recipes.ts";
import { showingRecipes } from "./showing-recipes.ts";
import { spreadRecipes } from "./spread-recipes.ts";
import {
  type ActorRole,
  actors,
  personId,
  type School,
  shoutOutId,
  siteId,
  taskId,
  waveId,
} from "./two-districts.ts";
import { waveRecipes } from "./wave-recipes.ts";

const staff: readonly ActorRole[] = actors.filter((role) => role !== "leaver");
const all = (role: ActorRole) => staff.includes(role);
const only =
  (...roles: readonly ActorRole[]) =>
  (role: ActorRole) =>
    roles.includes(role);
/** Principals for their school, the area lead where there is none, a PL lead on request. */
const answering = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school === "vacant");
/** The own school; the own cluster; all. */
const seeing = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school !== "far");

/** The call about the school without a principal is on the area lead's own list. */
const calling = (role: ActorRole, school: School) =>
  role === "pl_lead" || (role === "area_lead" && school === "vacant");

const asked = ({ district, school }: Target) => ({
  wave: waveId(district),
  site: siteId(district, school),
});
const delegateOf = ({ district, school }: Target) => ({
  person: personId(district, "coach"),
  school: siteId(district, school),
});
const words = { text: "thanks", helped: "", practice: "", value: "", share: "private" } as const;
const channel = { channel: toId<ChannelId>("C1"), name: "staff", reach: undefined };
const profile = { account: toId<AccountId>("U1"), kind: "staff" } as const;

export const recipes: Readonly<Record<Right, Recipe>> = {
  giveShoutOut: {
    run: async (product, act, { district }) =>
      await giveShoutOut(product, act, { ...words, receivers: [personId(district, "coach")] }),
    may: all,
  },
  removeShoutOut: {
    run: async (product, act, { district }) =>
      await removeShoutOut(product, act, shoutOutId(district)),
    may: only("teacher"),
  },
  hideShoutOut: {
    run: async (product, act, { district }) =>
      await hideShoutOut(product, act, shoutOutId(district)),
    may: only("coach"),
  },
  chooseThanks: {
    run: async (product, act) => await chooseThanks(product, act, "private"),
    may: all,
  },
  ...praiseRecipes,
  ...mineRecipes,
  findColleague: {
    run: async (product, act, { district }) =>
      await findColleague(product, act, personId(district, "coach")),
    may: all,
  },
  checkLine: {
    run: async (product, act, { district }) =>
      await checkLine(product, act, `Ask Coach ${district}.`),
    may: all,
  },
  searchColleagues: {
    run: async (product, act, { district }) => await searchColleagues(product, act, district),
    may: all,
  },
  listChosen: {
    run: async (product, act, { district }) =>
      await listChosen(product, act, [personId(district, "coach")]),
    may: all,
  },
  startMessages: { run: startMessages, may: all },
  stopMessages: { run: stopMessages, may: all },
  pauseMessages: { run: async (product, act) => await pauseMessages(product, act), may: all },
  showHome: { run: showHome, may: all },
  showStatus: { run: showStatus, may: all },
  showOwnInvitation: {
    run: async (product, act, { district, school }) =>
      await showOwnInvitation(product, act, { site: siteId(district, school) }),
    may: all,
  },
  makeSignInLink: { run: makeSignInLink, may: all },
  signOutEverywhere: { run: signOutEverywhere, may: all },
  listMyPages: { run: listMyPages, may: all },

  answerInvitation: {
    run: async (product, act, target) =>
      await answerInvitation(product, act, { ...asked(target), kind: "yes" }),
    may: answering,
  },
  askQuestion: {
    run: async (product, act, target) =>
      await askQuestion(product, act, { ...asked(target), text: "When?" }),
    may: answering,
  },
  ...connectionRecipes,
  nameDelegate: {
    run: async (product, act, target) => await nameDelegate(product, act, delegateOf(target)),
    may: answering,
  },
  removeDelegate: {
    run: async (product, act, target) => await removeDelegate(product, act, delegateOf(target)),
    may: answering,
  },
  listDelegates: {
    run: async (product, act, { district, school }) =>
      await listDelegates(product, act, siteId(district, school)),
    may: answering,
  },
  takeQuestion: {
    run: async (product, act, { district, school }) =>
      await takeQuestion(product, act, taskId(district, school)),
    may: only("pl_lead"),
  },
  readQuestion: {
    run: async (product, act, { district, school }) =>
      await readQuestion(product, act, taskId(district, school)),
    may: only("pl_lead"),
  },
  answerQuestion: {
    run: async (product, act, { district, school }) =>
      await answerQuestion(product, act, { task: taskId(district, school), text: "In May." }),
    may: only("pl_lead"),
  },
  readAskedWave: {
    run: async (product, act, target) => await readAskedWave(product, act, asked(target)),
    may: answering,
  },

  ...joinedRecipes,
  ...showingRecipes,
  ...spreadRecipes,
  ...languageRecipes,
  ...serveWellRecipes,
  ...waveRecipes,
  showWave: {
    run: async (product, act, { district }) => await showWave(product, act, `${district} Wave`),
    may: only("pl_lead"),
  },
  showWaves: {
    run: async (product, act) => await showWaves(product, act),
    may: only("pl_lead", "area_lead", "it_admin"),
  },
  showWaveSchools: {
    run: async (product, act, { district }) =>
      await showWaveSchools(product, act, { name: `${district} Wave`, part: "silent" }),
    may: only("pl_lead", "area_lead"),
  },
  showSchool: {
    run: async (product, act, { district, school }) =>
      await showSchool(product, act, `${district} ${school} school`),
    may: seeing,
  },
  listCalls: { run: listCalls, may: only("pl_lead", "area_lead") },
  logCall: {
    run: async (product, act, { district, school }) =>
      await logCall(product, act, { task: taskId(district, school), line: "" }),
    may: calling,
  },
  readCallForm: {
    run: async (product, act, { district, school }) =>
      await readCallForm(product, act, taskId(district, school)),
    may: calling,
  },
  logSchoolCall: {
    run: async (product, act, { district, school }) =>
      await logSchoolCall(product, act, { school: `${district} ${school} school`, line: "" }),
    may: calling,
  },

  explainSends: {
    run: async (product, act, { district, school }) =>
      await explainSends(product, act, `${district} ${school} school`),
    may: seeing,
  },
  readMySchool: {
    run: async (product, act, { district, school }) =>
      await readMySchool(product, act, siteId(district, school)),
    may: seeing,
  },
  readThisWeek: { run: readThisWeek, may: only("area_lead", "pl_lead") },

  linkChannel: {
    run: async (product, act, { district, school }) =>
      await linkChannel(product, act, { ...channel, place: `${district} ${school} school` }),
    may: (role, school) => role === "it_admin" || seeing(role, school),
  },
  requireMatcher: { run: requireMatcher, may: only("pl_lead", "it_admin") },
  matchByHand: {
    run: async (product, act, { district }) =>
      await matchByHand(product, act, { profile, typed: `coach@${district}.example` }),
    may: only("pl_lead", "it_admin"),
  },
};
