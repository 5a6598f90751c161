import type { KeptShoutOut } from "#ports/praise-rows.ts";
import { person, type World } from "#test/stories/answers-rig.ts";
import { channels } from "#test/stories/praise-world.ts";
import { ana, elm } from "./races-scripts.ts";

export const cy = "oak-cy-slack";
export const lia = "lia-slack";

export interface Shown {
  readonly key: string;
  readonly versions: readonly string[];
}

const VERSION = /version \d+\/\d+ of the plan/g;

const versionsIn = (said: unknown): readonly string[] => [
  ...new Set(JSON.stringify(said).match(VERSION) ?? []),
];

export const toShown = ([key, card]: readonly [string, object]): Shown => ({
  key,
  versions: versionsIn(card),
});

type ShownIn = (where: string) => readonly Shown[];

/** Where it does not read as it should: once where it belongs, and nowhere else. */
export function wrongPlaces(kept: KeptShoutOut, shownIn: ShownIn): readonly string[] {
  const { share, receivers, hiddenAt, hiddenBy } = kept;
  const up = hiddenAt === undefined;
  const noted = (who: string) => receivers.includes(person(who)) && (up || hiddenBy === "receiver");
  const inSchool = up && share === "site";
  const wanted: readonly (readonly [string, string, boolean])[] = [
    [channels.oak, "shout-out:", inSchool],
    [channels.elm, "shout-out:", inSchool && receivers.includes(person(elm))],
    [channels.all, "shout-out:", up && share === "district"],
    [ana, "thanks:", noted(ana)],
    [elm, "thanks:", noted(elm)],
  ];
  return wanted.flatMap(([where, key, isThere]) => {
    const found = shownIn(where).filter((each) => each.key.startsWith(key));
    const said = found.flatMap(({ versions }) => versions).join();
    const right = isThere ? kept.text : "";
    return said === right ? [] : [`${where}: "${said}" instead of "${right}"`];
  });
}

/** A roundup or digest may be without it, and never with what it said before. */
export function wrongSummaries(kept: KeptShoutOut, shownIn: ShownIn): readonly string[] {
  const right = kept.hiddenAt === undefined && kept.share !== "private" ? kept.text : "";
  return [channels.oak, lia].flatMap((where) =>
    shownIn(where)
      .filter(({ key }) => key.startsWith("roundup") || key.startsWith("digest"))
      .flatMap(({ key, versions }) => versions.map((each) => ({ key, each })))
      .filter(({ each }) => each !== right)
      .map(({ key, each }) => `${key} says "${each}" instead of "${right}"`),
  );
}

/** What those in it read of it themselves: whoever hid it from others still has it. */
export async function wrongLists(world: World, kept: KeptShoutOut) {
  const { hiddenAt, hiddenBy, receivers, text } = kept;
  const up = hiddenAt === undefined;
  const keeps = receivers.includes(person(ana)) && (up || hiddenBy === "receiver");
  const [week = ""] = text.split("/");
  const faults: string[] = [];
  for (const [who, isThere] of [
    [cy, up],
    [ana, keeps],
  ] as const) {
    const listed = versionsIn(await world.write(who, "/pl mine"));
    const said = listed.filter((each) => each.startsWith(`${week}/`)).join();
    const right = isThere ? text : "";
    if (said !== right) faults.push(`/pl mine of ${who}: "${said}" instead of "${right}"`);
  }
  return faults;
}
