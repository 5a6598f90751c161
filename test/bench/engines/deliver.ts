import type { Deliver, Job, Sent } from "./engine.ts";

/** Longer than the platform is ever slow. */
const TIMEOUT_MS = 5000;
const RETRY_SECONDS = 1;

const there: Sent = { isThere: true, afterSeconds: 0, unsure: false, counts: true };
const later: Sent = { ...there, isThere: false, afterSeconds: RETRY_SECONDS };

/** Posts to the chat at this address; where an attempt may have arrived it looks first. */
export function createDeliver(url: string): Deliver {
  return async (job, unsure) => {
    try {
      if (unsure && (await isKnown(url, job))) return there;
    } catch {
      return { ...later, unsure: true };
    }
    return await post(url, job).catch(() => ({ ...later, unsure: true }));
  };
}

async function isKnown(url: string, { key }: Job): Promise<boolean> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`${url}/${encodeURIComponent(key)}`, { signal });
  return response.ok;
}

async function post(url: string, job: Job): Promise<Sent> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method: "POST", body: JSON.stringify(job), signal });
  await response.arrayBuffer();
  if (response.ok) return there;
  if (response.status !== 429) return { ...later, unsure: true };
  const afterSeconds = Number(response.headers.get("retry-after") ?? RETRY_SECONDS);
  return { ...later, afterSeconds, counts: false };
}

/** A platform that takes everything at once, inside the process. */
export const deliverNowhere: Deliver = async () => await Promise.resolve(there);
