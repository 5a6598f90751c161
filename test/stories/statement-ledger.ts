import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";

/** What one transaction said to the database. */
export interface Unit {
  /** The campaign that it ran, or what the test called it. */
  label: string;
  statements: number;
  /** Messages that it queued. */
  queued: number;
}

/** Counts the statements of each transaction, by what it was for. */
export function createLedger() {
  const units: Unit[] = [];
  let current: Unit | undefined;
  let name = "";
  function* counted<T>(tx: Transaction, body: (tx: Transaction) => Steps<T>): Steps<T> {
    const unit = { label: name, statements: 0, queued: 0 };
    current = unit;
    try {
      return yield* body({ ...tx, schedule: named(tx.schedule, unit) });
    } finally {
      current = undefined;
      units.push(unit);
    }
  }
  return {
    units,
    onStatement: (text: string): void => {
      if (!current) return;
      current.statements += 1;
      if (text.startsWith('insert into "outbox_messages"')) current.queued += 1;
    },
    /** The same store, whose transactions are counted. */
    watch: (store: Store): Store => ({
      ...store,
      transaction: async (district, body) =>
        await store.transaction(district, (tx) => counted(tx, body)),
      read: async (district, body) => await store.read(district, (tx) => counted(tx, body)),
    }),
    /** What follows is for this, unless it is a campaign's turn. */
    call: (label: string): void => {
      name = label;
    },
  };
}

/** A campaign takes its turn by moving its row: that says which one it is. */
function named(schedule: Transaction["schedule"], unit: Unit): Transaction["schedule"] {
  return {
    ...schedule,
    *advance(scheduled, nextAt) {
      unit.label = scheduled.campaign;
      return yield* schedule.advance(scheduled, nextAt);
    },
  };
}

export interface Sum {
  readonly runs: number;
  readonly statements: number;
  readonly queued: number;
  /** Of the run that said most. */
  readonly most: number;
}

/** Everything of one label together. */
export function sumUp(units: readonly Unit[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { label, statements, queued } of units) {
    const before = sums.get(label) ?? { runs: 0, statements: 0, queued: 0, most: 0 };
    sums.set(label, {
      runs: before.runs + 1,
      statements: before.statements + statements,
      queued: before.queued + queued,
      most: Math.max(before.most, statements),
    });
  }
  return sums;
}
