import { decidingNotes } from "./retention-deciding.ts";
import { listeningNotes } from "./retention-listening.ts";
import { messageNotes } from "./retention-messages.ts";
import type { TableNotes } from "./retention-notes.ts";
import { officeNotes } from "./retention-office.ts";
import { praiseNotes } from "./retention-praise.ts";
import { rosterNotes } from "./retention-roster.ts";
import { servingNotes } from "./retention-serving.ts";
import { visitingNotes } from "./retention-visiting.ts";
import { waveNotes } from "./retention-waves.ts";

/**
 * How every table is kept, what every column is for, and who sees it. docs/data.md is made of it; a table
 * or a column that is missing here does not compile.
 */
export const retention: TableNotes = {
  ...rosterNotes,
  ...waveNotes,
  ...praiseNotes,
  ...listeningNotes,
  ...servingNotes,
  ...visitingNotes,
  ...decidingNotes,
  ...messageNotes,
  ...officeNotes,
};
