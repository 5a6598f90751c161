import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** Shout-outs and what follows them, who shows what, and the list that guards students. */
export const praiseNotes = {
  shoutOuts: {
    about: "Thanks from one person to colleagues",
    keptAs: "praise",
    record: "shout_out",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      giver: ["who gave it", "thanked"],
      text: ["what for, as it was typed", "thanked"],
      helped: ["what it did for students, as it was typed; no student is named", "thanked"],
      practice: ["a practice's code", "thanked"],
      value: ["a core value's code", "thanked"],
      share: ["where it may be shown", "thanked"],
      site: ["in which school's channel", "thanked"],
      at: ["when", "thanked"],
      week: ["in which week", "nobody"],
      hiddenAt: ["when it was hidden or taken back; from then on nobody sees it", "nobody"],
      hiddenBy: ["whether its giver, somebody thanked, a lead or an erasure did that", "nobody"],
      revision: ["how often it was changed, so that the last change counts", "nobody"],
      editedAt: ["when its giver last changed it", "thanked"],
      spreadAt: ["when its giver let other schools read it", "thanked"],
    },
  },
  shoutOutReceivers: {
    about: "Who is thanked",
    keptAs: "praise",
    record: "shout_out",
    columns: {
      districtId,
      shoutOutId: ["in which shout-out", "nobody"],
      personId: ["who", "thanked"],
      toldBy: ["which message tells them", "nobody"],
      spreadAt: ["when they let other schools read it", "thanked"],
      thankBack: [
        "their short answer to the giver, as it was typed; no student is named",
        "reader",
      ],
      thankedBackAt: ["when they answered", "reader"],
    },
  },
  nudgesSent: {
    about: "Which weekly idea went where, so that none comes twice in a year",
    keptAs: "praise",
    record: "nudge",
    columns: {
      districtId,
      subject: ["which school's channel, or who asked for it", "nobody"],
      nudge: ["which idea", "nobody"],
      day: ["on which day", "nobody"],
    },
  },
  shoutOutQuotes: {
    about: "Which roundup or digest quotes a shout-out, so that it can be taken out of it",
    keptAs: "praise",
    record: "shout_out",
    columns: {
      districtId,
      shoutOutId: ["which shout-out", "nobody"],
      key: ["which message quotes it", "nobody"],
      position: ["its place there", "nobody"],
      at: ["when that message was written", "nobody"],
    },
  },
  shoutOutReports: {
    about: "Somebody's hint that a post should not be up; a reason from a list, never words",
    keptAs: "praise",
    record: "shout_out_report",
    columns: {
      districtId,
      shoutOutId: ["which shout-out", "leads"],
      by: ["who reported it, so that nobody counts twice", "nobody"],
      reason: ["the code of the reason", "leads"],
      at: ["when", "leads"],
      outcome: ["whether it was hidden or left up", "leads"],
      settledBy: ["who decided that", "leads"],
      settledAt: ["when", "leads"],
    },
  },
  studentHashes: {
    about:
      "The district's own list of students' names, as salted hashes: it keeps names out of posts",
    keptAs: "configuration",
    columns: { districtId, hash: ["a hash: no name can be read from it", "nobody"] },
  },
  offersToShow: {
    about: "Who is happy to show colleagues a practice",
    keptAs: "roster",
    record: "offer_to_show",
    columns: {
      districtId,
      personId: ["who", "staff"],
      practice: ["a practice's code", "staff"],
      at: ["since when", "staff"],
    },
  },
  peerVisits: {
    about: "Colleagues who want to see a practice in another's room",
    keptAs: "praise",
    record: "peer_visit",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      practice: ["a practice's code", "pair"],
      asker: ["who asked", "pair"],
      host: ["who is asked to show it", "pair"],
      site: ["at which school", "pair"],
      state: ["open, asked, agreed, declined or done", "pair"],
      askedAt: ["when it was asked", "pair"],
      answeredAt: ["when it was answered", "pair"],
    },
  },
  staffGroups: {
    about: "Colleagues of a school who are thanked together, such as a grade level",
    keptAs: "configuration",
    columns: {
      districtId,
      id: ["its id", "nobody"],
      site: ["which school", "staff"],
      name: ["its name, as it was typed", "staff"],
      key: ["its name as it is looked up", "nobody"],
    },
  },
  staffGroupPeople: {
    about: "Who is in such a group",
    keptAs: "roster",
    record: "group_member",
    columns: {
      districtId,
      groupId: ["which group", "staff"],
      personId: ["who", "staff"],
    },
  },
} as const satisfies Partial<TableNotes>;
