import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** Digests as they were told, and what leads decided. */
export const decidingNotes = {
  digests: {
    about: "The figures of a digest at one instant; never a person's words or name",
    keptAs: "answers",
    record: "digest",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      kind: ["for the district or for a principal", "reader"],
      scope: ["the district, a cluster or a school", "reader"],
      week: ["of which week", "reader"],
      at: ["the instant of its figures", "reader"],
      facts: ["the figures, as counts and codes", "reader"],
      reader: ["who may open it", "nobody"],
    },
  },
  trainingDecisions: {
    about: "What a lead decided about a training that was suggested",
    keptAs: "answers",
    record: "training",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      session: ["which training", "leads"],
      decision: ["accepted or dismissed", "leads"],
      reason: ["why, as it was typed; nobody is named", "leads"],
      evidence: ["the counts behind it", "leads"],
      by: ["who decided", "leads"],
      at: ["when", "leads"],
    },
  },
  madeChanges: {
    about: "What was heard, and what was changed because of it",
    keptAs: "answers",
    record: "made_change",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      session: ["the training it comes from", "leads"],
      heard: ["what was heard, as it was typed; nobody is named", "staff"],
      changed: ["what was changed, as it was typed", "staff"],
      by: ["who wrote it", "leads"],
      at: ["when", "leads"],
      saidAt: ["since when everybody may read it", "staff"],
      withdrawnAt: ["when it was taken back", "leads"],
    },
  },
} satisfies Partial<TableNotes>;
