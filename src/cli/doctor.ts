import process from "node:process";
import type { CommandLine } from "#compose";
import type { Finding } from "#ports/chat.ts";

/** Prints each finding with what to do; true if all is well. */
export async function checkHealth(
  { product }: CommandLine,
  { json }: { readonly json: boolean },
): Promise<boolean> {
  const findings = await listFindings(product.store);
  const lines = findings.map(({ ok, what, todo }) =>
    `${ok ? "ok  " : "FIX "} ${what} ${todo}`.trim(),
  );
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : `${lines.join("\n")}\n`);
  return findings.every(({ ok }) => ok);
}

async function listFindings(store: CommandLine["product"]["store"]): Promise<readonly Finding[]> {
  const opened = { ok: true, what: "The settings and the database can be read.", todo: "" };
  const districts = await store.listDistricts();
  const district = {
    ok: districts.length > 0,
    what: districts.length > 0 ? "A district is imported." : "There is no district yet.",
    todo: districts.length > 0 ? "" : "Run groundswell import <OneRoster folder>.",
  };
  const findings: Finding[] = [opened, district];
  for (const id of districts) {
    const leads = await store.read(id, (tx) => tx.roster.listHolders("pl_lead"));
    const missing = leads.length === 0;
    findings.push({
      ok: !missing,
      what: missing ? "Nobody is a PL lead." : "There is a PL lead.",
      todo: missing ? "Add a pl_lead row to staff_roles.csv and import again." : "",
    });
  }
  return findings;
}
