import type { PersonId } from "#domain/ids.ts";
import type { Steps } from "./steps.ts";

/** A link that signs one person in, once. Only hashes of its secrets are kept. */
export interface SignInLink {
  readonly hash: string;
  readonly person: PersonId;
  /** Hash of the number that a browser which was never here has to give. */
  readonly numberHash: string;
  readonly triesLeft: number;
  readonly expiresAt: Date;
}

/** One browser that somebody is signed in with. */
export interface StoredSession {
  readonly hash: string;
  readonly person: PersonId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** One browser that somebody has signed in with before. */
export interface KnownBrowser {
  readonly hash: string;
  readonly person: PersonId;
  readonly seenAt: Date;
}

/** Who may look at pages. A link is usable while it is not spent, not over, and has a try left. */
export interface AccessRows {
  addLink(link: SignInLink): Steps<void>;
  /** Undefined for one that is unknown or not usable at `now`. */
  findLink(hash: string, now: Date): Steps<SignInLink | undefined>;
  /** Takes one try of a usable link, also from whoever tries at the same moment; undefined for none. */
  takeTry(hash: string, now: Date): Steps<SignInLink | undefined>;
  /** Compare-and-set: true for the one who spends a link that is neither spent nor over. */
  spendLink(hash: string, now: Date): Steps<boolean>;

  addSession(session: StoredSession): Steps<void>;
  /** Undefined for one that is unknown or over. */
  findSession(hash: string, now: Date): Steps<StoredSession | undefined>;
  /** Whose it was; undefined if it was there no more. */
  removeSession(hash: string): Steps<PersonId | undefined>;

  /** Known from now on, or seen again. */
  saveBrowser(browser: KnownBrowser): Steps<void>;
  /** True if this person was seen in the browser at or after `since`. */
  isKnownBrowser(browser: Omit<KnownBrowser, "seenAt">, since: Date): Steps<boolean>;

  /** Removes the person's links, sessions and known browsers. */
  forgetPerson(person: PersonId): Steps<void>;
  /** Removes links and sessions that are over, and browsers not seen for 180 days; gives how many. */
  forgetExpired(now: Date): Steps<number>;
}

/** How long a browser stays known after somebody last signed in with it. */
export const KNOWN_BROWSER_DAYS = 180;
