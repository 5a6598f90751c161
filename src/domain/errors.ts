/** Codes are stable: tests, logs and docs/errors.md refer to them. */
const hints = {
  NOT_ALLOWED: "Ask a PL lead, or see the table of rights in the README.",
  PERSON_NOT_FOUND: "Check the spelling, or ask an IT admin to import the staff roster again.",
  SITE_NOT_FOUND: "Check the school's name as the roster spells it.",
  WAVE_NOT_FOUND: "Check the wave's name; /pl wave lists them.",
  WAVE_NOT_DRAFT: "Only a draft can be opened; /pl wave shows what is open.",
  INVITATION_NOT_FOUND: "This school has no invitation in the wave; ask the PL lead.",
  TOO_MANY_PITFALLS: "Pick at most three.",
  CONTENT_INVALID: "Correct the named entry in src/messages/content and start again.",
  CLOCK_BACKWARD: "Use reset to begin again.",
  CONFIG_INVALID: "Correct the named settings in the environment or in .env and start again.",
  FLAG_INVALID: "Correct the named option; groundswell <command> --help shows them all.",
  DATA_FOLDER_UNWRITABLE: "Give this account write access, or set DATABASE_URL to another folder.",
  PORT_TAKEN: "End the other program, or set PORT to a free port.",
  DATABASE_NEWER: "Start the newer version of Groundswell, or restore the copy made before it.",
  DATABASE_OUT_OF_ORDER: "Restore the copy made before the migration and report the file names.",
  DATABASE_DAMAGED:
    "Stop the bot and run groundswell restore <copy> --replace; the damaged file is kept aside.",
  DATABASE_MISSING:
    "Check DATABASE_URL; the database is made when the bot starts for the first time.",
  DATABASE_UNREACHABLE: "Check DATABASE_URL, and that the database runs and lets this account in.",
  DATABASE_UNPREPARED:
    "Run groundswell migrate with the owner's DATABASE_URL, or set DATABASE_DIRECT_URL to it.",
  DATABASE_UNAVAILABLE: "Nothing of it was kept; do it again in a minute.",
  DATABASE_UNDONE: "Nothing of it was kept. Report it with the lines of the log around it.",
  DATABASE_UNSURE: "Look whether it was kept before you do it again.",
  DATABASE_IN_USE: "Stop the bot and every other command first, then run this again.",
  BACKUP_POSTGRES: "Use pg_dump and pg_restore; docs/backup.md has the commands.",
  BACKUP_EXISTS: "Name another file: a copy is never written over.",
  BACKUP_UNWRITABLE: "Give this account write access and free space there, or name another folder.",
  BACKUP_UNUSABLE: "Use another copy; nothing was changed.",
  RESTORE_REPLACES: "Add --replace if it is meant; what is there is moved aside, never deleted.",
  MOVED: "Set DATABASE_URL to where it is now; docs/moving.md says how to finish or undo a move.",
  MOVE_TAKEN: "Erase it there with groundswell district erase, or name another database.",
  MOVE_UNFINISHED: "Add --start-over to erase what it brought there, and to begin anew.",
  MOVE_REFUSED: "Report the table and the cause; the file is as it was.",
  DISTRICT_HELD: "groundswell records holds shows the holds; release them first.",
  DISTRICT_UNCLEAR: "Name one with --district, or import a district first.",
  DIRECTORY_UNCLEAR: "Copy the directory (tenant) id from Entra's overview page.",
  IMPORT_NOT_FOUND: "Give the path of a OneRoster folder or .zip file.",
  IMPORT_INVALID: "Correct the named line in the source system or the file, then import again.",
  IMPORT_REMOVES_TOO_MUCH:
    "Check that the export is complete; add --allow-removals if it is meant.",
  CALENDAR_NOT_FOUND: "Give the path of an .ics file, or an https address.",
  ANSWERS_NOT_FOUND: "Give the path of a CSV file; docs/running.md names its columns.",
  ANSWERS_NEED_LEAD: "Import the staff roster with its staff_roles.csv first, then import again.",
  VISITS_NOT_FOUND: "Give the path of a CSV file; docs/running.md names its columns.",
  VISITS_NEED_LEAD: "Import the staff roster with its staff_roles.csv first, then import again.",
  RECORDS_KEPT: "Name another type; docs/records.md says what can be erased.",
  RECORDS_UNWRITABLE: "Name a folder that this account may write to, without these files in it.",
  RETENTION_UNCLEAR: "See the classes and their days with groundswell records classes.",
  HOLD_NOT_FOUND: "See the holds and their ids with groundswell records holds.",
  OUTBOUND_REFUSED: "See docs/network.md for what is called; a setting may name another address.",
  OUTBOUND_UNREACHABLE: "Let this machine reach the named address; docs/network.md lists them all.",
  OUTBOUND_FAILED: "Try again; else let this machine reach the addresses in docs/network.md.",
  OUTBOUND_TOO_SLOW: "Try again later; docs/network.md says how long is waited.",
  OUTBOUND_TOO_LARGE: "Give an address with less behind it; docs/network.md says how much is read.",
  OUTBOUND_REDIRECTED: "Give the last address itself, not one that leads to it.",
} as const;

export type ErrorCode = keyof typeof hints;

export const errorHints: Readonly<Record<ErrorCode, string>> = hints;

/** An expected failure: it says what happened and what to do next. */
export class ProductError extends Error {
  override readonly name = "ProductError";
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, what: string, options?: ErrorOptions) {
    super(what, options);
    this.code = code;
    this.hint = hints[code];
  }
}
