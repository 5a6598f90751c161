/** One statement on its way to the database. Only the store makes and runs them. */
export interface Step {
  readonly isStep: true;
}

/**
 * A body that runs inside one transaction: `const site = yield* tx.roster.findSite(id)`.
 * It can wait for nothing but statements, so no network call can hold a transaction open.
 */
export type Steps<T> = Generator<Step, T, unknown>;
