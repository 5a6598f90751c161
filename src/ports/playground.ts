import type { Card } from "./card.ts";
import type { Address, Attempt, MessageRef } from "./chat.ts";

export interface PlaygroundPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly site: { readonly id: string; readonly name: string };
  /** Where this person would chat in real life: "slack" or "teams". */
  readonly platform: string;
}

export interface PlaygroundChannel {
  readonly id: string;
  readonly name: string;
  readonly site: string;
}

export interface InboxMessage {
  readonly id: string;
  readonly at: string;
  /** Set when the message was changed after it was posted. */
  readonly editedAt?: string | undefined;
  readonly card: Card;
}

/** The district that is played just now. */
export interface PlaygroundDistrict {
  readonly id: string;
  readonly name: string;
  /** IANA name: "America/New_York". */
  readonly zone: string;
  /** Where the sample began; undefined for another district. */
  readonly scene?: string | undefined;
}

/**
 * Where the sample district can begin: with Wave 1 ready to open and nothing sent, or in March with two waves
 * behind it.
 */
export const playgroundScenes = ["first-morning", "mid-year"] as const;
export type PlaygroundScene = (typeof playgroundScenes)[number];

/** A time worth moving the clock to. */
export interface PlaygroundMoment {
  readonly id: string;
  readonly label: string;
  readonly to: string;
}

export interface PeopleQuery {
  readonly q: string;
  readonly role: string;
  readonly site: string;
  readonly limit: number;
}

/** What the local adapter needs beyond chat: the sample district's people, its inbox and its clock. */
export interface Playground {
  district(): Promise<PlaygroundDistrict>;
  people(query: PeopleQuery): Promise<readonly PlaygroundPerson[]>;
  channels(site: string): Promise<readonly PlaygroundChannel[]>;

  /** Waits for what is due now, then reads; oldest first. */
  inbox(conversation: Address["conversation"]): Promise<readonly InboxMessage[]>;

  /** Keeps a posted card; the same key keeps one. */
  post(attempt: Attempt, to: Address, card: Card): Promise<MessageRef>;
  /** False if there is no such message any more. */
  replace(handle: string, card: Card, at: Date): Promise<boolean>;
  retract(handle: string): Promise<boolean>;

  /** Times worth moving to, nearest first. */
  moments(): Promise<readonly PlaygroundMoment[]>;

  now(): Date;
  /** Moves the clock forward and runs everything due on the way, in order; gives what was delivered. */
  moveTo(to: Date): Promise<number>;

  /** Reads a OneRoster zip; a dry run only tells what would change. Throws what an import throws. */
  importRoster(zip: Uint8Array, dryRun: boolean): Promise<object>;

  /** Back to the sample district as a scene begins; the first morning unless told. */
  reset(scene?: PlaygroundScene): Promise<void>;
}
