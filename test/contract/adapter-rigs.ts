import { type AdapterRig, localRig } from "./adapter-rig.ts";
import { slackRig } from "./slack-adapter-rig.ts";
import { teamsRig } from "./teams-adapter-rig.ts";

/** Every folder in adapters/ has a rig here and passes the same suites. */
export const rigs: Readonly<Record<string, () => Promise<AdapterRig>>> = {
  local: async () => await Promise.resolve(localRig()),
  slack: slackRig,
  teams: teamsRig,
};
