import { matchPeople } from "#usecases/match-people.ts";
import type { FindProfile, Product } from "#usecases/product.ts";
import { type BesideRounds, createBesideRounds } from "./beside-rounds.ts";

/** A little less than a minute, so that no heartbeat is passed over. */
const PAUSE_MS = 55_000;

/** Finds people's accounts, a few people of a district at a time, once a minute at most. */
export function createMatching(product: Product, findProfile: FindProfile): BesideRounds {
  return createBesideRounds(product, {
    pauseMs: PAUSE_MS,
    begin: (district) => [matchPeople(product, findProfile, district)],
    failure: "matching_failed",
  });
}
