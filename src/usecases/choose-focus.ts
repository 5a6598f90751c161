import { MOST_FOCUS } from "#domain/site-choices.ts";
import type { SchoolFocus } from "#messages/nudge-day-cards.ts";
import { findSchool, type NoSchool, saveChoices, type WantedSchool } from "./chosen-school.ts";
import { readChoices } from "./nudge-week.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** Nothing of it only shows what is chosen. */
export interface WantedFocus extends WantedSchool {
  /** Exactly these, as they were typed. */
  readonly set?: readonly string[] | undefined;
  /** A button: taken on, or off where it is on. */
  readonly toggle?: string | undefined;
}

/** `/pl focus choice`: what a school works on, two practices at most. Throws NOT_ALLOWED. */
export async function chooseFocus(
  product: Product,
  act: Act,
  { set, toggle, ...wanted }: WantedFocus,
): Promise<SchoolFocus | NoSchool> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const site = yield* findSchool(work, act, wanted);
    if ("kind" in site) return site;
    const { id, cluster } = site;
    yield* requireRight(work, act, { right: "chooseFocus", site: id, cluster });
    const before = yield* readChoices(work, id);
    const focus = set ?? toggled(before.focus, toggle);
    const isFull = focus.length > MOST_FOCUS;
    const kept = isFull ? before.focus : focus;
    const facts = { practices: kept.join(" ") };
    if (kept.join() !== before.focus.join()) {
      yield* saveChoices(work, act, { choices: { ...before, focus: kept }, facts });
    }
    return { site: id, school: site.name, focus: kept, isFull };
  });
}

function toggled(focus: readonly string[], practice: string | undefined): readonly string[] {
  if (practice === undefined) return focus;
  const others = focus.filter((each) => each !== practice);
  return others.length < focus.length ? others : [...focus, practice];
}
