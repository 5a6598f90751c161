import type { AccountId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import { inTime } from "#edge/in-time.ts";
import type { Profile } from "#ports/chat.ts";
import { peoplePage, person, type TeamsPerson } from "./bodies.ts";
import type { Connector, Ending, Place } from "./connector.ts";
import type { Learn } from "./incoming.ts";

/** A mention is worth so much waiting; then its name is looked up instead. */
const MENTION_MS = 1000;
const MOST_KEPT = 20_000;
/** A team of ten thousand in pages of 200; what is behind that is matched when it is met. */
const MOST_PAGES = 50;
const NOT_FOUND = 404;
const OUTSIDE = /#EXT#/i;

/** Who is who in Teams, as far as this process has met them. Nothing of it is stored. */
export interface People {
  /** Somebody acted there, so they can be asked about there. */
  met(account: AccountId, id: string, at: Place): void;
  /** Where somebody was met last. */
  placeOf(account: AccountId): Place | undefined;
  /** Accounts by Teams' own ids; who cannot be told in time is left out. */
  resolve(ids: readonly string[], at: Place): Promise<ReadonlyMap<string, AccountId>>;
  /** Who came to a team, one after the other. */
  learn(workspace: string, at: Place, learn: Learn): AsyncGenerator<Profile>;
}

export function createPeople(connector: Connector): People {
  const accounts = new Map<string, AccountId>();
  const places = new Map<AccountId, Place>();
  const met: People["met"] = (account, id, at) => {
    keep(accounts, id, account);
    keep(places, account, at);
  };
  const resolveOne = async (id: string, at: Place): Promise<void> => {
    if (accounts.has(id)) return;
    const ending = await inTime(connector.readPerson(at, id), MENTION_MS);
    const account = ending && accountOf(readPerson(ending));
    if (account !== undefined) met(account, id, at);
  };
  return {
    met,
    placeOf: (account) => places.get(account),
    resolve: async (ids, at) => {
      await Promise.all(ids.map(async (id) => await resolveOne(id, at)));
      const found = ids.map((id) => [id, accounts.get(id)] as const);
      return new Map(found.flatMap(([id, account]) => (account ? [[id, account] as const] : [])));
    },
    learn: (workspace, at, wanted) => learn(connector, { workspace, at, wanted }),
  };
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
}

interface Learning {
  readonly workspace: string;
  readonly at: Place;
  readonly wanted: Learn;
}

async function* learn(connector: Connector, { workspace, at, wanted }: Learning) {
  const found = "ids" in wanted ? readEach(connector, at, wanted.ids) : readPages(connector, at);
  for await (const each of found) {
    const profile = toProfile(workspace, each);
    if (profile) yield profile;
  }
}

async function* readEach(connector: Connector, at: Place, ids: readonly string[]) {
  for (const id of ids) yield readPerson(await connector.readPerson(at, id));
}

async function* readPages(connector: Connector, at: Place) {
  let page: string | undefined;
  for (let count = 0; count < MOST_PAGES; count++) {
    const ending = await connector.readPeople(at, page);
    const read = peoplePage.safeParse(ending.kind === "answer" ? ending.body : undefined);
    if (!read.success) return;
    yield* read.data.members;
    page = read.data.continuationToken ?? undefined;
    if (!page) return;
  }
}

function readPerson(ending: Ending): TeamsPerson | undefined {
  const read = person.safeParse(ending.kind === "answer" ? ending.body : undefined);
  return read.success ? read.data : undefined;
}

function accountOf(read: TeamsPerson | undefined): AccountId | undefined {
  const id = read?.aadObjectId ?? read?.objectId ?? "";
  return id === "" ? undefined : toId<AccountId>(id);
}

/** Who somebody is, for the roster's question; undefined for somebody without an account. */
function toProfile(workspace: string, read: TeamsPerson | undefined): Profile | undefined {
  const account = accountOf(read);
  if (!read || account === undefined) return undefined;
  const { email, userPrincipalName } = read;
  return {
    account,
    kind: kindOf(workspace, read),
    ...(email ? { email } : {}),
    ...(userPrincipalName ? { signInName: userPrincipalName } : {}),
  };
}

function kindOf(workspace: string, read: TeamsPerson): Profile["kind"] {
  const { userRole = "", tenantId, userPrincipalName } = read;
  if (userRole === "anonymous") return "stranger";
  if (userRole === "guest" || OUTSIDE.test(userPrincipalName ?? "")) return "guest";
  return tenantId && tenantId !== workspace ? "stranger" : "staff";
}

/** Asks about one person in a conversation; "not-here" where the bot may not ask. */
export async function askAbout(
  connector: Connector,
  at: Place,
  asked: { readonly workspace: string; readonly id: string },
): Promise<Profile | "nobody" | "not-here" | "away"> {
  const ending = await connector.readPerson(at, asked.id);
  if (ending.kind === "answer") {
    return toProfile(asked.workspace, readPerson(ending)) ?? "nobody";
  }
  if (ending.kind !== "refused") return "away";
  return ending.status === NOT_FOUND ? "nobody" : "not-here";
}
