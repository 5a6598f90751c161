import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** The district, its schools and its people. */
export const rosterNotes = {
  districts: {
    about: "The district itself",
    keptAs: "configuration",
    columns: {
      districtId,
      name: ["its name", "staff"],
      shortName: ["its name in messages", "staff"],
      zone: ["which clock its days keep to", "nobody"],
    },
  },
  clusters: {
    about: "Groups of schools",
    keptAs: "configuration",
    columns: { districtId, id: ["its id", "nobody"], name: ["its name", "staff"] },
  },
  sites: {
    about: "Schools and other learning sites",
    keptAs: "configuration",
    columns: {
      districtId,
      id: ["its id on the roster", "nobody"],
      name: ["its name", "staff"],
      level: ["elementary, middle, high: for fitting ideas", "nobody"],
      cluster: ["its group: whose area lead it has", "staff"],
      zone: ["which clock its hours keep to", "nobody"],
      bells: ["its hours: when messages may come", "nobody"],
      signature: ["its signature program", "leads"],
      platform: ["where its staff chat", "nobody"],
      channelName: ["the name of its channel", "staff"],
      coreMaterials: ["materials it uses: for fitting ideas", "nobody"],
      active: ["whether it is open", "staff"],
    },
  },
  calendarDays: {
    about: "Days without school, and testing weeks",
    keptAs: "configuration",
    columns: {
      districtId,
      day: ["the day", "staff"],
      kind: ["closed, staff only, early end, testing", "staff"],
      label: ["what it is called", "staff"],
      studentEnd: ["when students leave on it", "staff"],
    },
  },
  settings: {
    about: "What the district set, such as how long records are kept",
    keptAs: "configuration",
    columns: {
      districtId,
      name: ["which setting", "it"],
      value: ["what it is set to: a number, a time or a code", "it"],
    },
  },
  persons: {
    about: "The staff roster, from the district's own files; never a student",
    keptAs: "roster",
    record: "person",
    columns: {
      districtId,
      id: ["the id on the roster", "nobody"],
      givenName: ["the first name", "staff"],
      familyName: ["the last name", "staff"],
      preferredGivenName: ["the first name they go by", "staff"],
      preferredFamilyName: ["the last name they go by", "staff"],
      email: ["finds their account in the chat", "it"],
      username: ["finds their account in the chat", "it"],
      searchKey: ["the names as they are searched", "nobody"],
      active: ["whether they are on the roster", "it"],
      homeSite: ["their school: whose hours and channel are theirs", "staff"],
      grades: ["the grade levels they teach, so that a team can be thanked", "staff"],
    },
  },
  assignments: {
    about: "Who holds which role where",
    keptAs: "roster",
    record: "person",
    columns: {
      districtId,
      personId: ["who", "staff"],
      role: ["teacher, principal, PL lead and so on", "staff"],
      placeId: ["at which school, cluster or district", "staff"],
    },
  },
  preferences: {
    about: "What each person chose",
    keptAs: "roster",
    record: "preference",
    columns: {
      districtId,
      personId: ["who", "person"],
      stoppedAt: ["when they stopped all messages", "person"],
      wavesStoppedAt: ["when they stopped messages about waves", "person"],
      nudgesAskedAt: ["when they asked for a weekly idea", "person"],
      pausedUntil: ["until when they want no messages", "person"],
      thanks: ["how they want to be thanked", "person"],
      language: ["which language they chose", "person"],
    },
  },
  accounts: {
    about: "Which chat account is whose",
    keptAs: "roster",
    record: "account",
    columns: {
      districtId,
      platform: ["Slack, Teams or the playground", "it"],
      workspace: ["the workspace or organization", "it"],
      account: ["the account's id there", "it"],
      personId: ["whose it is", "it"],
      byHand: ["whether a lead matched it", "it"],
      reach: ["how it is written to there", "nobody"],
      language: ["which language its chat program is set to", "nobody"],
    },
  },
  channels: {
    about: "Which channel belongs to which school",
    keptAs: "configuration",
    columns: {
      districtId,
      id: ["the channel's id there", "it"],
      site: ["the school; empty for the district", "staff"],
      name: ["its name", "staff"],
      platform: ["Slack, Teams or the playground", "it"],
      workspace: ["the workspace or organization", "it"],
      reach: ["how it is written to there", "nobody"],
      asksOffAt: ["when somebody there asked for no weekly question", "staff"],
    },
  },
} as const satisfies Partial<TableNotes>;
