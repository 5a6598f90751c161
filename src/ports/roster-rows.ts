import type { AccountId, ChannelId, ClusterId, PersonId, PlaceId, SiteId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { Cluster, ContactRole, District, Person, Role, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Preferences, ThanksWish } from "#domain/shout-out.ts";
import type { Address, Platform } from "./chat.ts";
import type { Steps } from "./steps.ts";

/** A chat channel of a site, or of the whole district where `site` is undefined. */
export interface Channel {
  readonly id: ChannelId;
  readonly site?: SiteId | undefined;
  readonly name: string;
  readonly platform: Platform;
  readonly workspace: string;
  /** How its adapter reaches it; undefined where the id alone is enough. */
  readonly reach?: string | undefined;
  /** When somebody asked for no weekly question there. */
  readonly asksOffAt?: Date | undefined;
}

export interface Account {
  readonly platform: Platform;
  readonly workspace: string;
  readonly account: AccountId;
  readonly person: PersonId;
  /** True if a lead said so: then no e-mail says otherwise. */
  readonly byHand?: boolean | undefined;
}

/** Who is looked for in a workspace. */
export interface UnmatchedSearch {
  readonly platform: Platform;
  readonly workspace: string;
  /** Goes on behind this id; undefined begins. */
  readonly after: PersonId | undefined;
  /** Only people who hold one of these; undefined for everybody. */
  readonly roles: readonly Role[] | undefined;
  readonly limit: number;
}

/** What an account is known by. */
export type AccountKey = Pick<Account, "platform" | "workspace" | "account">;

/** A name as it is looked up: folded to lower case without accents. */
export interface NameKey {
  readonly id: PersonId;
  readonly key: string;
  readonly homeSite?: SiteId | undefined;
}

export interface PeopleSearch {
  /** Folded; matches any part of a name people go by. Empty finds everybody. */
  readonly key: string;
  readonly role?: Role | undefined;
  readonly site?: SiteId | undefined;
  readonly limit: number;
}

/** Districts, clusters, sites, people, their accounts, channels and choices. */
export interface RosterRows {
  getDistrict(): Steps<District>;
  findDistrict(): Steps<District | undefined>;
  saveDistrict(district: District): Steps<void>;

  listClusters(): Steps<readonly Cluster[]>;
  saveClusters(clusters: readonly Cluster[]): Steps<void>;

  findSite(id: SiteId): Steps<Site | undefined>;
  getSite(id: SiteId): Steps<Site>;
  /** Active sites, by id. */
  listSites(): Steps<readonly Site[]>;
  countSites(): Steps<number>;
  saveSites(sites: readonly Site[]): Steps<void>;

  /**
   * Locks what is decided about one person until the transaction ends: before a body reads and then
   * decides. SQLite has one writer and needs nothing.
   */
  guardPerson(id: PersonId): Steps<void>;
  /** The same for what is decided once for the whole district, whichever replica comes first. */
  guardDistrict(): Steps<void>;
  findPerson(id: PersonId): Steps<Person | undefined>;
  getPerson(id: PersonId): Steps<Person>;
  /** In the order of `ids`; unknown ids are left out. */
  listPeople(ids: readonly PersonId[]): Steps<readonly Person[]>;
  /** Everybody, disabled people too: for imports. */
  listEverybody(): Steps<readonly Person[]>;
  /** Active people who hold the role, at `place` where one is given; by id. */
  listHolders(role: Role | ContactRole, place?: PlaceId): Steps<readonly Person[]>;
  searchPeople(search: PeopleSearch): Steps<readonly Person[]>;
  /** Every name active people go by: legal and preferred. */
  listNameKeys(): Steps<readonly NameKey[]>;
  /** Replaces each person's assignments too. */
  savePeople(people: readonly Person[]): Steps<void>;
  deactivatePeople(ids: readonly PersonId[]): Steps<void>;

  findPersonByAccount(account: AccountKey): Steps<Person | undefined>;
  /** How somebody is reached; undefined without an account, and for somebody who has left. */
  findAddress(person: PersonId): Steps<Address | undefined>;
  /** Which of these people somebody could write to. */
  findReachable(people: readonly PersonId[]): Steps<ReadonlySet<PersonId>>;
  /** What `keepReach` kept for a person's account or a linked channel. */
  findReach(address: Address): Steps<string | undefined>;
  /** Nothing is kept for an account or a channel that is nobody's here; undefined forgets. */
  keepReach(address: Address, reach: string | undefined): Steps<void>;
  /** The reaches of a few linked channels of the workspace. */
  listChannelReaches(place: Pick<Account, "platform" | "workspace">): Steps<readonly string[]>;
  /** Any reach in the workspace, a channel's before a person's. */
  findAnyReach(place: Pick<Account, "platform" | "workspace">): Steps<string | undefined>;
  saveAccounts(accounts: readonly Account[]): Steps<void>;
  /** The one active person with this e-mail in any case; undefined if nobody or several have it. */
  findPersonByEmail(email: string): Steps<Person | undefined>;
  /** The person's one account in its workspace from now on; whoever had it before loses it. */
  linkAccount(account: Account): Steps<void>;
  /** False if it was nobody's. */
  unlinkAccount(account: AccountKey): Steps<boolean>;
  /** True for one that a lead matched: e-mail says nothing about it any more. */
  isMatchedByHand(account: AccountKey): Steps<boolean>;
  /** The app has left it: its accounts and channels are nobody's here any more. */
  forgetWorkspace(place: Pick<Account, "platform" | "workspace">): Steps<void>;
  /** Gives a linked channel its new name; nothing happens to one that is not linked. */
  renameChannel(channel: Pick<Channel, "id" | "platform" | "workspace" | "name">): Steps<void>;
  /** Active people with an e-mail and without an account in the workspace, by id. */
  listUnmatched(search: UnmatchedSearch): Steps<readonly Person[]>;

  /** The channel a site linked; the district's own for undefined. */
  findChannel(site: SiteId | undefined): Steps<Channel | undefined>;
  listChannels(): Steps<readonly Channel[]>;
  saveChannels(channels: readonly Channel[]): Steps<void>;
  /** Its place's one channel from now on; it is no other place's any more. */
  linkChannel(channel: Channel): Steps<void>;

  /** Its place's channel gets no weekly question from then on; undefined: it does again. */
  saveAsksOff(channel: Pick<Channel, "id">, at: Date | undefined): Steps<void>;

  /** What the person chose, or what their program speaks; undefined if neither is known. */
  findLanguage(person: PersonId): Steps<Language | undefined>;
  /** What this account's own program speaks; undefined where it is not known. */
  findSpoken(account: AccountKey): Steps<Language | undefined>;
  /** What an account's program speaks, as it was just heard; writes only what is new. */
  keepLanguage(account: AccountKey, language: Language): Steps<void>;
  /** Active people of a school who teach the grade, as the roster writes it; by id. */
  listGrade(site: SiteId, grade: string): Steps<readonly Person[]>;

  getPreferences(person: PersonId): Steps<Preferences>;
  /** The same for many at once. */
  listPreferences(people: readonly PersonId[]): Steps<ReadonlyMap<PersonId, Preferences>>;
  /** How these people wish to be thanked; whoever never chose is left out. */
  listWishes(people: readonly PersonId[]): Steps<ReadonlyMap<PersonId, ThanksWish>>;
  savePreferences(person: PersonId, preferences: Preferences): Steps<void>;
  /** Active people who asked for a weekly nudge and have not stopped. */
  listNudgeAskers(): Steps<readonly Person[]>;
  /** Active people at home there who read their idea inside what they get anyway, and have not stopped. */
  listDigestReaders(site: SiteId): Steps<readonly Person[]>;
  countStopped(): Steps<number>;

  listCalendar(): Steps<readonly CalendarDay[]>;
  /** Another text whenever a calendar was replaced, the district's or a school's, or a pause was kept. */
  calendarVersion(): Steps<string>;
  replaceCalendar(days: readonly CalendarDay[]): Steps<void>;

  findSetting(name: string): Steps<string | undefined>;
  saveSetting(name: string, value: string): Steps<void>;

  /** The cluster's id for its members; a site of no cluster gives undefined. */
  clusterOf(site: SiteId): Steps<ClusterId | undefined>;
}
