import process from "node:process";
import type { Command } from "commander";
import type { MovingDesk } from "#compose";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Moving } from "#ports/moving.ts";
import { chooseDistrict } from "#usecases/link-workspace.ts";
import { markRestored } from "#usecases/mark-restored.ts";
import { showProgress } from "./move-progress.ts";
import { describeCopied } from "./move-report.ts";
import { print } from "./print.ts";

export interface MoveFlags {
  readonly to?: string | undefined;
  readonly district?: string | undefined;
  readonly startOver: boolean;
  readonly undo: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** `groundswell move`. */
export function addMoveCommand(program: Command, open: () => MovingDesk): void {
  program
    .command("move")
    .description("Copy the SQLite file to PostgreSQL and compare; the bot must not run.")
    .option("--to <url>", "where to: postgres://account@host/database; docs/moving.md has more")
    .option("--district <id>", "only one district of the file; all of them unless named")
    .option("--start-over", "erase there what an unfinished move brought, and begin anew", false)
    .option("--undo", "let the bot work on the file again", false)
    .option("--yes", "with --undo, after a move that was finished: say that it is meant", false)
    .option("--json", "print the comparison as JSON, and progress as lines of JSON", false)
    .action(async (flags: MoveFlags) => {
      if (!(await runMove(open(), flags))) process.exitCode = 1;
    });
}

/** True if all that was asked for is done. Throws as moving does, CONFIG_INVALID and FLAG_INVALID. */
export async function runMove(desk: MovingDesk, flags: MoveFlags): Promise<boolean> {
  if (flags.undo) return await undo(desk, flags);
  const moving = openMoving(desk, flags.to ?? "");
  const district = await choose(moving, flags.district);
  const tell = showProgress(process.stderr, flags.json);
  const all = await moving.move({ district, startOver: flags.startOver }, tell);
  const isSame = all.every((one) => one.isSame);
  const lines = [...all.flatMap(describeCopied), "", ...(isSame ? whatNow(desk) : NOT_SAME)];
  print(flags.json, { isSame, districts: all }, lines);
  return isSame;
}

const NOT_SAME = [
  "The district is not in use there, and the bot does not start on the file. Look who else writes there,",
  "then run this again with --start-over, or go on with the file: groundswell move --undo.",
];

function openMoving(desk: MovingDesk, to: string): Moving {
  if (!desk.moving) {
    throw new ProductError(
      "FLAG_INVALID",
      "DATABASE_URL names PostgreSQL; a move begins at a file.",
    );
  }
  if (!POSTGRES_URL.test(to)) {
    throw new ProductError("FLAG_INVALID", "--to: give postgres://account@host/database.");
  }
  return desk.moving(to);
}

const POSTGRES_URL = /^postgres(ql)?:\/\/./;

async function choose(moving: Moving, named: string | undefined): Promise<DistrictId | undefined> {
  const found = (await moving.listDistricts()).map(({ district }) => district);
  return named === undefined && found.length > 0 ? undefined : chooseDistrict(found, named);
}

function whatNow({ databaseFile = "", keyFile }: MovingDesk): readonly string[] {
  const key =
    keyFile === undefined
      ? "Tokens came sealed: the bot needs the same SECRET_KEY as before."
      : `Tokens came sealed with the key in ${keyFile}: set SECRET_KEY to what that file holds.`;
  return [
    key,
    `The bot does not start on ${databaseFile} any more; the file itself is as it was.`,
    "Now: set DATABASE_URL to the new database, start the bot, and run groundswell doctor.",
  ];
}

/** Takes the marks off the file; what came of a finished move is told first. */
async function undo(desk: MovingDesk, flags: MoveFlags): Promise<boolean> {
  const moving = openMoving(desk, flags.to ?? NOWHERE);
  const found = await moving.listDistricts();
  const named = flags.district === undefined ? undefined : await choose(moving, flags.district);
  const wanted = found.filter((one) => named === undefined || one.district === named);
  const isFinished = wanted.some(({ isMoved }) => isMoved);
  if (isFinished && !flags.yes) {
    print(flags.json, { done: false }, ASK_FIRST);
    return false;
  }
  const { districts, movedAt } = await moving.takeBack(named);
  if (movedAt) await doubt(desk, districts, movedAt);
  print(flags.json, { done: true, districts, movedAt }, [
    districts.length === 0 ? "Nothing was moved." : `Here again: ${districts.join(", ")}.`,
    ...(movedAt ? AFTER_UNDO : []),
  ]);
  return true;
}

/** What waits here may have been sent since; nobody else in the file is touched. */
async function doubt(
  desk: MovingDesk,
  districts: readonly DistrictId[],
  madeAt: Date,
): Promise<void> {
  const product = await desk.open();
  const { store } = product;
  const listDistricts = async () => await Promise.resolve(districts);
  const own = { ...product, store: { ...store, listDistricts } };
  await markRestored(own, { madeAt, wishes: [] }).finally(store.close);
}

/** An undo looks at the file alone. */
const NOWHERE = "postgres://nowhere/nowhere";

const ASK_FIRST = [
  "This move was finished. What happened since is in PostgreSQL alone, and a bot that runs there sends, too.",
  "Better: groundswell district export from there. Else stop every bot there, and add --yes: nothing was changed.",
];

const AFTER_UNDO = [
  "The file is as old as the move. What may have been sent since is looked for before it is sent again.",
  "Never start a bot on the other database again; erase the district there.",
];
