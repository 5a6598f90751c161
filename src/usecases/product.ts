import type { AccountId, DistrictId, PersonId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { Words } from "#messages/words.ts";
import type { ChatAdapter, Platform } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { Metrics } from "#ports/metrics.ts";
import type { NameMarks } from "#ports/name-marks.ts";
import type { Random } from "#ports/random.ts";
import type { Store, Transaction } from "#ports/store.ts";
import type { Trace } from "#ports/trace.ts";

/** What every use case works with. */
export interface Product {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** In the language of whoever acts; in the district's own where nobody does. */
  readonly words: Words;
  /** Everything the bot says, in each language. */
  readonly wordsIn: Readonly<Record<Language, Words>>;
  readonly log: Log;
  readonly trace: Trace;
  readonly metrics: Metrics;
  /** Keeps a list of students that nobody can read. */
  readonly marks: NameMarks;
  /**
   * What stands before a page's path in a link: PUBLIC_URL; "" in the playground, which is a page itself;
   * undefined where nobody knows.
   */
  readonly pagesUrl?: string | undefined;
}

/** Who acts, in chat or on a page. */
export interface Actor {
  readonly district: DistrictId;
  readonly person: PersonId;
}

/** Who acts in chat, where, and by which event: the key makes a redelivered event act once. */
export interface Act extends Actor {
  readonly platform: Platform;
  readonly workspace: string;
  readonly eventKey: string;
}

/** A platform's workspace, and the district it is linked to. */
export type Place = Pick<Act, "district" | "platform" | "workspace">;

/** Somebody's account in a workspace. */
export interface PlacedAccount extends Place {
  readonly account: AccountId;
}

/** Who somebody is, as their platform knows them; never inside a transaction. */
export type FindProfile = (
  platform: Platform,
  ...asked: Parameters<ChatAdapter["findProfile"]>
) => ReturnType<ChatAdapter["findProfile"]>;

/** What the steps inside one transaction share. */
export interface Work {
  readonly tx: Transaction;
  readonly product: Product;
  readonly now: Date;
}
