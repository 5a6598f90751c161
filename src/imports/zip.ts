import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type UnzipFileInfo, unzipSync } from "fflate";
import { ProductError } from "#domain/errors.ts";
import { invalid } from "./problems.ts";

const entriesAtMost = 100;
const bytesAtMost = 200 * 1024 * 1024;

const leavesFolder = /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i;

/** The wanted entries of a zip file by their path. Refuses what `unpackZip` refuses. */
export async function readZip(
  path: string,
  isWanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const file = basename(path);
  const { size } = await stat(path);
  if (size > bytesAtMost) throw invalid({ file, reason: "is larger than 200 MB" });
  return unpackZip(await readFile(path), file, isWanted);
}

/**
 * The wanted entries of a zip by their path, unpacked in memory only.
 * Refuses more than 100 entries, more than 200 MB, and names that leave the folder.
 */
export function unpackZip(
  bytes: Uint8Array,
  file: string,
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const mayUnpack = newGate(file);
  const filter = (entry: UnzipFileInfo): boolean =>
    mayUnpack(entry, isWanted(basename(entry.name)));
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (cause) {
    if (cause instanceof ProductError) throw cause;
    throw invalid({ file, reason: "is damaged or uses an unknown compression" }, { cause });
  }
}

/** Judges entries by their declared sizes, before anything is unpacked. */
function newGate(file: string): (entry: UnzipFileInfo, wanted: boolean) => boolean {
  let entries = 0;
  let bytes = 0;
  return (entry, wanted) => {
    entries += 1;
    if (entries > entriesAtMost) throw invalid({ file, reason: "holds more than 100 entries" });
    if (leavesFolder.test(entry.name))
      throw invalid({ file, reason: "holds an entry that points outside the zip" });
    if (!wanted) return false;
    bytes += entry.originalSize;
    if (bytes > bytesAtMost) throw invalid({ file, reason: "unpacks to more than 200 MB" });
    return true;
  };
}
