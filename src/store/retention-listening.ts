import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** Decisions, what people wrote about schools, who stands in, the pulse, and the district's own words. */
export const listeningNotes = {
  decisions: {
    about: "Why something was sent to a school, put off, or not sent",
    keptAs: "answers",
    record: "decision",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      wave: ["in which wave", "school"],
      site: ["which school", "school"],
      at: ["when it was decided", "school"],
      step: ["the invitation, a reminder, a connection or another step", "school"],
      verdict: ["sent, put off or not sent", "school"],
      reason: ["the code of the reason", "school"],
      day: ["the day it is for", "school"],
    },
  },
  districtWords: {
    about: "The district's mission, vision, values and contacts, in its own words",
    keptAs: "configuration",
    columns: {
      districtId,
      key: ["what it says", "staff"],
      text: ["the words, or who the contact is", "staff"],
      at: ["when it was last looked at", "leads"],
    },
  },
  schoolWords: {
    about: "What people wrote about a school: calls, why lines, thanks and stories",
    keptAs: "answers",
    record: "school_word",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      kind: ["a call, a why line, thanks, a story or a testimonial", "leads"],
      text: ["one line as it was typed; no student is named", "school"],
      site: ["which school", "leads"],
      wave: ["in which wave", "leads"],
      writer: ["who wrote it down", "leads"],
      owner: ["whose words they are", "leads"],
      at: ["when", "leads"],
      consentAt: ["when its owner agreed that it is used", "leads"],
      expiresOn: ["the last day on which it is used", "leads"],
      retiredAt: ["when it was taken off the shelf or replaced", "leads"],
    },
  },
  schoolPeople: {
    about: "Who answers in a principal's place, and who is in a school's PL team",
    keptAs: "configuration",
    record: "school_person",
    columns: {
      districtId,
      site: ["which school", "school"],
      part: ["delegate or team", "school"],
      person: ["who", "school"],
      namedBy: ["who named them", "school"],
      at: ["when", "school"],
    },
  },
  pulses: {
    about: "The three-item pulse; it is only ever shown as counts of five or more by wave",
    keptAs: "answers",
    record: "pulse",
    columns: {
      districtId,
      wave: ["with which wave the school joined", "nobody"],
      round: ["which time it was asked", "nobody"],
      person: ["who answered, so that nobody counts twice", "nobody"],
      site: ["for which school", "nobody"],
      at: ["when", "nobody"],
      answers: ["yes, partly or not yet for each item", "nobody"],
    },
  },
} as const satisfies Partial<TableNotes>;
