/** How many messages of one occasion ended on one platform, and how many of them were refused. */
interface Ended {
  readonly ended: number;
  readonly refused: number;
}

/** One or two people who are out of reach are no fault of a platform. */
const FEWEST = 3;
const ONE_IN = 5;

/** True if a platform refused more than a fifth of an occasion. */
export function refusesTooMuch({ ended, refused }: Ended): boolean {
  return refused >= FEWEST && refused * ONE_IN > ended;
}
