import axe from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { actorOf, signInAs } from "#test/stories/page-visitor.ts";
import type { TwoDistricts } from "#test/stories/two-districts.ts";

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: "en-US",
};

export interface Opening {
  readonly browser: Browser;
  readonly two: TwoDistricts;
  readonly url: string;
}

/** A browser of its own in which this person of the home district is signed in. */
export async function enter(
  { browser, two, url }: Opening,
  who: string,
  options: BrowserContextOptions = PHONE,
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const value = await signInAs(two.product, actorOf("home", `home-${who}`));
  await context.addCookies([{ name: "groundswell", value, url }]);
  context.setDefaultTimeout(8000);
  return context;
}

/** What axe objects to; "" for nothing. */
export async function objections(page: Page): Promise<string> {
  await page.evaluate(axe.source);
  return await page.evaluate<string>(
    `axe.run(document).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(", ")).join("\\n"))`,
  );
}
