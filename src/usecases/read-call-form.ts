import type { CallTaskId } from "#domain/ids.ts";
import { addDays } from "#domain/local-time.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { CallForm } from "#messages/call-cards.ts";
import { readToday } from "./list-calls.ts";
import { sayDone } from "./log-call.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";

const WEEK_DAYS = 7;
/** The same weekday of the next month. */
const MONTH_DAYS = 28;
/** No break is longer. */
const MOST_LOOKED_AT = 100;

export type FoundCall =
  | { readonly kind: "open"; readonly form: CallForm }
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "gone" };

/** What the form for a call offers; who was faster, if somebody was. Throws NOT_ALLOWED. */
export async function readCallForm(
  product: Product,
  act: Actor,
  id: CallTaskId,
): Promise<FoundCall> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const task = yield* tx.waves.findCallTask(id);
    const owners = task ? [task.lead] : [];
    yield* requireRight(work, act, { right: "readCallForm", owners });
    if (!task) return { kind: "gone" };
    if (task.doneAt) return { kind: "done", text: yield* sayDone(work, task) };
    const today = yield* readToday(work);
    const schoolDays = yield* readSchoolDays(work);
    const in_ = (days: number) => firstOfficeDay(schoolDays, addDays(today, days));
    const again = { week: in_(WEEK_DAYS), weeks: in_(2 * WEEK_DAYS), month: in_(MONTH_DAYS) };
    const { name } = yield* tx.roster.getSite(task.site);
    return {
      kind: "open",
      form: { school: name, context: `${id}|${today}|${task.againOn ?? ""}`, again },
    };
  });
}

/** That day, or the first one after it on which the office is open. */
function firstOfficeDay(schoolDays: SchoolDays, day: string): string {
  for (let ahead = 0; ahead < MOST_LOOKED_AT; ahead++) {
    const each = addDays(day, ahead);
    if (schoolDays.isOfficeDay(each)) return each;
  }
  return day;
}
