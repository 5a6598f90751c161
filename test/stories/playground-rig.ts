import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type App, compose } from "#compose";
import { readConfig } from "#host/config.ts";
import type { Button, Card, Form, Page } from "#ports/card.ts";

export interface Reply {
  readonly kind: string;
  readonly text?: string;
  readonly card?: Card;
  readonly form?: Form;
  readonly errors?: Readonly<Record<string, string>>;
  readonly options?: readonly { value: string; label: string; hint?: string }[];
  readonly page?: Page;
}

export interface Message {
  readonly id: string;
  readonly at: string;
  readonly editedAt?: string;
  readonly card: Card;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly site: { readonly id: string; readonly name: string };
}

/** A teacher, a colleague of the same school, and their principal. */
export const teacher = "rbps-u00005";
export const colleague = "rbps-u00006";
export const principal = "rbps-u00001";
export const school = "rbps-s001";
/** The district's PL lead, who speaks for Wave 1. */
export const lead = "rbps-u04868";
export const admin = "rbps-u04894";

/** The whole product on the sample district, driven through its JSON API. */
export async function startProduct() {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-story-"));
  const machine = { now: () => new Date("2026-01-01T00:00:00Z") };
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  const config = readConfig({ DATABASE_URL, LOG_LEVEL: "warn" }, folder);
  const app = await compose(config, machine);
  const api = apiOf(app);
  return {
    app,
    folder,
    ...api,
    ...talkTo(api),
    stop: async () => {
      await app.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Product = Awaited<ReturnType<typeof startProduct>>;

function apiOf(app: App) {
  const call = async <T>(method: string, name: string, body?: unknown): Promise<T> => {
    const response = await app.web.request(`http://127.0.0.1/playground/api/${name}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return parsed<T>(await response.text());
  };
  const event = async (body: object): Promise<Reply> =>
    (await call<{ reply: Reply }>("POST", "events", body)).reply;
  return { call, event };
}

/** The API's shapes are the ports' own: a test that reads them wrongly fails. */
function parsed<T>(text: string): T {
  return JSON.parse(text);
}

function talkTo({ call, event }: ReturnType<typeof apiOf>) {
  const messages = async (query: string): Promise<readonly Message[]> =>
    (await call<{ messages: readonly Message[] }>("GET", `inbox?${query}`)).messages;
  return {
    say: async (as: string, text: string, key?: string) =>
      await event({ as, kind: "command", text, key }),
    /** Presses the button whose label starts with `label`, on a card or a message. */
    press: async (as: string, on: Card | Message, label: string) => {
      const card = "card" in on ? on.card : on;
      const button = findButton(card, label);
      const message = "card" in on ? on.id : undefined;
      return await event({ as, kind: "press", message, ...button });
    },
    submit: async (as: string, form: Form, values: object) =>
      await event({ as, kind: "submit", form: form.id, context: form.context, values }),
    inbox: async (person: string) => await messages(`person=${person}`),
    channel: async (site: string) => await messages(`channel=channel-${site}`),
    people: async (query: string) =>
      (await call<{ people: readonly Person[] }>("GET", `people?${query}`)).people,
    moveTo: async (to: string) => await call<{ delivered: number }>("POST", "clock", { to }),
    advance: async (length: string) =>
      await call<{ now: string; delivered: number }>("POST", "clock", { advance: length }),
    now: async () => (await call<{ now: string }>("GET", "clock")).now,
    reset: async () => await call("POST", "reset", {}),
  };
}

function findButton(card: Card, label: string): Pick<Button, "action" | "value"> {
  const found = card.buttons?.find((button) => button.label.startsWith(label));
  if (found) return { action: found.action, value: found.value };
  throw new RangeError(
    `no button "${label}" among ${card.buttons?.map((b) => b.label).join(", ")}`,
  );
}

/** The PL lead opens Wave 1 for all schools, with two presses; gives what came of the second. */
export async function openWave(product: Product, name = "Wave 1"): Promise<Reply> {
  const dryRun = cardOf(await product.say(lead, `/pl wave open ${name}`));
  const question = cardOf(await product.press(lead, dryRun, "Open it for"));
  return await product.press(lead, question, "Yes, send it");
}

/** The newest message of a person. */
export async function newest(product: Product, person: string): Promise<Message> {
  return last(await product.inbox(person));
}

/** The counts on the lead's live card of the wave. */
export async function liveCard(product: Product): Promise<Readonly<Record<string, string>>> {
  const card = (await product.inbox(lead))[0]?.card;
  return Object.fromEntries(card?.fields?.map(({ label, value }) => [label, value]) ?? []);
}

/** The last of a list, which must not be empty. */
export function last<T>(list: readonly T[]): T {
  const found = list.at(-1);
  if (found !== undefined) return found;
  throw new RangeError("the list is empty");
}

/** The card of a reply that must have one. */
export function cardOf(reply: Reply): Card {
  if (reply.card) return reply.card;
  throw new RangeError(`a reply of kind ${reply.kind} has no card`);
}

/** The cards of the own page. */
export async function homeOf(product: Product, person: string): Promise<readonly Card[]> {
  const reply = await product.event({ as: person, kind: "opened" });
  if (reply.page) return reply.page.cards;
  throw new RangeError(`a reply of kind ${reply.kind} is no page: ${reply.text}`);
}

/** The form of a reply that must have one. */
export function formOf(reply: Reply): Form {
  if (reply.form) return reply.form;
  throw new RangeError(`a reply of kind ${reply.kind} has no form: ${reply.text}`);
}

/** New York's weekday and time: "Tue 07:30". */
export function newYork(at: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("weekday")} ${of("hour")}:${of("minute")}`;
}
