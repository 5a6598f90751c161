import type { FakeEphemeral, FakeMessage, FakeView } from "./types.ts";

/** How a request is signed, when not as it should be. */
export interface Signing {
  /** The stamp's time; now unless told. */
  readonly at?: Date | undefined;
  readonly secret?: string | undefined;
  /** Form-encoded unless told; JSON for bodies that begin with "{". */
  readonly contentType?: string | undefined;
  /** Leaves the signature out. */
  readonly unsigned?: boolean | undefined;
  readonly retryNum?: number | undefined;
  readonly retryReason?: string | undefined;
  /** "http://127.0.0.1/slack/events" unless told. */
  readonly to?: string | undefined;
}

export interface Origin extends Signing {
  /** The first workspace unless told. */
  readonly workspace?: string | undefined;
  /** A fresh one unless told. */
  readonly trigger?: string | undefined;
}

export interface Act extends Origin {
  /** The account of the person who acts. */
  readonly by: string;
}

export interface CommandAct extends Act {
  /** "/praise @maria thanks": the command and what follows it. */
  readonly text: string;
  /** Where it was typed; the conversation with the bot unless told. */
  readonly channel?: string | undefined;
}

export type PressAct = Act & {
  /** The element's place among all that can be pressed (from 0), its label, or its action_id. */
  readonly action: number | string;
  /** What was picked, for a select or checkboxes: values of its options. */
  readonly chosen?: string | readonly string[] | undefined;
  /** What stands in the view's other fields, by block id. */
  readonly values?: FieldValues | undefined;
} & (
    | { readonly message: FakeMessage }
    | { readonly ephemeral: FakeEphemeral }
    | { readonly view: FakeView }
  );

export type FieldValues = Readonly<Record<string, string | readonly string[]>>;

export interface SubmitAct extends Act {
  readonly view: FakeView;
  /** By block id: text, or the value(s) picked. Fields not named keep what they were opened with. */
  readonly values: FieldValues;
  /** Sends what Slack's own client would not let a person send. */
  readonly force?: boolean | undefined;
}

export interface OptionsAct extends Act {
  readonly view: FakeView;
  /** The field's block id. */
  readonly field: string;
  readonly query: string;
}

export interface ShortcutAct extends Act {
  readonly callback: string;
  /** For a message shortcut. */
  readonly message?: FakeMessage | undefined;
}

export interface EventAct extends Origin {
  readonly eventId?: string | undefined;
}

export type EnvelopeKind = "slash_commands" | "interactive" | "events_api";

export interface EnvelopeWish {
  readonly kind: EnvelopeKind;
  readonly payload: unknown;
  readonly retryAttempt?: number | undefined;
  readonly retryReason?: string | undefined;
  /** How long to wait for the ack in real time; 3,000 unless told. */
  readonly waitMs?: number | undefined;
}
