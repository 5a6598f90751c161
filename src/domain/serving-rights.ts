import { calendarRights } from "./calendar-rights.ts";

const leads = { pl_lead: "everywhere" } as const;
const admins = { it_admin: "everywhere" } as const;
const ofSchool = {
  principal: "own_site",
  area_lead: "own_cluster",
  pl_lead: "everywhere",
} as const;

/** Pauses, the stop of everything, and what became of what was sent. */
export const servingRights = {
  ...calendarRights,
  planHalt: admins,
  haltSending: admins,
  resumeSending: admins,
  planSchoolPause: ofSchool,
  pauseSchool: ofSchool,
  endSchoolPause: ofSchool,
  planDistrictPause: leads,
  pauseDistrict: leads,
  endDistrictPause: leads,
  listSends: leads,
  showSend: leads,
  sendAgain: leads,
} as const;
