import type { ErasedWords, Quote } from "#domain/erased-words.ts";
import { type PersonId, toId } from "#domain/ids.ts";
import type { Leaving } from "#domain/name-in-text.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { StoredRecord } from "#ports/record-rows.ts";
import { type Erasing, readAll } from "./erasing.ts";

/** Which shout-outs are erased, and which go on without one of those they thank. */
export interface LeavingShoutOuts {
  readonly whole: readonly ShoutOut[];
  readonly others: readonly ShoutOut[];
  /** Whom the others thank no more. */
  readonly person: Person | undefined;
}

type Told = Pick<ShoutOut, "id" | "text" | "giver" | "receivers">;
type People = ReadonlyMap<PersonId, Person>;

/** The words that leave summaries, and the same words of shout-outs that stay, also of hidden and held ones. */
export async function readQuotes(
  erasing: Erasing,
  { whole, others, person }: LeavingShoutOuts,
): Promise<ErasedWords> {
  const staying = await readStaying(erasing, [...whole, ...others]);
  const people = await readPeople(erasing, [...whole, ...others, ...staying]);
  const quote = (told: Told): Quote => quoteOf(told, people);
  return {
    gone: whole.map(quote),
    kept: others.flatMap((told) =>
      person
        ? [{ ...quote(told), leaving: leavingFrom(erasing, person, peopleOf(told, people)) }]
        : [],
    ),
    staying: staying.map(quote),
  };
}

/** Somebody as one who leaves the words about them and others. */
export function leavingFrom(
  { product }: Pick<Erasing, "product">,
  person: Person,
  others: readonly Person[],
): Leaving {
  return { person, instead: product.words.say("erased_name", {}), others };
}

/** Everybody who gives, or is thanked in, one of them. */
export async function readPeople(erasing: Erasing, list: readonly Told[]): Promise<People> {
  const ids = new Set(list.flatMap(({ giver, receivers }) => [giver, ...receivers]));
  const { product, district } = erasing;
  const people = await product.store.read(district, (tx) => tx.roster.listPeople([...ids]));
  return new Map(people.map((each) => [each.id, each]));
}

function peopleOf({ giver, receivers }: Told, people: People): readonly Person[] {
  return [giver, ...receivers].flatMap((id) => people.get(id) ?? []);
}

function quoteOf({ text, giver, receivers }: Told, people: People): Quote {
  const nameOf = (id: PersonId): string => {
    const found = people.get(id);
    return found ? displayName(found) : "";
  };
  return { text, giver: nameOf(giver), receivers: receivers.map(nameOf) };
}

/** Those that stay and hold words of the erased ones. */
async function readStaying(
  erasing: Erasing,
  erased: readonly ShoutOut[],
): Promise<readonly Told[]> {
  const ids = new Set<string>(erased.map(({ id }) => id));
  const words = [...new Set(erased.map(({ text }) => text.trim()))];
  const holdsWords = ({ id, values: { text } }: StoredRecord): boolean =>
    !ids.has(id) && typeof text === "string" && words.some((each) => text.includes(each));
  const all = await readAll(
    erasing,
    function* (tx, part) {
      const some = yield* tx.records.list("shout_out", {}, part);
      return some.map((record) => ({
        id: record.id,
        told: holdsWords(record) ? [toTold(record)] : [],
      }));
    },
    ({ id }) => id,
  );
  return all.flatMap(({ told }) => told);
}

function toTold({ id, values: { text, giver, receivers } }: StoredRecord): Told {
  const thanked: readonly unknown[] = Array.isArray(receivers) ? receivers : [];
  return {
    id: toId(id),
    text: String(text),
    giver: toId(String(giver)),
    receivers: thanked.flatMap((each) =>
      typeof each === "object" && each !== null && "personId" in each
        ? [toId<PersonId>(String(each.personId))]
        : [],
    ),
  };
}
