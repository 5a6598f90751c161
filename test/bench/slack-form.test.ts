import { expect, test } from "vitest";
import { type PersonId, toId } from "#domain/ids.ts";
import { until } from "#test/platform/script.ts";
import { accountOf, startSlackProduct } from "#test/platform/slack-product.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

const QUERIES = ["", "a", "jo", "gomez", "zzz", "an le", "ü", "mar", "smith", "o'b"];

/** A teacher opens the form and looks for colleagues in it. */
async function measure() {
  const product = await startSlackProduct();
  const { slack, send } = product;
  const by = accountOf(toId<PersonId>("rbps-u00005"));
  const opened: number[] = [];
  for (let turn = 1; turn <= QUERIES.length; turn++) {
    const from = performance.now();
    await send(slack.command({ text: "/praise", by }));
    await until(() => slack.views.size === turn);
    opened.push(performance.now() - from);
  }
  const view = slack.lastView();
  const found: number[] = [];
  for (const query of QUERIES) {
    const from = performance.now();
    const response = await send(slack.options({ by, view, field: "who", query }));
    expect(response.status).toBe(200);
    found.push(performance.now() - from);
  }
  await product.stop();
  return { opened, found };
}

test("a form opens at once, and colleagues are found while somebody types", async () => {
  const runs = await repeat(measure);
  const most = (pick: (run: (typeof runs)[number]) => readonly number[]) =>
    spread(runs.map((run) => quantile(pick(run), 1)));
  const middle = (pick: (run: (typeof runs)[number]) => readonly number[]) =>
    spread(runs.map((run) => quantile(pick(run), 0.5)));
  report("/praise on Slack, 4,895 people on the list", {
    "form is open, p50": middle(({ opened }) => opened),
    "form is open, most": most(({ opened }) => opened),
    "colleagues found, p50": middle(({ found }) => found),
    "colleagues found, most": most(({ found }) => found),
  });
});
