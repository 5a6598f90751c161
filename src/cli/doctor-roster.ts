import type { DistrictId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Finding, Platform } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";
import type { Product } from "#usecases/product.ts";
import { fine, fix, note } from "./findings.ts";

/** The platforms that a district's workspace is linked on. */
const PLATFORMS: readonly Platform[] = ["slack", "teams"];

/** People, calendar and accounts of each district; `connected` says that a platform is configured. */
export async function checkRoster(
  { store, clock }: Product,
  connected: boolean,
): Promise<readonly Finding[]> {
  const districts = await store.listDistricts();
  const findings = [
    districts.length > 0
      ? fine("A district is imported.")
      : fix("There is no district yet.", "Run groundswell import <OneRoster folder>."),
  ];
  for (const district of districts) {
    findings.push(await store.read(district, checkLeads));
    findings.push(await store.read(district, (tx) => checkCalendar(tx, clock.now())));
    if (connected) findings.push(...(await checkConnection(store, district)));
  }
  return findings;
}

function* checkLeads({ roster }: Transaction): Steps<Finding> {
  const leads = yield* roster.listHolders("pl_lead");
  return leads.length > 0
    ? fine("There is a PL lead.")
    : fix("Nobody is a PL lead.", "Add a pl_lead row to staff_roles.csv and import again.");
}

const CALENDAR_ADVICE =
  "Put this school year's calendar.ics beside the OneRoster files and run groundswell import <folder>.";

/** After its last day no day is a school day, and nothing is sent. */
function* checkCalendar({ roster }: Transaction, now: Date): Steps<Finding> {
  const { name, zone } = yield* roster.getDistrict();
  const last = (yield* roster.listCalendar()).at(-1)?.day;
  if (last === undefined) {
    return fix(
      `${name} has no calendar: holidays and testing weeks are not known.`,
      CALENDAR_ADVICE,
    );
  }
  if (last < localDay(now, zone)) {
    return fix(`The calendar of ${name} ended on ${last}: nothing is sent.`, CALENDAR_ADVICE);
  }
  return fine(`The calendar of ${name} reaches to ${last}.`);
}

/** Whether its people can be reached. Names nobody. */
async function checkConnection(store: Store, district: DistrictId): Promise<readonly Finding[]> {
  const linked = PLATFORMS.map(
    async (platform) => await store.links.listWorkspaces(platform, district),
  );
  const count = (await Promise.all(linked)).flat().length;
  const { name, people, unreachable } = await store.read(district, countAccounts);
  const known = `${unreachable} of ${people} people have no account in the chat yet.`;
  return [
    count > 0
      ? fine(`${name} is linked to ${count === 1 ? "a workspace" : `${count} workspaces`}.`)
      : fix(
          `No workspace is linked to ${name}.`,
          "Run groundswell link-code, and let an IT admin type /pl link <code> in the chat. With one bot token and one district, starting once does it.",
        ),
    unreachable === 0
      ? fine(known)
      : note(
          known,
          "They are matched by e-mail while Groundswell runs; a lead matches the others with /pl match @somebody to <name>.",
        ),
  ];
}

/** Counts active people, and those of them who cannot be written to. */
function* countAccounts({ roster }: Transaction) {
  const { name } = yield* roster.getDistrict();
  const everybody = (yield* roster.listEverybody()).filter(({ active }) => active);
  let unreachable = 0;
  for (const { id } of everybody) {
    if (!(yield* roster.findAddress(id))) unreachable++;
  }
  return { name, people: everybody.length, unreachable };
}
