import {
  type AccountId,
  type ChannelId,
  type DistrictId,
  type ShoutOutId,
  toId,
} from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Ranked } from "./totals-finder.ts";
import { type ActorRole, actors, districtId, personId, siteId } from "./two-districts.ts";

const MINUTE_MS = 60_000;
/** When the last of them was given, which every district of these tests has. */
const NOW = new Date("2025-08-18T15:00:00Z");

const counted = (who: ActorRole, amounts: readonly number[]) => ({
  id: personId("home", who),
  name: `home ${who}`,
  amounts,
});

/**
 * Whom the thanks are for, and who gave them: unlike by far, and in neither the order of names nor of
 * joining. Among them is the one that every district of these tests has, from the teacher to the coach.
 */
export const receivers: Ranked = [
  counted("staff", [137, 73, 64]),
  counted("coach", [83, 82]),
  counted("principal", [71]),
];
export const givers: Ranked = [
  counted("area_lead", [109]),
  counted("teacher", [103]),
  counted("pl_lead", [79]),
];

/** Of each so many. */
const repeat = (counts: readonly (readonly [number, ActorRole])[]): readonly ActorRole[] =>
  counts.flatMap(([count, who]) => Array.from({ length: count }, () => who));

/** So that no list by time is one by amount: the first and the last of each, then all in a mix. */
const firstReceivers: readonly ActorRole[] = ["principal", "staff"];
const firstGivers: readonly ActorRole[] = ["pl_lead", "area_lead"];
const lastReceivers: readonly ActorRole[] = ["coach", "principal", "staff"];
const lastGivers: readonly ActorRole[] = ["teacher", "pl_lead", "area_lead"];

/** From the newest to the oldest. */
const allReceivers: readonly ActorRole[] = [
  ...firstReceivers,
  ...mixed(
    repeat([
      [135, "staff"],
      [81, "coach"],
      [69, "principal"],
    ]),
  ),
  ...lastReceivers,
];
const allGivers: readonly ActorRole[] = [
  ...firstGivers,
  ...mixed(
    repeat([
      [107, "area_lead"],
      [101, "teacher"],
      [77, "pl_lead"],
    ]),
  ),
  ...lastGivers,
];

/** A fixed order without a pattern: 89 and the length have no divisor in common. */
function mixed<T>(list: readonly T[]): readonly T[] {
  return list.flatMap((_each, at) => list[(at * 89) % list.length] ?? []);
}

/** Everybody's thanks of one morning, in one school. */
export function* fillThanks(tx: Transaction): Steps<void> {
  let toStaff = 0;
  for (const [at, to] of allReceivers.entries()) {
    if (to === "staff") toStaff += 1;
    const practice = practiceOf(to, toStaff);
    const given: Pick<ShoutOut, "giver" | "receivers" | "practice"> = {
      giver: personId("home", allGivers[at] ?? "teacher"),
      receivers: [personId("home", to)],
      practice,
    };
    yield* tx.praise.addShoutOut(toShoutOut(at, given));
  }
}

function practiceOf(to: ActorRole, toStaff: number): string {
  if (to === "staff") return toStaff <= 73 ? "choice" : "reflection";
  return to === "coach" ? "voice" : "data";
}

function toShoutOut(
  at: number,
  given: Pick<ShoutOut, "giver" | "receivers" | "practice">,
): ShoutOut {
  return {
    ...given,
    id: toId<ShoutOutId>(`thanks-${String.fromCharCode(97 + (at % 26))}${"z".repeat(at / 26)}`),
    text: "home thanks for a calm start of the day",
    helped: "",
    value: "",
    share: "district",
    site: siteId("home", "own"),
    at: new Date(NOW.getTime() - (at + 1) * MINUTE_MS),
    week: "2025-W34",
  };
}

/** Everybody can be reached on Slack, and their school and district have channels there. */
export function* linkEverybody(tx: Transaction): Steps<void> {
  const at = { platform: "slack", workspace: "W" } as const;
  const account = (who: ActorRole) => toId<AccountId>(personId("home", who));
  yield* tx.roster.saveAccounts(
    actors.map((who) => ({ ...at, account: account(who), person: personId("home", who) })),
  );
  const site = siteId("home", "own");
  yield* tx.roster.saveChannels([
    { ...at, id: toId<ChannelId>("own-staff"), name: "own-staff", site },
    { ...at, id: toId<ChannelId>("all-staff"), name: "all-staff" },
  ]);
}

export const home: DistrictId = districtId("home");
