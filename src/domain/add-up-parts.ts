import type { ExpeditionPart, Noticed, Signal } from "./expedition.ts";

/** What all parts of some visits noticed together. */
export interface AddedUp {
  /** In how many rooms the visitors were. */
  readonly rooms: number;
  /** By look-for; one that nobody noticed is not among them, and that is no failure. */
  readonly noticed: readonly Noticed[];
}

/** Adds parts up, whoever recorded them and in whatever order they came. */
export function addUpParts(
  parts: readonly Pick<ExpeditionPart, "rooms" | "observations">[],
): AddedUp {
  const found = new Map<string, Noticed>();
  for (const { observations } of parts) {
    for (const { lookFor, signal, rooms } of observations) {
      const before = found.get(lookFor);
      found.set(lookFor, {
        lookFor,
        signal: before ? joinSignals(before.signal, signal) : signal,
        rooms: (before?.rooms ?? 0) + rooms,
      });
    }
  }
  return {
    rooms: parts.reduce((sum, part) => sum + part.rooms, 0),
    noticed: [...found.values()].sort((a, b) => (a.lookFor < b.lookFor ? -1 : 1)),
  };
}

/** What was seen once and heard once was both. */
function joinSignals(one: Signal, other: Signal): Signal {
  return one === other ? one : "both";
}

/** The signal of what was seen, heard or both. */
export function toSignal({
  saw,
  heard,
}: {
  readonly saw: boolean;
  readonly heard: boolean;
}): Signal {
  if (saw && heard) return "both";
  return heard ? "heard" : "saw";
}
