import { type Person, type Role, roles } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Difference, StoredDistrict } from "./compare-district.ts";
import type { Work } from "./product.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** Roles that come with a right over others' things. */
const POWERS: ReadonlySet<Role> = new Set(["principal", "area_lead", "pl_lead", "it_admin"]);

/** An import is one entry, and one more for each person whose powers it changes. */
export function* auditImport(
  work: Work,
  difference: Difference,
  { people: stored }: Pick<StoredDistrict, "people">,
): Steps<void> {
  const { newPeople, changedPeople, leavers, closedSites, calendarChanged } = difference;
  const facts = {
    added: String(newPeople.length),
    changed: String(changedPeople.length),
    removed: String(leavers.length),
    sites_closed: String(closedSites.length),
    calendar: calendarChanged ? "changed" : "same",
  };
  const actor = COMMAND_LINE;
  yield* writeAudit(work, { actor, action: "roster_imported", subject: "district", facts });
  // The first import gives everybody what they have: that is the import, not a change.
  if (stored.size === 0) return;
  for (const { id, before, after } of listChanged(difference, stored)) {
    const subject = `person:${id}`;
    yield* writeAudit(work, { actor, action: "roles_changed", subject, facts: { before, after } });
  }
}

function listChanged({ newPeople, changedPeople, leavers }: Difference, stored: Stored) {
  const after = [...newPeople, ...changedPeople].map((person) => ({
    id: person.id,
    before: powersOf(stored.get(person.id)),
    after: powersOf(person),
  }));
  const left = leavers.map((id) => ({ id, before: powersOf(stored.get(id)), after: "" }));
  return [...after, ...left].filter((change) => change.before !== change.after);
}
type Stored = StoredDistrict["people"];

/** "principal@rbps-s001 pl_lead@rbps", in one order; "" for none, and for who has left. */
function powersOf(person: Person | undefined): string {
  if (!person?.active) return "";
  const held = person.assignments.flatMap(({ role, place }) => {
    const known = roles.find((one) => one === role);
    return known && POWERS.has(known) ? [`${known}@${place}`] : [];
  });
  return held.sort().join(" ");
}
