import { z } from "zod";
import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import { mention, withoutMentions } from "#domain/mentions.ts";
import type { ChatEvent } from "#ports/chat.ts";
import { type PlaygroundScene, playgroundScenes } from "#ports/playground.ts";

const text = z.string().max(4000);
const id = z.string().min(1).max(200);
const origin = { as: id, key: id.optional() };

const eventSchema = z.discriminatedUnion("kind", [
  z.object({
    ...origin,
    kind: z.literal("command"),
    text,
    channel: id.nullish(),
    channelName: z.string().max(200).nullish(),
  }),
  z.object({ ...origin, kind: z.literal("text"), text }),
  z.object({
    ...origin,
    kind: z.literal("press"),
    message: id.nullish(),
    action: id,
    value: z.string().max(4000).default(""),
  }),
  z.object({
    ...origin,
    kind: z.literal("submit"),
    message: id.nullish(),
    form: id,
    context: z.string().max(4000).default(""),
    values: z.record(z.string(), z.union([text, z.array(text)])).default({}),
  }),
  z.object({ ...origin, kind: z.literal("shortcut"), name: id, about: id.nullish() }),
  z.object({ ...origin, kind: z.literal("opened") }),
  z.object({ ...origin, kind: z.literal("search"), form: id, field: id, query: text.default("") }),
]);

const moveSchema = z.union([
  z.object({ to: z.iso.datetime({ offset: true }) }),
  z.object({ advance: z.string() }),
]);

const sceneSchema = z.object({ scene: z.string().max(200).default("first-morning") });

const MENTIONED = /<@([\w.:-]{1,100})>/g;
const COMMAND = /^\/?(\S+)\s*([\s\S]*)$/;
const DURATION = /^P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?)?$/;
const MINUTE_MS = 60_000;

/** What a request's body asks for, or why it cannot be read. */
export type Parsed<T> = { readonly ok: T } | { readonly problem: string };

interface Arrival {
  readonly workspace: string;
  /** For an event that carries no key of its own. */
  readonly freshKey: string;
  readonly at: Date;
}

export interface ParsedEvent {
  readonly event: ChatEvent;
  /** The message whose button was pressed, also when the button opened a form. */
  readonly message: string | undefined;
}

/** One event of the page or of a script. */
export function parseEvent(body: unknown, arrival: Arrival): Parsed<ParsedEvent> {
  const parsed = eventSchema.safeParse(body);
  if (!parsed.success) return { problem: describe(parsed.error) };
  const given = parsed.data;
  const by = {
    platform: "local",
    workspace: arrival.workspace,
    account: toId<AccountId>(given.as),
    key: given.key ?? arrival.freshKey,
    at: arrival.at,
  } as const;
  const message = "message" in given ? (given.message ?? undefined) : undefined;
  return { ok: { event: toEvent(by, given), message } };
}

type Origin = Pick<ChatEvent, "platform" | "workspace" | "account" | "key" | "at">;

function toEvent(by: Origin, given: z.infer<typeof eventSchema>): ChatEvent {
  switch (given.kind) {
    case "command":
      return toCommand(by, given);
    case "text":
      return { ...by, kind: "text", text: withMentions(given.text) };
    case "press":
      return { ...by, kind: "press", action: given.action, value: given.value };
    case "submit": {
      const { form, context, values } = given;
      return { ...by, kind: "submit", form, context, values };
    }
    case "search":
      return { ...by, kind: "search", form: given.form, field: given.field, query: given.query };
    case "shortcut": {
      const about = given.about ? toId<AccountId>(given.about) : undefined;
      return { ...by, kind: "shortcut", name: given.name, about };
    }
    case "opened":
      return { ...by, kind: "opened" };
  }
}

function toCommand(
  by: Origin,
  given: Extract<z.infer<typeof eventSchema>, { kind: "command" }>,
): ChatEvent {
  const [, command = "", rest = ""] = COMMAND.exec(given.text.trim()) ?? [];
  return {
    ...by,
    kind: "command",
    command: command.toLowerCase(),
    text: withMentions(rest),
    channel: given.channel ? toId<ChannelId>(given.channel) : undefined,
    channelName: given.channelName ?? undefined,
  };
}

/** "<@rbps-u00005>" mentions that account. */
function withMentions(typed: string): string {
  return withoutMentions(typed).replace(MENTIONED, (_all, account: string) => mention(account));
}

/** The time a clock request asks for: an instant, or a length such as P7D or PT2H from now. */
export function parseMove(body: unknown, now: Date): Parsed<Date> {
  const parsed = moveSchema.safeParse(body);
  if (!parsed.success) return { problem: describe(parsed.error) };
  if ("to" in parsed.data) return { ok: new Date(parsed.data.to) };
  const match = DURATION.exec(parsed.data.advance);
  if (!match) return { problem: "advance: give a length such as P7D, P1W or PT2H." };
  const [weeks, days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0));
  const total = (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0);
  return { ok: new Date(now.getTime() + total * MINUTE_MS) };
}

/** Where a fresh start begins; without a body it is the first morning. */
export function parseScene(body: unknown): Parsed<PlaygroundScene> {
  const parsed = sceneSchema.safeParse(body ?? {});
  if (!parsed.success) return { problem: `${describe(parsed.error)}.` };
  const scene = playgroundScenes.find((each) => each === parsed.data.scene);
  return scene ? { ok: scene } : { problem: `There is no scene "${parsed.data.scene}".` };
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join(".") ?? "";
  return where === "" ? (issue?.message ?? "") : `${where}: ${issue?.message ?? ""}`;
}
