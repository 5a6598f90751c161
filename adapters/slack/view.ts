import type { types } from "@slack/bolt";
import { z } from "zod";
import { withoutMentions } from "#domain/mentions.ts";
import { clean, oneLine, paragraphs, shorten } from "#domain/plain-text.ts";
import { createSeal, openSealed, type Seal } from "#edge/sealing.ts";
import type { Button, Card, Form } from "#ports/card.ts";
import type { FormValues } from "#ports/chat.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import { readPress, withSpokenLabels } from "./render-buttons.ts";
import { cardBlocks, MESSAGE_ROOM } from "./render-card.ts";
import { renderInputs } from "./render-inputs.ts";
import { pack, plain, SECTION_LENGTH, section } from "./render-text.ts";
import { inWordsOf, words } from "./words.ts";

export type View = types.ModalView | types.HomeView;

/** What locks the values and contexts that Slack keeps for us. */
export interface Sealing {
  readonly box: SecretBox;
  readonly workspace: string;
}

/** Where a form was opened from, so that the reply to it can change that message. */
export interface OpenedFrom {
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly responseUrl?: string | undefined;
  /** Only the actor sees that message. */
  readonly ephemeral?: boolean | undefined;
}

/** What an input holds, whichever kind it is. */
export interface StateValue {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value: string } | null | undefined;
  readonly selected_options?: readonly { readonly value: string }[] | null | undefined;
}

const TITLE_LENGTH = 24;
const METADATA_LENGTH = 3000;
const MODAL_BLOCKS = 100;
const NOTE_BLOCKS = 3;
const ID_LENGTH = 255;

export function sealOf({ box, workspace }: Sealing): Seal {
  return createSeal(box, aboutOf(workspace));
}

function aboutOf(workspace: string): string {
  return `slack:${workspace}:value`;
}

/** A form as a modal; its context and where it was opened are locked inside. */
export function renderForm(form: Form, opened: OpenedFrom, sealing: Sealing): View {
  return inWordsOf(form.language, () => drawForm(form, opened, sealing));
}

function drawForm(form: Form, opened: OpenedFrom, sealing: Sealing): View {
  const note = pack(paragraphs(form.note ?? ""), "\n\n", SECTION_LENGTH).slice(0, NOTE_BLOCKS);
  return {
    type: "modal",
    callback_id: shorten(clean(form.id), ID_LENGTH),
    title: named(form.title, words().bot),
    submit: named(form.submit, words().submit),
    close: named(words().cancel, words().cancel),
    private_metadata: metadataOf(form.context, opened, sealOf(sealing)),
    blocks: [...note.map(section), ...renderInputs(form.fields)].slice(0, MODAL_BLOCKS),
  };
}

/** A card as a modal without inputs; a title that is too long for it stands above the text too. */
export function renderResult(card: Card, sealing: Sealing): View {
  return inWordsOf(card.language, () => drawResult(card, sealing));
}

function drawResult(card: Card, sealing: Sealing): View {
  const [spoken = card] = withSpokenLabels([card]);
  const title = oneLine(card.title ?? "", words().bot);
  const fits = title.length <= TITLE_LENGTH;
  const shown = fits ? { ...spoken, title: undefined } : spoken;
  return {
    type: "modal",
    title: named(title, words().bot),
    close: named(words().close, words().close),
    blocks: cardBlocks(shown, { seal: sealOf(sealing), room: MESSAGE_ROOM, first: 1 }),
  };
}

/** A modal's name for itself or a button: whole words, as many as fit. */
function named(text: string, otherwise: string): types.PlainTextElement {
  const line = oneLine(text, otherwise);
  if (line.length <= TITLE_LENGTH) return plain(line, TITLE_LENGTH);
  const space = line.lastIndexOf(" ", TITLE_LENGTH - 1);
  const start = space > TITLE_LENGTH / 2 ? line.slice(0, space) : line;
  return plain(start === line ? shorten(line, TITLE_LENGTH) : `${start}…`, TITLE_LENGTH);
}

/** The context is worth more than the way back: without room for both it goes alone. */
function metadataOf(text: string, from: OpenedFrom, seal: Seal): string {
  const both = seal(JSON.stringify({ context: text, from }), METADATA_LENGTH);
  return both ?? seal(JSON.stringify({ context: text, from: {} }), METADATA_LENGTH) ?? "";
}

const metadata = z.object({
  context: z.string(),
  from: z.object({
    channel: z.string().optional(),
    ts: z.string().optional(),
    responseUrl: z.string().optional(),
    ephemeral: z.boolean().optional(),
  }),
});

export interface Metadata {
  readonly context: string;
  readonly openedFrom: OpenedFrom;
}

/** What `renderForm` locked inside; undefined for anything else. */
export function readMetadata(sealed: string, { box, workspace }: Sealing): Metadata | undefined {
  const opened = openSealed(box, aboutOf(workspace), sealed);
  const read = metadata.safeParse(opened === undefined ? undefined : parseJson(opened));
  return read.success ? { context: read.data.context, openedFrom: read.data.from } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a pressed button means; undefined for one that was forged or comes from elsewhere. */
export function readButton(
  actionId: string,
  value: string,
  { box, workspace }: Sealing,
): Pick<Button, "action" | "value"> | undefined {
  const opened = openSealed(box, aboutOf(workspace), value);
  return opened === undefined ? undefined : readPress(actionId, opened);
}

/** What a form holds, by field; words that read as a mention are only words. */
export function readState(
  values: Readonly<Record<string, Readonly<Record<string, StateValue>>>>,
): FormValues {
  const fields = Object.entries(values).flatMap(([field, held]) =>
    Object.values(held)
      .slice(0, 1)
      .map((one): [string, string | string[]] => [field, readValue(one)]),
  );
  return Object.fromEntries(fields);
}

function readValue({ value, selected_option, selected_options }: StateValue): string | string[] {
  if (selected_options) return selected_options.map((option) => option.value);
  return withoutMentions(selected_option?.value ?? value ?? "");
}
