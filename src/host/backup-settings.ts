import { z } from "zod";

/** When the bot copies its own database, and where to. */
export interface BackupSettings {
  /** "" if copies are not scheduled. */
  readonly folder: string;
  readonly hour: number;
  readonly keep: number;
}

export const backupSettings = [
  {
    name: "BACKUP_FOLDER",
    fallback: "",
    about:
      "A folder for a copy of the SQLite database each night, best on another disk; none unless set.",
  },
  {
    name: "BACKUP_HOUR",
    fallback: "2",
    about: "The hour of that copy, 0 to 23, on the district's own clock.",
  },
  {
    name: "BACKUP_KEEP",
    fallback: "14",
    about: "How many of these copies stay; older ones are removed, and nothing else is.",
  },
] as const;

export const backupSchema = {
  BACKUP_FOLDER: z.string(),
  BACKUP_HOUR: z.coerce.number("give a number").int("give a whole hour").min(0).max(23),
  BACKUP_KEEP: z.coerce.number("give a number").int("give a whole number").min(1).max(1000),
};

type Given = { readonly [Name in keyof typeof backupSchema]: z.infer<(typeof backupSchema)[Name]> };

export function toBackupSettings(given: Given): BackupSettings {
  return { folder: given.BACKUP_FOLDER, hour: given.BACKUP_HOUR, keep: given.BACKUP_KEEP };
}

/** What does not go together. */
export function backupProblems({ BACKUP_FOLDER: folder }: Given, databaseUrl: string): string[] {
  if (folder === "" || databaseUrl.startsWith("file:")) return [];
  return ["BACKUP_FOLDER: leave it out with PostgreSQL; pg_dump makes its copies"];
}
