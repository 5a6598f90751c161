import { endDistrictPause, endSchoolPause } from "#usecases/end-pause.ts";
import { haltSending, planHalt } from "#usecases/halt-sending.ts";
import { listSends, showSend } from "#usecases/list-sends.ts";
import { pauseDistrict, pauseSchool } from "#usecases/pause-school.ts";
import { planDistrictPause, planSchoolPause } from "#usecases/plan-pause.ts";
import { resumeSending } from "#usecases/resume-sending.ts";
import { sendAgain } from "#usecases/send-again.ts";
import type { Recipe, Target } from "./recipe.ts";
import { type ActorRole, type School, siteId } from "./two-districts.ts";

const lead = (role: ActorRole) => role === "pl_lead";
/** A PL lead may pause a week; an IT admin may stop everything. */
const admin = (role: ActorRole) => role === "it_admin";
/** The own school; the own cluster; all. */
const pausing = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school !== "far");

const days = { from: "2025-08-20", until: "2025-08-20" } as const;
const named = ({ district, school }: Target): string => nameOf[school](district);
const withoutOwn = (text: string, target: Target): string =>
  text.replaceAll(`"${named(target)}"`, "");
const nameOf = {
  own: (district: string) => `${district} own`,
  vacant: (district: string) => `${district} vacant`,
  far: (district: string) => `${district} far`,
} as const;

/** Pauses, the stop of everything, and what became of what was sent: as policy.md says who may. */
export const servingRecipes = {
  planHalt: { run: planHalt, may: admin },
  haltSending: { run: haltSending, may: admin },
  resumeSending: { run: resumeSending, may: admin },
  planSchoolPause: {
    // A word that is no day is said back to whoever typed it: that is no look at a school.
    run: async (product, act, target) => {
      const { text, ...card } = await planSchoolPause(product, act, named(target));
      return {
        ...card,
        text: withoutOwn(text, target),
        fallback: withoutOwn(card.fallback, target),
      };
    },
    may: pausing,
  },
  pauseSchool: {
    run: async (product, act, { district, school }) =>
      await pauseSchool(product, act, { site: siteId(district, school), ...days }),
    may: pausing,
  },
  endSchoolPause: {
    run: async (product, act, target) => await endSchoolPause(product, act, named(target)),
    may: pausing,
  },
  planDistrictPause: {
    run: async (product, act) => await planDistrictPause(product, act, "today"),
    may: lead,
  },
  pauseDistrict: {
    run: async (product, act) => await pauseDistrict(product, act, days),
    may: lead,
  },
  endDistrictPause: { run: endDistrictPause, may: lead },
  listSends: { run: listSends, may: lead },
  showSend: {
    run: async (product, act) => await showSend(product, act, 1),
    may: lead,
  },
  sendAgain: {
    run: async (product, act) => await sendAgain(product, act, "nudge:2025-W34"),
    may: lead,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
