import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { accountNamed, SCHOOLS, STAFF } from "./quick-settings.ts";

/** Addresses of whoever works just now. */
export type FindUrls = () => readonly string[];

/** What was acknowledged, by conversation or person, in its order. */
export interface Acknowledged {
  readonly notes: ReadonlyMap<string, readonly string[]>;
  /** The words that tell a shout-out from all others, by giver. */
  readonly thanks: ReadonlyMap<string, readonly string[]>;
}

export interface Callers {
  readonly acknowledged: Acknowledged;
  /** Answers that said "try again": how many, and what else they said. */
  readonly refused: readonly string[];
  countTaken(): number;
  /** Waits until everybody has an answer to what they asked last. */
  stop(): Promise<void>;
}

const LISTENERS = 6;
const PAUSE_MS = 20;
const SLOW_MS = 6000;
/** Who has so many on the way waits: nothing is proved by a queue without end. */
const MOST_OPEN = 8;
const OK = 200;
const agent = new Agent({ keepAlive: true });

export interface Said {
  readonly status: number;
  readonly body: string;
}

export async function post(url: string, body: object): Promise<Said> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, timeout: SLOW_MS }, (response) => {
      const status = response.statusCode ?? 0;
      text(response).then((said) => resolve({ status, body: said }), reject);
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

interface Asking {
  readonly findUrls: FindUrls;
  readonly refused: string[];
}

/** Asks the same, as a platform does that got no answer, until somebody has taken it. */
async function untilTaken({ findUrls, refused }: Asking, path: string, body: object) {
  for (let attempt = 0; ; attempt++) {
    const urls = findUrls();
    const url = urls[attempt % Math.max(urls.length, 1)];
    const said = url && (await post(`${url}${path}`, body).catch(() => undefined));
    if (said && said.status === OK && !said.body.includes('"kind":"failed"')) return said.body;
    if (said) refused.push(said.body);
    await sleep(PAUSE_MS);
  }
}

interface CallersParts {
  readonly findUrls: FindUrls;
  /** How many have arrived of what was acknowledged. */
  readonly countArrived: () => number;
}

/** Six conversations that get notes, and six people who thank a colleague over and over. */
export function startCallers({ findUrls, countArrived }: CallersParts): Callers {
  const notes = new Map<string, string[]>();
  const thanks = new Map<string, string[]>();
  const asking: Asking = { findUrls, refused: [] };
  let isOver = false;
  let taken = 0;
  const free = async (): Promise<boolean> => {
    while (!isOver && taken - countArrived() > MOST_OPEN * LISTENERS) await sleep(PAUSE_MS);
    await sleep(PAUSE_MS);
    return !isOver;
  };
  const listen = async (conversation: string): Promise<void> => {
    const kept: string[] = [];
    notes.set(conversation, kept);
    for (let turn = 0; await free(); turn += 2) {
      const some = [`${conversation}-${turn}.`, `${conversation}-${turn + 1}.`];
      await untilTaken(asking, "/notes", { conversation, notes: some });
      kept.push(...some);
      taken += some.length;
    }
  };
  const thank = async (given: string, school: string): Promise<void> => {
    const account = accountNamed(given, school);
    const kept: string[] = [];
    thanks.set(account, kept);
    for (let turn = 0; await free(); turn++) {
      const sign = `${account.toLowerCase()}-${turn}.`;
      const said = `Hanna ${school} for showing two new teachers the plan named ${sign}`;
      const event = { key: sign, account, text: said };
      await untilTaken(asking, "/event", event);
      kept.push(sign);
      taken += 1;
    }
  };
  const work = Array.from({ length: LISTENERS }, (_, at) => listen(`ULISTENER${at}`));
  for (const school of SCHOOLS) {
    for (const given of STAFF.slice(0, -1)) work.push(thank(given, school));
  }
  return {
    acknowledged: { notes, thanks },
    refused: asking.refused,
    countTaken: () => taken,
    stop: async () => {
      isOver = true;
      await Promise.all(work);
    },
  };
}
