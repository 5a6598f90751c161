import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Copied, Exporting, Tell } from "#ports/moving.ts";
import { listFound } from "./copy-found.ts";
import { copyOne } from "./copy-one.ts";
import { openReader } from "./copy-reader.ts";
import { q } from "./db.ts";
import { syncFolder } from "./make-backup.ts";
import { type DbOptions, openDb } from "./open-db.ts";
import { removeDatabase } from "./restore-file.ts";

/** From a database that is there and up to date, and may be in use. */
export function createExporting(source: DbOptions): Exporting {
  return {
    listDistricts: async () => {
      const db = await openDb(source);
      return await listFound(db).finally(db.close);
    },
    exportDistrict: async (district, file, tell) => {
      if (existsSync(file)) {
        throw new ProductError("BACKUP_EXISTS", `There is a file at "${file}".`);
      }
      return await exportTo(source, { district, file }, tell);
    },
  };
}

interface Export {
  readonly district: DistrictId;
  readonly file: string;
}

/** It gets its name when all of it was compared. */
async function exportTo(
  source: DbOptions,
  { district, file }: Export,
  tell: Tell,
): Promise<Copied> {
  const coming = `${file}.coming-${process.pid}`;
  try {
    const copied = await write(source, { district, file: coming }, tell);
    if (!copied.isSame) return copied;
    await rename(coming, file);
    await syncFolder(path.dirname(file));
    return copied;
  } finally {
    await removeDatabase(coming).catch(() => undefined);
  }
}

async function write(from: DbOptions, { district, file }: Export, tell: Tell): Promise<Copied> {
  const reading = { ...from, url: `file:${file}` };
  const target = await openDb(reading);
  try {
    const source = await openReader(from, district);
    const alsoUnlinked = await isAlone(from);
    const fresh = { token: "", startOver: false, alsoUnlinked, entry: undefined };
    const job = { ...fresh, source, target, reading, district, patienceMs: 0, tell };
    return await copyOne(job).finally(source.close);
  } finally {
    await target.close();
  }
}

/** Another district's installs are none of its business. */
async function isAlone(source: DbOptions): Promise<boolean> {
  const db = await openDb(source);
  const { districts } = db.tables;
  const counting = db.read("every", function* (query) {
    return yield* q(query.select({ id: districts.districtId }).from(districts).limit(2));
  });
  return (await counting.finally(db.close)).length === 1;
}
