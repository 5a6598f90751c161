import { host, readToken } from "./teams.js";
import { words } from "./words.js";

const ANSWER_MS = 15_000;
const AGAIN_MS = 1000;

/**
 * Asks our server. Gives `{ answer }`, or `{ problem, hint }` in words. What gets no answer is sent a
 * second time as it was, so that a press acts once; then `unheard` is what is said.
 */
export async function ask(path, body, unheard) {
  const token = await readToken();
  if (token === undefined) return { problem: words.consent, hint: "" };
  const request = {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ ...body, locale: host.locale }),
  };
  const first = await send(path, request);
  if (first !== undefined) return first;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  return (await send(path, request)) ?? unheard;
}

/** Undefined where nobody knows what became of it. */
async function send(path, request) {
  try {
    const url = new URL(path, import.meta.url);
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_MS) });
    const said = await response.json();
    if (response.ok) return { answer: said };
    return response.status >= 500 ? undefined : { problem: said.error, hint: said.hint };
  } catch {
    return undefined;
  }
}
