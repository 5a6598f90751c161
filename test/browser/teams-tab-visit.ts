import { existsSync } from "node:fs";
import process from "node:process";
import axe from "axe-core";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { expect } from "vitest";
import { cardGallery, formGallery, pageGallery } from "#messages/gallery.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { words } from "#test/words.ts";
import { type HostOptions, openInTeams, startTeamsTab } from "./start-teams-tab.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
/** The page at Teams' address is handed to the browser; the tab in it is on this machine. */
const QUIET =
  "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-sync --disable-features=LocalNetworkAccessChecks";
/** More presses than the page has stops. */
const MOST_TABS = 60;
/** In CI a missing browser is a failure, not a reason to skip. */
export const skipped = !(existsSync(CHROMIUM) || process.env.CI);
if (skipped) process.stdout.write(`The tab is not drawn: there is no Chromium at ${CHROMIUM}.\n`);

export const said = {
  paused: "I start nothing before May 12. Nobody else sees this.",
  wrong: "Nobody on the staff list is called Bob.",
  sent: "Sent. Ben Cho reads it tomorrow morning.",
} as const;

/** The gallery's page, and a product that knows everybody but Bob. */
export function createGalleryProduct(): (event: ChatEvent) => Promise<Reply> {
  const pages = pageGallery(words);
  let page = known(pages.home);
  const press = (action: string): Reply => {
    if (action === "open-praise") return { kind: "form", form: known(formGallery(words).praise) };
    if (action === "open-page") {
      return { kind: "note", card: known(cardGallery(words).open_page) };
    }
    if (action === "answer") {
      return { kind: "replace", card: known(cardGallery(words).answered_not_yet) };
    }
    page = known(pages.home_quiet);
    return note(said.paused);
  };
  const answer = (event: ChatEvent): Reply => {
    if (event.kind === "opened") return { kind: "page", page };
    if (event.kind === "press") return press(event.action);
    if (event.kind !== "submit") return { kind: "none" };
    const isWrong = event.values.who?.includes("Bob") === true;
    return isWrong ? { kind: "errors", errors: { who: said.wrong } } : note(said.sent);
  };
  return async (event) => await Promise.resolve(answer(event));
}

function known<T>(found: T | undefined): T {
  return found ?? expect.fail("The gallery does not have it.");
}

function note(text: string): Reply {
  return { kind: "note", card: { text, fallback: text } };
}

export interface Visit {
  readonly page: Page;
  /** The tab inside of Teams. */
  readonly frame: Frame;
}

export interface VisitOptions extends HostOptions {
  readonly size?: { readonly width: number; readonly height: number };
}

export type TabBrowser = Awaited<ReturnType<typeof startTabBrowser>>;

/** A browser, and a tab for it to show in Teams. */
export async function startTabBrowser() {
  const tab = await startTeamsTab();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.split(" ") });
  const asked: string[] = [];
  const complaints: string[] = [];
  const newPage = async (size: VisitOptions["size"]): Promise<Page> => {
    const viewport = size ?? { width: 1024, height: 768 };
    const page = await (await browser.newContext({ viewport })).newPage();
    page.setDefaultTimeout(15_000);
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(line.text());
    });
    return page;
  };
  const visit = async ({ size, ...host }: VisitOptions = {}): Promise<Visit> => {
    const page = await newPage(size);
    const frame = await openInTeams(page, tab.url, { token: tab.token(), ...host });
    return { page, frame };
  };
  return {
    ...{ tab, asked, complaints, newPage, visit },
    /** Somebody's week, drawn. */
    visitWeek: async (options: VisitOptions = {}): Promise<Visit> => {
      const seen = await visit(options);
      await seen.frame.getByRole("heading", { name: "Your week" }).waitFor();
      return seen;
    },
    begin: async (): Promise<void> => {
      await closeAll(browser);
      asked.splice(0);
      complaints.splice(0);
      tab.heard.splice(0);
      tab.answer(createGalleryProduct());
    },
    stop: async (): Promise<void> => {
      await browser.close();
      await tab.stop();
    },
  };
}

async function closeAll(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/** What a screen reader calls the thing that has the focus in the tab. */
export async function focused({ frame }: Visit): Promise<string> {
  return await frame.evaluate<string>(`(() => {
    const at = document.activeElement;
    const [label] = at.labels ?? [];
    return (at.getAttribute("aria-label") ?? label?.textContent ?? at.textContent).trim();
  })()`);
}

/** Tabs to the control with this name, as somebody without a mouse does. */
export async function tabTo(seen: Visit, name: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await seen.page.keyboard.press("Tab");
    if ((await focused(seen)).startsWith(name)) return;
  }
  expect.fail(`Tab never reached "${name}".`);
}

/** What axe objects to, one line each; empty when all is well. */
export async function objections(place: Frame | Page): Promise<string> {
  await place.evaluate(axe.source);
  return await place.evaluate<string>(
    `axe.run(document).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(", ")).join("\\n"))`,
  );
}

/** How far the tab is wider than its frame. */
export async function tooWide({ frame }: Visit): Promise<number> {
  return await frame.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
}
