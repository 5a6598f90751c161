import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** Visits and what was noticed on them, and what focus groups said. */
export const visitingNotes = {
  expeditions: {
    about: "Low-stakes visits to a school; no teacher, no room and no score is in them",
    keptAs: "answers",
    record: "expedition",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      site: ["which school", "staff"],
      day: ["on which day", "staff"],
      kind: ["the first visit or a later one", "staff"],
      state: ["how far it is shared", "staff"],
      plannedBy: ["who planned it", "school"],
      plannedAt: ["when", "school"],
      visitors: ["who visits", "school"],
      finishedAt: ["when its notes were finished", "school"],
      nextOn: ["when the next circle may see it", "school"],
      sharedAt: ["since when the district sees it", "leads"],
    },
  },
  expeditionParts: {
    about: "What one visitor noted on one device",
    keptAs: "answers",
    record: "expedition",
    columns: {
      districtId,
      expedition: ["on which visit", "nobody"],
      part: ["which device's draft", "nobody"],
      by: ["who noted it", "nobody"],
      rooms: ["how many rooms were visited", "school"],
      at: ["when", "nobody"],
      revision: ["how often it was changed, so that the last change counts", "nobody"],
    },
  },
  observations: {
    about: "What students were seen or heard doing",
    keptAs: "answers",
    record: "expedition",
    columns: {
      districtId,
      expedition: ["on which visit", "school"],
      part: ["in which draft", "nobody"],
      lookFor: ["a look-for's code", "school"],
      signal: ["seen, heard or both", "school"],
      rooms: ["in how many rooms", "school"],
      note: ["one line on what students did or said; nobody is named", "school"],
    },
  },
  roomSkips: {
    about: "That somebody wants their room left out of a visit",
    keptAs: "plan",
    record: "room_skip",
    columns: {
      districtId,
      expedition: ["of which visit", "nobody"],
      person: ["who", "reader"],
      at: [
        "when they said so; forgotten when the visit is finished or its day has passed",
        "nobody",
      ],
    },
  },
  corrections: {
    about: "What staff of a school say is not right in the notes of a visit",
    keptAs: "answers",
    record: "correction",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      expedition: ["of which visit", "leads"],
      person: ["who says so", "reader"],
      text: ["what, as it was typed; nobody is named", "reader"],
      at: ["when", "reader"],
      settledAt: ["when it was looked at", "leads"],
      settledBy: ["by whom", "leads"],
      outcome: ["whether the notes were changed", "leads"],
    },
  },
  focusGroups: {
    about: "Four to eight people who talked; who they were is nowhere",
    keptAs: "answers",
    record: "focus_group",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      site: ["at which school", "leads"],
      type: ["teachers or students", "leads"],
      day: ["on which day", "leads"],
      size: ["how many", "leads"],
      by: ["which adult wrote it down", "leads"],
      at: ["when", "leads"],
    },
  },
  focusThemes: {
    about: "What such a group talked about; never a quote with a name",
    keptAs: "answers",
    record: "focus_group",
    columns: {
      districtId,
      groupId: ["which group", "nobody"],
      id: ["its id", "nobody"],
      practice: ["a practice's code", "leads"],
      pitfall: ["a pitfall's code", "leads"],
      text: ["the theme, in an adult's words; nobody is named", "leads"],
    },
  },
} satisfies Partial<TableNotes>;
