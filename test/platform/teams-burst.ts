import { setTimeout as sleep } from "node:timers/promises";
import type { FakeActivity, FakePerson, FakeTeams } from "./fake-teams/index.ts";

export const SCHOOLS = 87;
const ADDRESS = "http://127.0.0.1/api/messages";

/** Who answers, on which message. */
export type Asked = readonly (readonly [FakePerson, FakeActivity])[];

export interface Burst {
  readonly teams: FakeTeams;
  readonly asked: Asked;
  readonly send: (request: Request) => Promise<Response>;
  /** Where the product listens; in this process unless told. */
  readonly to?: string | undefined;
  /** How long it takes until the last has pressed; at once unless told. */
  readonly overMs?: number | undefined;
}

/** Everybody presses "yes" on the invitation; signing is not part of the time. */
export async function pressYes({ teams, asked, send, to = ADDRESS, overMs = 0 }: Burst) {
  const requests = await Promise.all(
    asked.map(async ([by, message]) => {
      const request = teams.press({ by: by.id, message, action: 0 });
      const { method, headers } = request;
      return new Request(to, { method, headers, body: await request.text() });
    }),
  );
  const from = performance.now();
  const acks = await Promise.all(
    requests.map(async (request, turn) => {
      await sleep((turn * overMs) / requests.length);
      const pressed = performance.now();
      const response = await send(request);
      const ms = performance.now() - pressed;
      return { status: response.status, ms, body: await response.text() };
    }),
  );
  return { acks, allMs: performance.now() - from };
}

/** The lead's one card that counts the answers, and how often it was changed. */
export function readLiveCard(teams: FakeTeams, lead: FakePerson) {
  const card = teams
    .messages(lead.conversation)
    .find(({ body }) => /Answers so far/.test(JSON.stringify(body)));
  const edits = teams.calls.filter(
    ({ kind, path }) => kind === "update" && card !== undefined && path.endsWith(card.id),
  );
  return { text: JSON.stringify(card?.body), edits: edits.length };
}
