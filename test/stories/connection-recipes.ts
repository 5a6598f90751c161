import { askForCall } from "#usecases/ask-for-call.ts";
import { declineFollowUp } from "#usecases/decline-follow-up.ts";
import { describeReturn } from "#usecases/describe-return.ts";
import { listAskedSchools } from "#usecases/list-asked-schools.ts";
import { namePitfalls } from "#usecases/name-pitfalls.ts";
import { offerDates, startOffer } from "#usecases/offer-dates.ts";
import { pickDate } from "#usecases/pick-date.ts";
import { readOnePages } from "#usecases/read-one-pages.ts";
import { requestReturn } from "#usecases/request-return.ts";
import { snoozeSchool } from "#usecases/snooze-school.ts";
import { startSnooze } from "#usecases/start-snooze.ts";
import { takeTask } from "#usecases/take-task.ts";
import type { Recipe, Target } from "./recipe.ts";
import { type ActorRole, type School, siteId, taskId, waveId } from "./two-districts.ts";

const asked = ({ district, school }: Target) => ({
  wave: waveId(district),
  site: siteId(district, school),
});
const all = (role: ActorRole) => role !== "leaver";
/** Principals for their school, the area lead where there is none, a PL lead on request. */
const answering = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school === "vacant");
/** Return requests and calls go to the lead concerned: whose list it is on, and every PL lead. */
const calling = (role: ActorRole, school: School) =>
  role === "pl_lead" || (role === "area_lead" && school === "vacant");

/** What follows a "not yet": a connection, a later month, a call, a visit. */
export const connectionRecipes = {
  namePitfalls: {
    run: async (product, act, target) =>
      await namePitfalls(product, act, { ...asked(target), codes: ["new_staff"], words: "" }),
    may: answering,
  },
  startSnooze: {
    run: async (product, act, target) => await startSnooze(product, act, asked(target).site),
    may: answering,
  },
  snoozeSchool: {
    run: async (product, act, target) =>
      await snoozeSchool(product, act, { site: asked(target).site, month: "2099-01" }),
    may: answering,
  },
  askForCall: {
    run: async (product, act, target) => await askForCall(product, act, asked(target)),
    may: answering,
  },
  declineFollowUp: {
    run: async (product, act, target) => await declineFollowUp(product, act, asked(target)),
    may: answering,
  },
  requestReturn: {
    run: async (product, act, target) => await requestReturn(product, act, asked(target)),
    may: answering,
  },
  describeReturn: {
    run: async (product, act, target) =>
      await describeReturn(product, act, { ...asked(target), text: "Small groups" }),
    may: answering,
  },
  pickDate: {
    run: async (product, act, { district, school }) =>
      await pickDate(product, act, { task: taskId(district, school), day: "none" }),
    may: answering,
  },
  listAskedSchools: { run: listAskedSchools, may: all },
  takeTask: {
    run: async (product, act, { district, school }) =>
      await takeTask(product, act, taskId(district, school)),
    may: calling,
  },
  startOffer: {
    run: async (product, act, { district, school }) =>
      await startOffer(product, act, taskId(district, school)),
    may: calling,
  },
  offerDates: {
    run: async (product, act, { district, school }) => {
      const dates = { first: "tomorrow", second: "", line: "" };
      return await offerDates(product, act, { task: taskId(district, school), ...dates });
    },
    may: calling,
  },
  readOnePages: {
    run: async (product, act, target) =>
      await readOnePages(product, act, { codes: ["plate_full"], site: asked(target).site }),
    may: all,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
