import { expect } from "vitest";
import { z } from "zod";

const button = z.object({ label: z.string(), action: z.string(), value: z.string() });

const card = z.object({
  title: z.string(),
  text: z.string(),
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  table: z.unknown(),
  image: z.unknown(),
  buttons: z.array(button),
  context: z.string(),
  fallback: z.string(),
});

const message = z.object({
  id: z.string(),
  at: z.string(),
  editedAt: z.string().optional(),
  card,
});

const person = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  site: z.object({ id: z.string(), name: z.string() }),
});

const reply = z.object({ kind: z.string(), text: z.string().optional(), card: card.optional() });
const moment = z.object({ id: z.string(), to: z.string() });

export type Card = z.infer<typeof card>;
export type Button = z.infer<typeof button>;
export type Message = z.infer<typeof message>;
export type Person = z.infer<typeof person>;
export type Reply = z.infer<typeof reply>;

/** Status and body of one request; it fails where the server went away. */
export interface Got {
  readonly status: number;
  readonly body: unknown;
}

export async function ask(url: string, path: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(`${url}/playground/api/${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

export async function send(url: string, path: string, body: unknown): Promise<Got> {
  const headers = { "content-type": "application/json" };
  return await ask(url, path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** What a request brought; fails with what was said instead of it. */
function bodyOf({ status, body }: Got): unknown {
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

export async function listPeople(url: string, query: string): Promise<readonly Person[]> {
  const body = bodyOf(await ask(url, `people?${query}`));
  return z.object({ people: z.array(person) }).parse(body).people;
}

export async function listChannels(url: string): Promise<readonly string[]> {
  const body = bodyOf(await ask(url, "channels"));
  const { channels } = z.object({ channels: z.array(z.object({ id: z.string() })) }).parse(body);
  return channels.map(({ id }) => id);
}

/** `of` is "person=ID" or "channel=ID". */
export async function readInbox(url: string, of: string): Promise<readonly Message[]> {
  const body = bodyOf(await ask(url, `inbox?${of}`));
  return z.object({ messages: z.array(message) }).parse(body).messages;
}

export async function readClock(url: string): Promise<string> {
  const body = bodyOf(await ask(url, "clock"));
  return z.object({ now: z.string() }).parse(body).now;
}

export async function moveClock(url: string, move: { to: string } | { advance: string }) {
  const body = bodyOf(await send(url, "clock", move));
  return z.object({ now: z.string(), delivered: z.number() }).parse(body);
}

/** Posts one event; the reply of a 200. */
export async function act(url: string, event: object): Promise<Reply> {
  const body = bodyOf(await send(url, "events", event));
  return z.object({ reply }).parse(body).reply;
}

export async function command(url: string, as: string, text: string): Promise<Reply> {
  return await act(url, { as, kind: "command", text });
}

export interface Invited {
  readonly person: string;
  readonly site: string;
  readonly message: string;
  /** The five answers. */
  readonly buttons: readonly Button[];
}

/** A press on the button of this answer, as the page sends it. */
export function toPress({ person: as, message: of, buttons }: Invited, kind: string) {
  const found = buttons.find(({ value }) => value.endsWith(`|${kind}`));
  const { action, value } = found ?? { action: "", value: "" };
  return { as, kind: "press", message: of, action, value };
}

/** Opens Wave 1 as a PL lead, with two presses, and goes to the next school morning; gives the lead. */
export async function openWave(url: string): Promise<Person> {
  const [lead] = await listPeople(url, "role=pl_lead");
  const as = lead?.id ?? "";
  let shown = await command(url, as, "/pl wave open Wave 1");
  for (let presses = 0; presses < 2; presses++) {
    const [first] = shown.card?.buttons ?? [];
    shown = await act(url, { as, kind: "press", action: first?.action, value: first?.value });
  }
  const body = bodyOf(await ask(url, "moments"));
  const { moments } = z.object({ moments: z.array(moment) }).parse(body);
  await moveClock(url, { to: moments.find(({ id }) => id === "school-morning")?.to ?? "" });
  return person.parse(lead);
}

/** Who may be asked for a school: principals, and area leads for a vacancy. */
export async function listAnswerers(url: string): Promise<readonly Person[]> {
  const principals = await listPeople(url, "role=principal&limit=200");
  return [...principals, ...(await listPeople(url, "role=area_lead&limit=200"))];
}

/** One waiting invitation for each school that has one. */
export async function listInvited(url: string): Promise<readonly Invited[]> {
  const bySite = new Map<string, Invited>();
  for (const { id } of await listAnswerers(url)) {
    for (const { id: of, card: seen } of await readInbox(url, `person=${id}`)) {
      const site = seen.buttons.find(({ action }) => action === "answer")?.value.split("|")[1];
      if (site === undefined) continue;
      bySite.set(site, { person: id, site, message: of, buttons: seen.buttons });
    }
  }
  return [...bySite.values()];
}

/** The number in a field of a card; NaN if there is no such field. */
export function fieldOf(seen: Card | undefined, label: string): number {
  return Number(seen?.fields.find((field) => field.label === label)?.value);
}
