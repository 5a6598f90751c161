import { afterAll, beforeAll, expect, test } from "vitest";
import { startTabDesk } from "./teams-tab-desk.ts";

let desk: Awaited<ReturnType<typeof startTabDesk>>;

beforeAll(async () => {
  desk = await startTabDesk();
});

const refusal = { error: expect.any(String), hint: expect.any(String) };

afterAll(async () => {
  await desk.stop();
});

const LINK = /(?:src|href)="(?!data:|https:)([^"#]+)"/g;
const INLINE = /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i;
const pages = ["/teams/tab", "/teams/about", "/teams/privacy", "/teams/terms"];

/** What a page asks its browser to fetch. */
function linksIn(path: string, html: string): string[] {
  return [...html.matchAll(LINK)].map(([, link = ""]) => {
    return new URL(link, `http://127.0.0.1${path}`).pathname;
  });
}

test.each(pages)("%s and all it links to is served by us, with nothing inline", async (path) => {
  const response = await desk.get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const html = await response.text();
  expect(html).not.toMatch(INLINE);
  expect(html).toContain('lang="en"');
  const links = linksIn(path, html);
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) expect([link, (await desk.get(link)).status]).toEqual([link, 200]);
});

test.each([...pages, "/teams/tab/tab.js", "/teams/tab/tab.css", "/teams/tab/nowhere"])(
  "%s says what a browser may do with it",
  async (path) => {
    const { headers } = await desk.get(path);
    const policy = new Map(
      (headers.get("content-security-policy") ?? "").split("; ").map((line) => {
        const [name = "", ...sources] = line.split(" ");
        return [name, sources];
      }),
    );
    expect(policy.get("default-src")).toEqual(["'none'"]);
    for (const name of ["script-src", "style-src", "connect-src"]) {
      expect(policy.get(name)).toEqual(["'self'"]);
    }
    expect(policy.get("img-src")).toEqual(["'self'", "https:", "data:"]);
    expect(policy.get("frame-ancestors")).toEqual([
      "https://teams.microsoft.com",
      "https://*.teams.microsoft.com",
      "https://*.cloud.microsoft",
      "https://*.office.com",
      "https://*.microsoft365.com",
    ]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-frame-options")).toBeNull();
  },
);

test("Microsoft's two libraries come from where they are installed", async () => {
  const teamsJs = await (await desk.get("/teams/tab/teams-js.js")).text();
  const adaptiveCards = await (await desk.get("/teams/tab/adaptivecards.js")).text();
  expect(teamsJs).toContain("microsoftTeams");
  expect(adaptiveCards).toContain("AdaptiveCards");
});

test("a browser that has a file is not sent it again", async () => {
  for (const path of ["/teams/tab", "/teams/tab/tab.js", "/teams/tab/adaptivecards.js"]) {
    const etag = (await desk.get(path)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    const again = await desk.get(path, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const other = await desk.get(path, { headers: { "if-none-match": '"other"' } });
    expect(other.status).toBe(200);
  }
  const head = await desk.get("/teams/tab", { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test.each([
  "/teams/tab/../index.ts",
  "/teams/tab/..%2findex.ts",
  "/teams/tab/%2e%2e/tab.ts",
  "/teams/tab/..%5ctab.ts",
  "/teams/tab/about.html",
  "/teams/tab/index.html",
  "/teams/tab/tab.js%00.css",
  "/teams/tab/page/tab.js",
  "/teams/tab/",
  "/teams/tab/toString",
  "/teams/__proto__",
  "/teams/constructor",
  "/teams/",
])("%s is nowhere", async (path) => {
  const response = await desk.get(path);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual(refusal);
});

test.each([
  ["GET", "/teams/tab/page"],
  ["GET", "/teams/tab/act"],
  ["POST", "/teams/tab"],
  ["POST", "/teams/about"],
  ["PUT", "/teams/tab/act"],
  ["DELETE", "/teams/tab"],
  ["OPTIONS", "/teams/tab/act"],
])("nothing answers %s %s", async (method, path) => {
  expect((await desk.get(path, { method })).status).toBe(404);
});

test("the way to the chat names this bot", async () => {
  const html = await (await desk.get("/teams/tab")).text();
  const chat = `https://teams.microsoft.com/l/chat/0/0?users=28:${desk.teams.appId}`;
  expect(html).toContain(`href="${chat}"`);
});
