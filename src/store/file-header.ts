import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";

const MAGIC = "SQLite format 3\0";
const HEADER_BYTES = 100;
const PAGE_SIZE_AT = 16;
const PAGE_COUNT_AT = 28;
/** The header's two bytes cannot hold this size: they say 1 instead. */
const LARGEST_PAGE = 65_536;

/** True for a file that begins as every SQLite database does. Not for one that this process has open. */
export function isDatabase(file: string): boolean {
  return existsSync(file) && readHeader(file).toString("latin1", 0, MAGIC.length) === MAGIC;
}

/** False for a database that ends before its last page, or goes on after it. */
export function hasItsLength(file: string): boolean {
  const header = readHeader(file);
  const size = header.readUInt16BE(PAGE_SIZE_AT);
  const page = size === 1 ? LARGEST_PAGE : size;
  return statSync(file).size === page * header.readUInt32BE(PAGE_COUNT_AT);
}

/** Filled up with zeros where the file is shorter. */
function readHeader(file: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const opened = openSync(file, "r");
  try {
    readSync(opened, header);
  } finally {
    closeSync(opened);
  }
  return header;
}
