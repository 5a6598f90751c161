import { chromium } from "playwright-core";
import { test } from "vitest";
import { renderCard, renderForm, renderPage } from "#adapters/teams/render.ts";
import { withInputs } from "#adapters/teams/read-inputs.ts";
import { readContent } from "#imports/content-files.ts";
import { cardGallery, formGallery, pageGallery } from "#messages/gallery.ts";
import { createWords } from "#messages/words.ts";
import { placeOn } from "#test/unit/adaptive-cards.ts";
import { startCardPage } from "./teams-page.ts";

test("shots", async () => {
  const words = createWords(readContent("src/messages/content"));
  const cards = cardGallery(words);
  const forms = formGallery(words);
  const served = await startCardPage();
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: "--no-sandbox --disable-gpu".split(" ") });
  const page = await (await browser.newContext({ viewport: { width: 360, height: 700 } })).newPage();
  page.on("pageerror", (e) => console.log(e));
  await page.goto(served.url);
  const shoot = async (name: string, card: unknown) => {
    console.log(name, await page.evaluate(`draw(${JSON.stringify(card)})`));
    await page.screenshot({ path: `/tmp/teams-shots/${name}.png`, fullPage: true });
  };
  for (const name of ["invitation", "digest", "wave_card", "wave_status", "dry_run", "thanks", "help", "calls", "pick", "answered_not_yet", "nudge_T01", "roundup", "shout_out"]) await shoot(name, renderCard(cards[name]!, placeOn("message")));
  const data = { "who.typed": "Ana Ruiz", saw: "Great job!", share: "site", practice: "choice", who: "p2/Ben%20Cho/Teacher%2C%20Lindenwood" };
  const errors = { who: "I can't find \"Ana Ruiz\" on the staff list. Did you mean one of these? Ben Cho (Principal, Lindenwood); Benny Chow (Teacher, Oak)", saw: "Nice. Can you add what they did? One detail makes it useful to others." };
  for (const surface of ["message", "tab"] as const) {
    await shoot(`praise_${surface}`, renderForm(forms["praise"]!, placeOn(surface)));
    await shoot(`praise_errors_${surface}`, renderForm(withInputs(forms["praise"]!, data), placeOn(surface), { errors }));
  }
  await shoot("pitfalls", renderForm(forms["pitfalls"]!, placeOn("message")));
  await shoot("question", renderForm(forms["question"]!, placeOn("message")));
  for (const [i, card] of renderPage(pageGallery(words)["home"]!, placeOn("tab")).entries()) await shoot(`home_${i}`, card);
  await browser.close();
  await served.stop();
}, 60000);
