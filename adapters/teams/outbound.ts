import { createGuardedFetch } from "#edge/guarded-fetch.ts";
import { type Cloud, keyHosts, loginHosts } from "./cloud.ts";

/** Longer than any caller has patience. */
const totalMs = 30_000;

type Guarded = typeof fetch;

/** Reaches the addresses at which Teams serves conversations. */
export function guardService({ serviceHosts, named }: Cloud): Guarded {
  return createGuardedFetch({ of: "Microsoft Teams", hosts: serviceHosts, named, totalMs });
}

/** Reaches Microsoft's sign-in: the bot's own tokens, and the keys of the tab's. */
export function guardLogin({ named }: Cloud): Guarded {
  return createGuardedFetch({ of: "Microsoft's sign-in", hosts: loginHosts, named, totalMs });
}

/** Reaches the keys that sign what Teams sends. */
export function guardKeys({ named }: Cloud): Guarded {
  return createGuardedFetch({ of: "Microsoft's keys", hosts: keyHosts, named, totalMs });
}

/** Reaches the identity endpoint of the cloud this machine runs in, which Azure's library names. */
export function guardIdentity(): Guarded {
  return createGuardedFetch({ of: "Azure's identities", hosts: [], onMachine: true, totalMs });
}

/** Reaches this product itself, where PUBLIC_URL says that it is. */
export function guardOwn(publicUrl: string): Guarded {
  const named = [new URL(publicUrl).origin];
  return createGuardedFetch({ of: "Groundswell", hosts: [], named, totalMs });
}
