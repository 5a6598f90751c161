import type { Fault, FaultKind } from "./types.ts";

export interface Faults {
  add(kind: FaultKind, fault: Fault, times: number): void;
  /** The next fault of this kind, which is used up by it. */
  take(kind: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting: { kind: FaultKind; fault: Fault; times: number }[] = [];
  return {
    add: (kind, fault, times) => {
      waiting.push({ kind, fault, times });
    },
    take: (kind) => {
      const found = waiting.find((each) => each.times > 0 && each.kind === kind);
      if (found !== undefined) found.times -= 1;
      return found?.fault;
    },
  };
}
