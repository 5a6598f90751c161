import { ProductError } from "#domain/errors.ts";
import type { RecordType } from "#domain/records.ts";
import type { Person } from "#domain/roster.ts";
import type { Forgetting } from "#ports/store.ts";
import { countHeldNotes, eraseAnswers, eraseQuestions, listQuestions } from "./erase-answers.ts";
import { countNotes, eraseNotes } from "./erase-notes.ts";
import {
  countPreferences,
  eraseMessages,
  eraseName,
  erasePreferences,
  eraseRows,
  listMessages,
} from "./erase-own.ts";
import { eraseShoutOuts, listErasable } from "./erase-shout-outs.ts";
import type { Erasing } from "./erasing.ts";
import { ownTypes } from "./forget-person.ts";
import type { Product } from "./product.ts";
import type { Selection } from "./select-records.ts";

/** How one type is counted and erased. */
interface ErasurePart {
  readonly count: (erasing: Erasing) => Promise<number>;
  readonly erase: (erasing: Erasing) => Promise<number>;
}

type Parts = ReadonlyMap<RecordType, ErasurePart>;

export interface ErasureReport {
  /** How many records of each type go, or went. */
  readonly erased: Readonly<Record<string, number>>;
  /** How many stay because of a hold. */
  readonly held: Readonly<Record<string, number>>;
  /** True for somebody whose name stays, because the staff roster has it. */
  readonly onRoster: boolean;
}

/** What an erasure would do; nothing is changed. Throws FLAG_INVALID and RECORDS_KEPT. */
export async function planErasure(product: Product, selection: Selection): Promise<ErasureReport> {
  return await run(product, selection, async (part, erasing) => await part.count(erasing));
}

/**
 * Erases what the selection means, in small pieces: the records, their words in every card, and what is
 * up in a chat. One that was cut off can be run again. Throws FLAG_INVALID and RECORDS_KEPT.
 */
export async function eraseRecords(
  product: Product,
  selection: Selection,
): Promise<ErasureReport & { readonly traces: Forgetting }> {
  const report = await run(product, selection, async (part, erasing) => await part.erase(erasing));
  return { ...report, traces: await product.store.forgetDeleted() };
}

async function run(
  product: Product,
  selection: Selection,
  step: (part: ErasurePart, erasing: Erasing) => Promise<number>,
): Promise<ErasureReport> {
  const { district, filter, person } = selection;
  const erasing: Erasing = { product, district, filter };
  const parts = partsOf(selection);
  const erased: Record<string, number> = {};
  const held: Record<string, number> = {};
  const notes = parts.has("call_task") ? await countHeldNotes(erasing, parts.has("message")) : 0;
  for (const [type, part] of parts) {
    const count = await step(part, erasing);
    if (count > 0) erased[type] = count;
  }
  // Afterwards: a hold may have been placed meanwhile.
  for (const type of parts.keys()) {
    const counted = await product.store.read(district, (tx) => tx.records.count(type, filter));
    if (counted.held > 0) held[type] = counted.held;
  }
  if (notes > 0) held.message = (held.message ?? 0) + notes;
  return { erased, held, onRoster: person?.active ?? false };
}

/** What there is to erase, in the order in which it must go. */
function partsOf({ filter, type, person }: Selection): Parts {
  const { site, fromDay, untilDay } = filter;
  const limits = [person, site, type, fromDay, untilDay];
  if (limits.every((limit) => limit === undefined)) {
    const what = "An erasure needs --person, --site, --type, --from or --until.";
    throw new ProductError("FLAG_INVALID", what);
  }
  // What has no day and no school belongs to the person as a whole.
  const isWhole = person && [site, fromDay, untilDay].every((limit) => limit === undefined);
  const all = new Map([...recordParts(person), ...(isWhole ? personParts(person) : [])]);
  if (type === undefined) return all;
  const part = all.get(type);
  if (part) return new Map([[type, part]]);
  throw new ProductError("RECORDS_KEPT", `--type: nothing of "${type}" can be erased like this.`);
}

function recordParts(person: Person | undefined): readonly [RecordType, ErasurePart][] {
  const countShoutOuts = async (erasing: Erasing): Promise<number> => {
    const { whole, others } = await listErasable(erasing);
    return whole.length + others.length;
  };
  return [
    [
      "shout_out",
      { count: countShoutOuts, erase: async (erasing) => await eraseShoutOuts(erasing, person) },
    ],
    [
      "call_task",
      {
        count: async (erasing) => (await listQuestions(erasing)).length,
        erase: eraseQuestions,
      },
    ],
    [
      "answer",
      { count: async (erasing) => await countFree(erasing, "answer"), erase: eraseAnswers },
    ],
    [
      "message",
      { count: async (erasing) => (await listMessages(erasing)).length, erase: eraseMessages },
    ],
    rowsPart("shout_out_report"),
    rowsPart("peer_visit"),
    rowsPart("correction"),
    rowsPart("playground_message"),
    rowsPart("nudge"),
    rowsPart("decision"),
    rowsPart("school_word"),
    rowsPart("school_person"),
    rowsPart("pulse"),
    rowsPart("try"),
    rowsPart("room_skip"),
    rowsPart("focus_group"),
    rowsPart("training"),
    rowsPart("made_change"),
    ["expedition", { count: countNotes, erase: eraseNotes }],
  ];
}

function personParts(person: Person): readonly [RecordType, ErasurePart][] {
  // Somebody who still works here may have calls to make: those stay planned.
  const own = ownTypes.filter((type) => type !== "planned" || !person.active);
  const preference: ErasurePart = {
    count: async ({ product, district }) =>
      await product.store.read(district, (tx) => countPreferences(tx, person)),
    erase: async (erasing) => await erasePreferences(erasing, person),
  };
  const name: ErasurePart = {
    count: async (erasing) => (person.active ? 0 : await countFree(erasing, "person")),
    erase: async (erasing) => await eraseName(erasing, person),
  };
  return [...own.map(rowsPart), ["preference", preference], ["person", name]];
}

function rowsPart(type: Parameters<typeof eraseRows>[1]): [RecordType, ErasurePart] {
  return [
    type,
    {
      count: async (erasing) => await countFree(erasing, type),
      erase: async (erasing) => await eraseRows(erasing, type),
    },
  ];
}

async function countFree({ product, district, filter }: Erasing, type: RecordType) {
  const { total, held } = await product.store.read(district, (tx) =>
    tx.records.count(type, filter),
  );
  return total - held;
}
