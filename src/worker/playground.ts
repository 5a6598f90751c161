import { ProductError } from "#domain/errors.ts";
import { type DistrictId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, localTime, mondayOf, toInstant } from "#domain/local-time.ts";
import { fold } from "#domain/names.ts";
import { displayName, mainRole, roles } from "#domain/roster.ts";
import type { Address } from "#ports/chat.ts";
import type { PeopleQuery, Playground, PlaygroundMoment } from "#ports/playground.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "#usecases/product.ts";
import { readSchoolDays } from "#usecases/school-time.ts";
import { KEPT_SCENE } from "#usecases/seed-playground.ts";
import type { Loop } from "./loop.ts";
import { type MovableClock, travel } from "./time-travel.ts";

export interface PlaygroundParts {
  readonly product: Product;
  readonly clock: MovableClock;
  readonly loop: Loop;
  /** The district that is played: an import may put another in its place. */
  readonly district: () => DistrictId;
  readonly importRoster: Playground["importRoster"];
  /** Erases and seeds the sample district, and puts the clock to where the scene begins. */
  readonly reset: Playground["reset"];
}

/** Late enough that every site's morning messages have arrived. */
const MORNING = "09:40";
const DAYS_IN_WEEK = 7;

/** The sample district as the local adapter sees it. */
export function createPlayground(parts: PlaygroundParts): Playground {
  const { product, clock, district, importRoster } = parts;
  const { store } = product;
  return {
    ...localInbox(parts),
    district: async () =>
      await store.read(district(), function* (tx) {
        const { id, name, zone } = yield* tx.roster.getDistrict();
        return { id, name, zone, scene: yield* tx.roster.findSetting(KEPT_SCENE) };
      }),
    people: async (query) =>
      await store.read(district(), (tx) => listPeople({ tx, product, now: clock.now() }, query)),
    channels: async (site) =>
      await store.read(district(), function* (tx) {
        const channels = yield* tx.roster.listChannels();
        const all = channels.map(({ id, name, site: of }) => ({
          id,
          name,
          site: of ?? district(),
        }));
        return all.filter((channel) => site === "" || channel.site === site);
      }),
    moments: async () =>
      await store.read(district(), (tx) => listMoments({ tx, product, now: clock.now() })),
    now: () => clock.now(),
    ...movedClock(parts),
    importRoster,
  };
}

/** Moves take turns: one that was asked for before another one ended may not go back behind it. */
function movedClock({ clock, loop, reset }: PlaygroundParts) {
  let movedTo: Date | undefined;
  return {
    moveTo: async (to) =>
      await loop.alone(async (runDue) => {
        if (movedTo && to < movedTo) {
          throw new ProductError("CLOCK_BACKWARD", "The clock only goes forward.");
        }
        movedTo = to;
        return await travel(clock, { runDue, nextAt: loop.nextAt }, to);
      }),
    reset: async (scene) => {
      await reset(scene);
      movedTo = undefined;
    },
  } satisfies Partial<Playground>;
}

function localInbox({ product, loop, district }: PlaygroundParts) {
  const { store, random } = product;
  return {
    inbox: async (conversation) => {
      await loop.runDue();
      const list = await store.read(district(), (tx) =>
        tx.localMessages.list(conversationKey(conversation)),
      );
      return list.map(({ id, at, editedAt, card }) => ({
        id,
        at: at.toISOString(),
        editedAt: editedAt?.toISOString(),
        card,
      }));
    },
    post: async ({ key, at }, to, card) => {
      const conversation = conversationKey(to.conversation);
      const message = { id: random.id(), key, conversation, card, at };
      const handle = await store.transaction(district(), (tx) => tx.localMessages.add(message));
      return { address: to, handle };
    },
    replace: async (handle, card, at) =>
      await store.transaction(district(), (tx) => tx.localMessages.replaceCard(handle, card, at)),
    retract: async (handle) =>
      await store.transaction(district(), (tx) => tx.localMessages.remove(handle)),
  } satisfies Partial<Playground>;
}

function conversationKey({ kind, id }: Address["conversation"]): string {
  return `${kind}:${id}`;
}

/** By name or by school; somebody found both ways is listed once. */
function* listPeople({ tx }: Work, { q, role, site, limit }: PeopleQuery) {
  const key = fold(q);
  const all = yield* tx.roster.listSites();
  const named = q === "" || site !== "" ? [] : all.filter(({ name }) => fold(name).includes(key));
  const search = { role: roles.find((each) => each === role), limit };
  const inSite = site === "" ? undefined : toId<SiteId>(site);
  const found = [...(yield* tx.roster.searchPeople({ ...search, key, site: inSite }))];
  for (const { id } of named) {
    if (found.length >= limit) break;
    found.push(...(yield* tx.roster.searchPeople({ ...search, key: "", site: id })));
  }
  const district = yield* tx.roster.getDistrict();
  const sites = new Map(all.map((each) => [each.id, each]));
  const people = new Map(found.map((person) => [person.id, person]));
  return [...people.values()].slice(0, limit).map((person) => {
    const home = person.homeSite ? sites.get(person.homeSite) : undefined;
    return {
      id: person.id,
      name: displayName(person),
      role: mainRole(person),
      site: { id: home?.id ?? district.id, name: home?.name ?? district.name },
      platform: home?.platform ?? "teams",
    };
  });
}

function* listMoments(work: Work): Steps<readonly PlaygroundMoment[]> {
  const { tx, product, now } = work;
  const { words } = product;
  const { zone } = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  const today = localDay(now, zone);
  const nextDay = schoolDays.nextSchoolDay(today) ?? addDays(today, 1);
  const monday = addDays(mondayOf(today), DAYS_IN_WEEK);
  const at = (day: string, time: string) => toInstant(`${day}T${time}`, zone).toISOString();
  return [
    {
      id: "school-morning",
      label: words.say("moment_school_morning", {}),
      to: at(nextDay, MORNING),
    },
    { id: "monday", label: words.say("moment_monday", {}), to: at(monday, MORNING) },
    {
      id: "week",
      label: words.say("moment_week", {}),
      to: at(addDays(today, DAYS_IN_WEEK), localTime(now, zone)),
    },
  ];
}
