import { words } from "./words.js";

const ROOT = "/playground/api";

/** What the playground refused, in a sentence, and what to do about it. */
export class Refusal extends Error {
  constructor(sentence, hint) {
    super(sentence);
    this.hint = hint;
  }
}

/** Reads or, with a body, writes: bytes as they are, all else as JSON. Throws only a Refusal. */
async function ask(path, body) {
  const response = await request(path, body);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Refusal(answer.error ?? words.problem.unknown, answer.hint ?? words.problem.tryAgain);
}

async function request(path, body) {
  const bytes = body instanceof ArrayBuffer;
  const options = body && {
    method: "POST",
    headers: { "content-type": bytes ? "application/zip" : "application/json" },
    body: bytes ? body : JSON.stringify(body),
  };
  try {
    return await fetch(`${ROOT}${path}`, options);
  } catch (cause) {
    throw Object.assign(new Refusal(words.problem.silent, words.problem.silentHint), { cause });
  }
}

function queryOf(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

/** The staff, by any of q, role, site and limit. */
export async function findPeople(query) {
  return (await ask(`/people${queryOf(query)}`)).people;
}

/** The channels of one site, or of all. */
export async function listChannels(site) {
  return (await ask(`/channels${queryOf({ site })}`)).channels;
}

/** What a person does in chat; gives the reply to that person. */
export async function sendEvent(event) {
  return (await ask("/events", event)).reply;
}

/** The messages of a conversation, oldest first. */
export async function readInbox({ kind, id }) {
  return (await ask(`/inbox${queryOf({ [kind]: id })}`)).messages;
}

/** The product's time, and the district with its zone. */
export function readClock() {
  return ask("/clock");
}

/** Runs everything due until then; gives the new time and how many messages went out. */
export function moveClock(move) {
  return ask("/clock", move);
}

/** The times worth moving to. */
export async function listMoments() {
  return (await ask("/moments")).moments;
}

/** Tells what a OneRoster zip would change; changes nothing. */
export async function previewRoster(bytes) {
  return (await ask("/import?dry_run=1", bytes)).report;
}

/** Takes the staff of a OneRoster zip in; gives what changed. */
export async function importRoster(bytes) {
  return (await ask("/import", bytes)).report;
}

/** Back to the sample district, as the scene begins. */
export function startOver(scene) {
  return ask("/reset", { scene });
}
