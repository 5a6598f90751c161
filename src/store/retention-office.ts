import type { ColumnNote, TableNotes } from "./retention-notes.ts";

const districtId: ColumnNote = ["whose row it is", "nobody"];

/** The audit log, sign-in, records, and where the app is installed. */
export const officeNotes = {
  auditEntries: {
    about: "What was done with the district's power; never anybody's words",
    keptAs: "audit",
    record: "audit_entry",
    columns: {
      districtId,
      number: ["its place in the chain", "it"],
      at: ["when", "it"],
      actor: ["who did it", "it"],
      action: ["what was done", "it"],
      subject: ["to what", "it"],
      facts: ["ids, codes, counts and days", "it"],
      previousHash: ["holds the chain together", "it"],
      hash: ["shows that the entry was not changed", "it"],
    },
  },
  auditHeads: {
    about: "Where the chain ends, and where it begins",
    keptAs: "records",
    columns: {
      districtId,
      number: ["the newest entry", "it"],
      hash: ["its hash", "it"],
      purgedNumber: ["the newest entry that had its time", "it"],
      purgedHash: ["its hash", "it"],
    },
  },
  signInLinks: {
    about: "Links that sign one person in, once",
    keptAs: "access",
    record: "sign_in_link",
    columns: {
      districtId,
      hash: ["a hash of the link", "nobody"],
      personId: ["whom it signs in", "person"],
      numberHash: ["a hash of the number that is asked for", "nobody"],
      triesLeft: ["how often the number may still be tried", "nobody"],
      expiresAt: ["until when it works", "person"],
      spentAt: ["when it was used", "person"],
    },
  },
  sessions: {
    about: "Browsers that somebody is signed in with",
    keptAs: "access",
    record: "session",
    columns: {
      districtId,
      hash: ["a hash of the cookie", "nobody"],
      personId: ["who is signed in", "person"],
      createdAt: ["since when", "person"],
      expiresAt: ["until when", "person"],
    },
  },
  knownBrowsers: {
    about: "Browsers that somebody was signed in with before",
    keptAs: "access",
    record: "known_browser",
    columns: {
      districtId,
      hash: ["a hash of the cookie", "nobody"],
      personId: ["who was signed in", "person"],
      seenAt: ["when last", "person"],
    },
  },
  holds: {
    about: "Records that must be kept whatever their time is",
    keptAs: "records",
    record: "hold",
    columns: {
      districtId,
      id: ["its id", "officer"],
      person: ["about whom; empty for everybody", "officer"],
      site: ["about which school; empty for all", "officer"],
      type: ["which type of record; empty for all", "officer"],
      fromDay: ["from which day on", "officer"],
      untilDay: ["until which day", "officer"],
      reason: ["why, as it was typed", "officer"],
      placedBy: ["who said so", "officer"],
      placedAt: ["since when", "officer"],
      releasedAt: ["when it ended", "officer"],
    },
  },
  tombstones: {
    about: "What is left of a record that is gone; never its content",
    keptAs: "records",
    columns: {
      districtId,
      type: ["what kind of record it was", "officer"],
      record: ["its id", "officer"],
      at: ["when it went", "officer"],
      by: ["by the timer or by somebody at the command line", "officer"],
      rule: ["by which rule", "officer"],
    },
  },
  installations: {
    about: "Where the app is installed; no row belongs to a district",
    keptAs: "platforms",
    columns: {
      platform: ["Slack or Teams", "it"],
      workspace: ["the workspace or organization", "it"],
      sealed: ["its tokens, sealed with the key of the settings", "nobody"],
      botAccount: ["the bot's own account there", "nobody"],
      scopes: ["what the app may do there", "it"],
      expiresAt: ["until when the tokens are good", "nobody"],
      installedAt: ["since when", "it"],
    },
  },
  installStates: {
    about: "Installs that were begun, and tokens that are being renewed",
    keptAs: "platforms",
    columns: {
      hash: ["a hash of a one-time number, or of whose token it is", "nobody"],
      expiresAt: ["until when it is good", "nobody"],
    },
  },
  workspaceLinks: {
    about: "Which workspace belongs to which district",
    keptAs: "platforms",
    columns: {
      platform: ["Slack or Teams", "it"],
      workspace: ["the workspace or organization", "it"],
      districtId,
    },
  },
  linkCodes: {
    about: "Codes that link a workspace to a district, once",
    keptAs: "platforms",
    columns: {
      hash: ["a hash of the code", "nobody"],
      districtId,
      expiresAt: ["until when it is good", "nobody"],
    },
  },
} as const satisfies Partial<TableNotes>;
