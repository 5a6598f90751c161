import type { ErasedWords, Quote } from "#domain/erased-words.ts";
import { type PersonId, toId } from "#domain/ids.ts";
import type { Leaving } from "#domain/name-in-text.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { StoredRecord } from "#ports/record-rows.ts";
import { type Erasing, inPieces, readAll } from "./erasing.ts";

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
  const backs = await readThankBacks(erasing, others);
  const isTheirs = ({ giver }: Told): boolean => giver === person?.id;
  const gone = [...(await readThankBacks(erasing, whole)), ...backs.filter(isTheirs)];
  const kept = [...others, ...backs.filter((each) => !isTheirs(each))];
  return {
    gone: [...whole, ...gone].map(quote),
    kept: kept.flatMap((told) =>
      person
        ? [{ ...quote(told), leaving: leavingFrom(erasing, person, peopleOf(told, people)) }]
        : [],
    ),
    staying: staying.map(quote),
  };
}

/** What those thanked said back, as words of their own. */
async function readThankBacks(
  { product, district }: Erasing,
  list: readonly Told[],
): Promise<readonly Told[]> {
  const backs: Told[] = [];
  for (const piece of inPieces(list)) {
    const found = await product.store.read(district, function* ({ praise }) {
      const some: Told[] = [];
      for (const { id } of piece) {
        for (const { receiver, text } of yield* praise.listThankBacks(id)) {
          some.push({ id, text, giver: receiver, receivers: [] });
        }
      }
      return some;
    });
    backs.push(...found);
  }
  return backs;
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
