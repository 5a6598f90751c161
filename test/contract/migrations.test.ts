import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import {
  createDatabase,
  type Engine,
  engines,
  migrations,
  openTestStore,
  runSql,
  type TestDatabase,
} from "./store-rig.ts";

const d1 = toId<DistrictId>("d1");

interface Entry {
  readonly idx: number;
  readonly when: number;
  readonly tag: string;
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-migrations-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The product's migrations and one more, made `afterMs` after the newest of them. */
function oneMoreMigration(name: string, afterMs: number): string {
  const copy = path.join(folder, name);
  cpSync(migrations, copy, { recursive: true });
  for (const engine of engines) {
    const file = path.join(copy, engine, "meta", "_journal.json");
    const journal: { entries: Entry[] } = JSON.parse(readFileSync(file, "utf8"));
    const idx = journal.entries.length;
    const when = Math.max(...journal.entries.map((entry) => entry.when)) + afterMs;
    const tag = `${String(idx).padStart(4, "0")}_one_more`;
    const last = journal.entries.at(-1);
    journal.entries.push({ ...last, idx, when, tag });
    writeFileSync(file, JSON.stringify(journal));
    writeFileSync(path.join(copy, engine, `${tag}.sql`), "create table one_more (id text);");
  }
  return copy;
}

const fileOf = (database: TestDatabase) => database.url.replace("file:", "");
const nameOf = (database: TestDatabase) => path.basename(database.url);
const filesBeside = (database: TestDatabase) =>
  readdirSync(path.dirname(fileOf(database))).filter((name) => name.includes(".before-"));

async function openAndClose(database: TestDatabase, from = migrations): Promise<void> {
  const store = await openTestStore(database.url, { migrations: from });
  await store.close();
}

async function saveMotto(database: TestDatabase): Promise<void> {
  const store = await openTestStore(database.url);
  await store.transaction(d1, ({ roster }) => roster.saveSetting("motto", "Grow"));
  await store.close();
}

/** As a version would have left it that had one migration more. */
async function addUnknownMigration(engine: Engine, database: TestDatabase): Promise<void> {
  const values = "(hash, created_at) values ('of a newer version', 1)";
  if (engine === "postgres") {
    await runSql(nameOf(database), `insert into drizzle.__drizzle_migrations ${values}`);
    return;
  }
  const client = new Database(fileOf(database));
  client.exec(`insert into __drizzle_migrations ${values}`);
  client.close();
}

async function withDatabase(engine: Engine, body: (database: TestDatabase) => Promise<void>) {
  const database = await createDatabase(engine);
  try {
    await body(database);
  } finally {
    await database.remove();
  }
}

describe.each(engines)("opening a database of %s", (engine) => {
  test("a new district's database is made at the first start and kept by the next", async () => {
    await withDatabase(engine, async (database) => {
      await saveMotto(database);
      const store = await openTestStore(database.url);
      expect(await store.read(d1, ({ roster }) => roster.findSetting("motto"))).toBe("Grow");
      await store.close();
    });
  });

  test("what a newer version wrote is refused and left as it is", async () => {
    await withDatabase(engine, async (database) => {
      await saveMotto(database);
      await addUnknownMigration(engine, database);
      await expect(openTestStore(database.url)).rejects.toMatchObject({ code: "DATABASE_NEWER" });
    });
  });

  test("an older version refuses what this one wrote", async () => {
    await withDatabase(engine, async (database) => {
      await openAndClose(database, oneMoreMigration(`newer-${engine}`, 1));
      await expect(openTestStore(database.url)).rejects.toMatchObject({ code: "DATABASE_NEWER" });
    });
  });

  test("a migration that was merged out of order is refused, never passed over in silence", async () => {
    await withDatabase(engine, async (database) => {
      await saveMotto(database);
      const late = oneMoreMigration(`late-${engine}`, -1);
      const opening = openTestStore(database.url, { migrations: late });
      await expect(opening).rejects.toMatchObject({ code: "DATABASE_OUT_OF_ORDER" });
    });
  });

  test("an update keeps what was there", async () => {
    await withDatabase(engine, async (database) => {
      await saveMotto(database);
      const store = await openTestStore(database.url, {
        migrations: oneMoreMigration(`update-${engine}`, 1),
      });
      expect(await store.read(d1, ({ roster }) => roster.findSetting("motto"))).toBe("Grow");
      await store.close();
    });
  });
});

describe("a SQLite file", () => {
  test("is for its owner alone, and so is what SQLite keeps beside it", async () => {
    const file = path.join(folder, "own", "own.db");
    const store = await openTestStore(`file:${file}`);
    const modes = [file, `${file}-wal`].map((each) => statSync(each).mode % 0o1000);
    await store.close();
    expect(modes).toEqual([0o600, 0o600]);
  });

  test("is copied before an update changes it, and only then", async () => {
    await withDatabase("sqlite", async (database) => {
      await saveMotto(database);
      await openAndClose(database);
      expect(filesBeside(database)).toEqual([]);
      await openAndClose(database, oneMoreMigration("copied", 1));
      const applied = readMigrationFiles({ migrationsFolder: `${migrations}/sqlite` }).length;
      expect(filesBeside(database)).toEqual([`groundswell.db.before-${applied}`]);
      const copy = new Database(`${fileOf(database)}.before-${applied}`, { readonly: true });
      expect(copy.prepare("select value from settings").pluck().all()).toEqual(["Grow"]);
      expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
      expect(() => copy.prepare("select * from one_more")).toThrow("no such table");
      copy.close();
    });
  });

  test("that is damaged is refused and left as it is", async () => {
    await withDatabase("sqlite", async (database) => {
      const bytes = randomBytes(8192);
      writeFileSync(fileOf(database), bytes);
      await expect(openTestStore(database.url)).rejects.toMatchObject({ code: "DATABASE_DAMAGED" });
      expect(readFileSync(fileOf(database)).equals(bytes)).toBe(true);
    });
  });

  test("with a broken page in the middle is refused", async () => {
    await withDatabase("sqlite", async (database) => {
      await saveMotto(database);
      const bytes = readFileSync(fileOf(database));
      bytes.fill(0xff, 4096, 4096 * 6);
      writeFileSync(fileOf(database), bytes);
      await expect(openTestStore(database.url)).rejects.toMatchObject({ code: "DATABASE_DAMAGED" });
      expect(readFileSync(fileOf(database)).equals(bytes)).toBe(true);
    });
  });

  test("in a folder that cannot be made is refused with a word about the folder", async () => {
    const file = path.join(folder, "a-file");
    appendFileSync(file, "not a folder");
    const opening = openTestStore(`file:${path.join(file, "data", "groundswell.db")}`);
    await expect(opening).rejects.toMatchObject({ code: "DATA_FOLDER_UNWRITABLE" });
    expect(readFileSync(file, "utf8")).toBe("not a folder");
  });

  test("where a folder of that name stands is refused too", async () => {
    const taken = path.join(folder, "taken.db");
    mkdirSync(taken);
    const opening = openTestStore(`file:${taken}`);
    await expect(opening).rejects.toMatchObject({ code: "DATA_FOLDER_UNWRITABLE" });
    expect(existsSync(taken)).toBe(true);
  });
});

describe("a PostgreSQL database", () => {
  test("lets six replicas start at once on an empty database", async () => {
    await withDatabase("postgres", async (database) => {
      const opened = await Promise.all(
        Array.from({ length: 6 }, () => openTestStore(database.url)),
      );
      const saved = opened.map((store, i) =>
        store.transaction(d1, ({ roster }) => roster.saveSetting(`replica-${i}`, "here")),
      );
      await Promise.all(saved);
      const applied = await runSql(
        nameOf(database),
        "select count(*)::int as n from drizzle.__drizzle_migrations",
      );
      const journal = readFileSync(path.join(migrations, "postgres/meta/_journal.json"), "utf8");
      expect(applied).toEqual([{ n: journal.split('"tag"').length - 1 }]);
      await Promise.all(opened.map((store) => store.close()));
    });
  });

  test("that was refused has no connection of ours left open", async () => {
    await withDatabase("postgres", async (database) => {
      await openAndClose(database);
      await addUnknownMigration("postgres", database);
      await expect(openTestStore(database.url)).rejects.toMatchObject({ code: "DATABASE_NEWER" });
      const others = "select pid from pg_stat_activity where datname = $1";
      await expect
        .poll(async () => await runSql("postgres", others, [nameOf(database)]), { timeout: 3000 })
        .toEqual([]);
    });
  });
});
