import process from "node:process";
import type { CommandLine } from "#compose";
import type { DistrictId } from "#domain/ids.ts";
import type { Finding, Platform } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";

/** The platforms that a district's workspace is linked on. */
const PLATFORMS: readonly Platform[] = ["slack", "teams"];

const fine = (what: string): Finding => ({ ok: true, what, todo: "" });
const fix = (what: string, todo: string): Finding => ({ ok: false, what, todo });

/** Prints each finding with what to do; true if all is well. */
export async function checkHealth(
  { product, checks }: CommandLine,
  { json }: { readonly json: boolean },
): Promise<boolean> {
  const platforms = await checks();
  const findings = [...(await listFindings(product.store, platforms.length > 0)), ...platforms];
  const lines = findings.map(({ ok, what, todo }) =>
    `${ok ? "ok  " : "FIX "} ${what} ${todo}`.trim(),
  );
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : `${lines.join("\n")}\n`);
  return findings.every(({ ok }) => ok);
}

/** `connected` says that a chat platform is configured. */
async function listFindings(store: Store, connected: boolean): Promise<readonly Finding[]> {
  const districts = await store.listDistricts();
  const findings = [
    fine("The settings and the database can be read."),
    districts.length > 0
      ? fine("A district is imported.")
      : fix("There is no district yet.", "Run groundswell import <OneRoster folder>."),
  ];
  for (const district of districts) {
    findings.push(await store.read(district, checkLeads));
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

/** Whether its people can be reached. Names nobody. */
async function checkConnection(store: Store, district: DistrictId): Promise<readonly Finding[]> {
  const linked = PLATFORMS.map(
    async (platform) => await store.links.listWorkspaces(platform, district),
  );
  const count = (await Promise.all(linked)).flat().length;
  const { name, people, unreachable } = await store.read(district, countAccounts);
  return [
    count > 0
      ? fine(`${name} is linked to ${count === 1 ? "a workspace" : `${count} workspaces`}.`)
      : fix(
          `No workspace is linked to ${name}.`,
          "Run groundswell link-code, and let an IT admin type /pl link <code> in the chat. With one bot token and one district, starting once does it.",
        ),
    fine(
      `${unreachable} of ${people} people have no account in the chat yet; they are matched by e-mail.`,
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
