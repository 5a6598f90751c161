import { answerVisit } from "#usecases/answer-visit.ts";
import { askVisit, readVisitAsk } from "#usecases/ask-visit.ts";
import { findPractice } from "#usecases/find-practice.ts";
import { listGroups, showGroup } from "#usecases/list-groups.ts";
import { listShowing } from "#usecases/list-showing.ts";
import { offerToShow } from "#usecases/offer-to-show.ts";
import { removeGroup } from "#usecases/remove-group.ts";
import { saveGroup } from "#usecases/save-group.ts";
import { readVisitThanks } from "#usecases/send-visit-thanks.ts";
import { stopShowing } from "#usecases/stop-showing.ts";
import { stopWaiting } from "#usecases/stop-waiting.ts";
import { waitForHost } from "#usecases/wait-for-host.ts";
import type { Recipe } from "./recipe.ts";
import { type ActorRole, peerVisitId, personId } from "./two-districts.ts";

/** Praise and `/pl ask` are everybody's on the staff, by policy.md; a visit is the two people's alone. */
const all = (role: ActorRole) => role !== "leaver";

/** What colleagues show each other, and groups: who may, by policy.md. */
export const showingRecipes = {
  offerToShow: {
    run: async (product, act) => await offerToShow(product, act, "voice"),
    may: all,
  },
  stopShowing: {
    run: async (product, act) => await stopShowing(product, act, "voice"),
    may: all,
  },
  listShowing: { run: listShowing, may: all },
  findPractice: {
    run: async (product, act) => await findPractice(product, act, "choice"),
    may: all,
  },
  readVisitAsk: {
    run: async (product, act, { district }) =>
      await readVisitAsk(product, act, { practice: "choice", host: personId(district, "coach") }),
    may: all,
  },
  askVisit: {
    run: async (product, act, { district }) =>
      await askVisit(product, act, {
        practice: "choice",
        host: personId(district, "coach"),
        line: "",
      }),
    may: all,
  },
  waitForHost: {
    run: async (product, act) => await waitForHost(product, act, "data"),
    may: all,
  },
  stopWaiting: {
    run: async (product, act) => await stopWaiting(product, act, "data"),
    may: all,
  },
  answerVisit: {
    run: async (product, act, { district }) =>
      await answerVisit(product, act, { id: peerVisitId(district), yes: true }),
    may: (role) => role === "coach",
  },
  readVisitThanks: {
    run: async (product, act, { district }) =>
      await readVisitThanks(product, act, peerVisitId(district)),
    may: (role) => role === "teacher",
  },
  listGroups: { run: listGroups, may: all },
  showGroup: {
    run: async (product, act) => await showGroup(product, act, "PL team"),
    may: all,
  },
  saveGroup: {
    run: async (product, act, { district }) =>
      await saveGroup(product, act, {
        name: "Grade 4",
        people: [personId(district, "teacher"), personId(district, "coach")],
      }),
    may: all,
  },
  removeGroup: {
    run: async (product, act) => await removeGroup(product, act, "Grade 4"),
    may: all,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
