import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { TokenOptions } from "./fake-teams/index.ts";
import { startTeamsRig, type TeamsRigOptions } from "./teams-rig.ts";

const ORIGIN = "http://127.0.0.1";

const action = z.object({ title: z.string(), data: z.record(z.string(), z.unknown()) });

export interface AskOptions {
  /** The whole header; "" leaves it out. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, in the place of JSON. */
  readonly body?: string;
}

/** The tab of the real adapter, with one teacher who looks at it. */
export async function startTabDesk(options: TeamsRigOptions = {}) {
  const rig = await startTeamsRig(options);
  const ana = rig.teams.addPerson({ name: "Ana Ruiz" });
  const token = (more: TokenOptions & { readonly tid?: string } = {}): string =>
    `Bearer ${rig.teams.ssoToken(ana.id, more)}`;
  const get = async (path: string, init: RequestInit = {}): Promise<Response> =>
    await rig.send(new Request(`${ORIGIN}${path}`, init));
  const ask = async (path: string, body: object, asked: AskOptions = {}): Promise<Response> => {
    const { authorization = token(), headers } = asked;
    return await get(`/teams/tab/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(authorization === "" ? {} : { authorization }),
        ...headers,
      },
      body: asked.body ?? JSON.stringify(body),
    });
  };
  const openPage = async (authorization = token()): Promise<Response> =>
    await ask("page", { locale: "en-GB" }, { authorization });
  const act = async (data: object, more: { id?: string; inputs?: object } = {}) =>
    await ask("act", { id: randomUUID(), locale: "en-GB", inputs: {}, data, ...more });
  return { ...rig, ana, token, get, ask, openPage, act };
}

const answered = z.looseObject({
  text: z.string().default(""),
  fallback: z.string().default(""),
  cards: z.array(z.unknown()).default([]),
  card: z.unknown().optional(),
});

/** What the tab was answered, for its page to draw. */
export async function readAnswer(response: Response): Promise<z.infer<typeof answered>> {
  return answered.parse(await response.json());
}

/** The data of the action with this title, somewhere in what the tab was answered. */
export function dataOf(answer: unknown, title: string): Record<string, unknown> {
  const found = find(answer, title);
  if (found) return found;
  throw new RangeError(`There is no button "${title}".`);
}

function find(part: unknown, title: string): Record<string, unknown> | undefined {
  const read = action.safeParse(part);
  if (read.success && read.data.title === title) return read.data.data;
  if (typeof part !== "object" || part === null) return undefined;
  for (const inside of Object.values(part)) {
    const found = find(inside, title);
    if (found) return found;
  }
  return undefined;
}
