// Keeps the page on which a visit is recorded, for a day, so that it opens in a hallway without a connection.
// It sees nothing but that page and its files; signing out clears what it keeps.

const CACHE = "groundswell-visit";
const KEPT_MS = 24 * 60 * 60 * 1000;
const PAGE = /^\/dashboard\/visits\/[^/]+\/record$/;
const FILE = /^\/pages\//;
/** Whoever may not read it any more keeps no copy. */
const REFUSED = [401, 403, 404];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (PAGE.test(pathname)) event.respondWith(readPage(request, pathname));
  else if (FILE.test(pathname)) event.respondWith(readFile(request));
});

/** The newest where there is a connection. */
async function readPage(request, key) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(key, answer.clone());
    else if (REFUSED.includes(answer.status)) await cache.delete(key);
    return answer;
  } catch {
    const kept = await cache.match(key);
    return kept && isFresh(kept) ? kept : Response.error();
  }
}

function isFresh(answer) {
  return Date.now() - Date.parse(answer.headers.get("date") ?? "") < KEPT_MS;
}

/** An address that names its version says the same for good; of anything else the newest counts. */
async function readFile(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept && new URL(request.url).search !== "") return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.delete(request, { ignoreSearch: true });
      await cache.put(request, answer.clone());
    }
    return answer;
  } catch {
    return kept ?? Response.error();
  }
}
