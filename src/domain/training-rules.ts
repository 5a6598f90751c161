import type { TrainingRule } from "./content.ts";
import type { SiteId } from "./ids.ts";
import type { Evidence } from "./training.ts";

/** What of fewer schools would be chance, and could point at one of them. */
const FEWEST_SCHOOLS = 3;

/** What was said and seen, as the rules look at it. */
export interface Counted {
  /** Each pitfall behind a school's "not yet" that counts now. */
  readonly named: readonly { readonly site: SiteId; readonly pitfall: string }[];
  /** Visits of this school year that the district may see. */
  readonly visits: readonly { readonly site: SiteId; readonly rooms: number }[];
  readonly looks: readonly {
    readonly site: SiteId;
    readonly lookFor: string;
    readonly rooms: number;
  }[];
}

/** The counts that make a training worth offering; none where its rule does not hold. */
export function evidenceFor(rule: TrainingRule, counted: Counted): readonly Evidence[] {
  return [...namedEvidence(rule, counted), ...noticedEvidence(rule, counted)];
}

/** Schools are counted once, whichever of the pitfalls they name: how many name one of them is not told. */
function namedEvidence({ named: wanted }: TrainingRule, { named }: Counted): readonly Evidence[] {
  if (!wanted) return [];
  const { pitfalls, schools } = wanted;
  const meant = named.filter(({ pitfall }) => pitfalls.includes(pitfall));
  const sites = new Set(meant.map(({ site }) => site)).size;
  return sites > 0 && sites >= schools ? [{ kind: "named", pitfalls, sites }] : [];
}

function noticedEvidence({ noticed }: TrainingRule, counted: Counted): readonly Evidence[] {
  if (!noticed) return [];
  const { lookFors, atSchools } = noticed;
  if (atSchools === undefined) return seldomInAll(lookFors, counted);
  return lookFors.flatMap((lookFor) => seldomAtSchools({ lookFor, atSchools }, counted));
}

/** Every one of the look-fors, over all rooms of at least three schools. */
function seldomInAll(lookFors: readonly string[], counted: Counted): readonly Evidence[] {
  const sites = new Set(counted.visits.map(({ site }) => site)).size;
  const of = sumRooms(counted.visits);
  if (sites < FEWEST_SCHOOLS) return [];
  const evidence = lookFors.map((lookFor) => {
    const rooms = sumRooms(counted.looks.filter((look) => look.lookFor === lookFor));
    return { kind: "noticed" as const, lookFor, rooms, of, sites };
  });
  return evidence.every(({ rooms }) => isSeldom(rooms, of)) ? evidence : [];
}

interface SeldomAt {
  readonly lookFor: string;
  readonly atSchools: number;
}

/** Schools are looked at one by one; what is told are the rooms of those where it is seldom. */
function seldomAtSchools({ lookFor, atSchools }: SeldomAt, counted: Counted): readonly Evidence[] {
  const seldom = [...new Set(counted.visits.map(({ site }) => site))].flatMap((site) => {
    const of = sumRooms(counted.visits.filter((visit) => visit.site === site));
    const isIt = (look: Counted["looks"][number]) => look.site === site && look.lookFor === lookFor;
    const rooms = sumRooms(counted.looks.filter(isIt));
    return isSeldom(rooms, of) ? [{ rooms, of }] : [];
  });
  if (seldom.length < atSchools) return [];
  const of = seldom.reduce((sum, each) => sum + each.of, 0);
  return [{ kind: "noticed", lookFor, rooms: sumRooms(seldom), of, sites: seldom.length }];
}

/** In under a third, without a fraction that could be rounded. */
function isSeldom(rooms: number, of: number): boolean {
  return of > 0 && rooms * 3 < of;
}

function sumRooms(list: readonly { readonly rooms: number }[]): number {
  return list.reduce((sum, { rooms }) => sum + rooms, 0);
}
