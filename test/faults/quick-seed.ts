import {
  type AccountId,
  type ChannelId,
  type DistrictId,
  type PersonId,
  type TryId,
  toId,
} from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import {
  accountNamed,
  channelNamed,
  DISTRICT,
  type QuickSettings,
  SCHOOLS,
  STAFF,
  WORKSPACE,
} from "./quick-settings.ts";

const zone = "America/New_York";
const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:00",
  staffEnd: "16:00",
};
const PLACE = { platform: "slack", workspace: WORKSPACE } as const;

type Asking = Pick<QuickSettings, "asked" | "askedMs" | "clock">;

/** Six schools whose staff thank each other, and as many others as are asked about what they tried. */
export async function seed(store: Store, settings: Asking): Promise<void> {
  const district = toId<DistrictId>(DISTRICT);
  await store.transaction(district, function* (tx) {
    const { roster } = tx;
    yield* roster.saveDistrict({ id: district, name: "Quick", shortName: "Quick", zone });
    yield* roster.saveClusters([{ id: toId("near"), name: "Near" }]);
    yield* roster.saveSites(SCHOOLS.map(toSite));
    yield* roster.saveChannels(
      SCHOOLS.map((name) => ({
        ...PLACE,
        id: toId<ChannelId>(channelNamed(name)),
        site: toId(name),
        name: `${name}-staff`,
      })),
    );
    for (const school of SCHOOLS) {
      yield* addStaff(
        tx,
        STAFF.map((given) => toPerson(given, school)),
      );
    }
    yield* addAsked(tx, settings);
  });
  await store.links.link("slack", WORKSPACE, district);
}

function toSite(name: string): Site {
  return {
    id: toId(name),
    name: `${name} School`,
    level: "elementary",
    cluster: toId("near"),
    zone,
    bells,
    coreMaterials: [],
    active: true,
  };
}

function toPerson(givenName: string, familyName: string, school = familyName): Person {
  return {
    id: toId<PersonId>(`${givenName}-${familyName}`),
    givenName,
    familyName,
    active: true,
    homeSite: toId(school),
    assignments: [{ role: "teacher", place: toId(school) }],
  };
}

function* addStaff({ roster }: Transaction, people: readonly Person[]): Steps<void> {
  yield* roster.savePeople(people);
  yield* roster.saveAccounts(
    people.map(({ id, givenName, familyName }) => ({
      ...PLACE,
      account: toId<AccountId>(accountNamed(givenName, familyName)),
      person: id,
    })),
  );
}

/** Each tried something, and is asked about it at a time of their own. */
function* addAsked(tx: Transaction, { asked, askedMs, clock }: Asking): Steps<void> {
  const people = Array.from({ length: asked }, (_, at) => toPerson(`Person${at}`, "Asked", "Oak"));
  yield* addStaff(tx, people);
  for (const [at, { id: person }] of people.entries()) {
    const id = toId<TryId>(`try${at}`);
    const startedAt = new Date(clock.from);
    yield* tx.serving.saveTry({ id, person, practice: "", text: `Thing ${at}`, startedAt });
    const nextAt = new Date(clock.from + (askedMs * at) / asked);
    yield* tx.schedule.save({
      id: `try-ask:${id}`,
      campaign: "try_ask",
      subject: `${id}|1`,
      nextAt,
    });
  }
}
