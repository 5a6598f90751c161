import { type CallTaskId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { actorOf } from "./page-visitor.ts";
import {
  formOf,
  lead,
  newest,
  openWave,
  type Product,
  principal,
  teacher,
} from "./playground-rig.ts";

const DISTRICT = "rbps";
export const DEED = "waiting two hours with a family until their bus came";
export const MARKUP = '<b>patience</b> & a "smile" <script>alert(1)</script>';
export const QUESTION = "Who pays for the <i>substitute</i> teacher?";

/** A wave is open: one school joined, one asks, one says not yet, one stopped; two thanks are up. */
export async function tellStory(product: Product) {
  await openWave(product);
  await product.moveTo("2025-08-18T14:00:00Z");
  const people = await product.people("role=principal&limit=6");
  const [asking, notYet, stopped, silent] = people.filter(({ id }) => id !== principal);
  if (!(asking && notYet && stopped && silent)) throw new RangeError("too few principals");
  const answer = async (id: string, label: string) =>
    await product.press(id, await newest(product, id), label);
  await answer(principal, "Yes");
  const form = formOf(await answer(asking.id, "I have a question"));
  await product.submit(asking.id, form, { question: QUESTION });
  await answer(notYet.id, "Not yet");
  await answer(stopped.id, "Stop");
  await product.say(teacher, `/praise @Jun Brânză for ${DEED}`);
  await product.say(teacher, `/praise @Jun Brânză for ${MARKUP}`);
  await product.advance("PT10M");
  return { asking, notYet, stopped, silent };
}

export type Told = Awaited<ReturnType<typeof tellStory>>;

/** As after two reminders without an answer. */
export async function askForCall(product: Product, site: string): Promise<void> {
  const { district, person } = actorOf(DISTRICT, lead);
  await product.app.product.store.transaction(district, (tx) =>
    tx.waves.addCallTask({
      id: toId<CallTaskId>(`call-${site}`),
      wave: toId<WaveId>("wave-1"),
      site: toId<SiteId>(site),
      lead: person,
      reason: "no_answer",
      words: "",
      createdOn: "2025-08-11",
    }),
  );
}
