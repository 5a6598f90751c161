import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** School time, pauses, what was chosen for a week, what people try, and the district's own words. */
export const servingNotes = {
  siteCalendarDays: {
    about: "Days of a school that has a calendar of its own",
    keptAs: "configuration",
    columns: {
      districtId,
      site: ["which school", "staff"],
      day: ["which day", "staff"],
      kind: ["what it means for sending", "staff"],
      label: ["how the calendar calls it", "staff"],
      studentEnd: ["when students leave", "staff"],
    },
  },
  calendarFeeds: {
    about: "Calendars that are fetched by themselves",
    keptAs: "configuration",
    columns: {
      districtId,
      place: ["whose calendar it is", "leads"],
      url: ["where it is fetched", "it"],
      checkedAt: ["when it was last asked for", "leads"],
      changedAt: ["when it last gave something new", "leads"],
      hash: ["tells whether it changed", "nobody"],
      problem: ["why it cannot be read", "leads"],
      added: ["days that the last change brought", "leads"],
      removed: ["days that it took away", "leads"],
    },
  },
  calendarMeanings: {
    about: "What a person said that words of the calendar mean",
    keptAs: "configuration",
    columns: {
      districtId,
      label: ["the words", "leads"],
      kind: ["what they mean for sending", "leads"],
    },
  },
  calendarReviews: {
    about: "That somebody looked over the calendar of a school year",
    keptAs: "configuration",
    columns: {
      districtId,
      year: ["which school year", "leads"],
      confirmedAt: ["when", "leads"],
      by: ["who", "leads"],
    },
  },
  pauses: {
    about: "Days on which the bot starts nothing, at a school or in the district",
    keptAs: "configuration",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      site: ["which school", "school"],
      fromDay: ["from which day", "school"],
      untilDay: ["until which day", "school"],
      reason: ["weather, or a quiet week", "school"],
      by: ["who set it", "leads"],
      at: ["when", "leads"],
      endedAt: ["when it was ended early", "leads"],
    },
  },
  siteChoices: {
    about: "What a school chose for the weekly idea in its channel",
    keptAs: "configuration",
    columns: {
      districtId,
      site: ["which school", "staff"],
      focus: ["practices it works on", "staff"],
      nudgeDay: ["on which weekday", "staff"],
      inRoundup: ["whether it comes inside the Friday roundup", "staff"],
    },
  },
  nudgeTunings: {
    about: "How often an idea was found useful or not, in all; never by whom",
    keptAs: "configuration",
    columns: {
      districtId,
      nudge: ["which idea", "leads"],
      year: ["in which school year", "leads"],
      useful: ["how often it was useful", "leads"],
      notForMe: ["how often it was not", "leads"],
    },
  },
  tries: {
    about: "Small things people try; each is its person's alone",
    keptAs: "praise",
    record: "try",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      person: ["who tries it", "person"],
      nudge: ["the idea it comes from", "person"],
      practice: ["a practice's code", "person"],
      text: ["what, in their own words; no student is named", "person"],
      startedAt: ["since when", "person"],
      askedAt: ["when they were asked how it went", "person"],
      outcome: ["keep, change or drop", "person"],
      endedAt: ["when they said so", "person"],
    },
  },
  ownTexts: {
    about: "The district's own words in place of the product's",
    keptAs: "configuration",
    columns: {
      districtId,
      language: ["in which language", "staff"],
      key: ["in place of which text", "staff"],
      text: ["the words", "staff"],
      at: ["since when", "leads"],
    },
  },
  ownNudges: {
    about: "Ideas the district changed, added or retired",
    keptAs: "configuration",
    columns: {
      districtId,
      id: ["which idea", "staff"],
      language: ["in which language", "staff"],
      nudge: ["the idea", "staff"],
      retiredAt: ["since when it is not sent", "leads"],
      at: ["when it was last changed", "leads"],
    },
  },
} satisfies Partial<TableNotes>;
