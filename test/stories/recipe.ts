import type { Act, Product } from "#usecases/product.ts";
import type { ActorRole, School } from "./two-districts.ts";

/** What is acted on: a school, and everything that belongs to it and its district. */
export interface Target {
  readonly district: "home" | "zorn";
  readonly school: School;
}

/** How a use case is called, and who may: as policy.md says it, not as the code does. */
export interface Recipe {
  readonly run: (product: Product, act: Act, target: Target) => Promise<unknown>;
  readonly may: (role: ActorRole, school: School) => boolean;
}
