import type { People } from "./oneroster-people.ts";
import type { HeldRoles } from "./oneroster-roles.ts";

/** Sentences about what was read but could not be told for sure; each with a count. */
export function listWarnings(
  people: People,
  roles: ReadonlyMap<string, HeldRoles>,
): readonly string[] {
  return [
    warnOfAdministrators(people),
    warnOfRoleless(people),
    warnOfUndecided(people),
    warnOfStrayRoles(people, roles),
  ].filter((warning) => warning !== undefined);
}

/** A site for which the side file names a principal is told apart already. */
function warnOfAdministrators({ administrators, byId }: People): string | undefined {
  const led = new Set(
    [...byId.values()]
      .flatMap((person) => person.assignments)
      .filter((held) => held.role === "principal")
      .map((held) => held.place),
  );
  const open = administrators.filter(({ place }) => !led.has(place));
  if (open.length === 0) return undefined;
  const persons = new Set(open.map(({ person }) => person)).size;
  const sites = new Set(open.map(({ place }) => place)).size;
  return (
    "1.1 cannot tell principals from assistant principals: " +
    `${persons} administrators at ${sites} sites need \`principal\` rows in staff_roles.csv`
  );
}

function warnOfRoleless({ roleless }: People): string | undefined {
  if (roleless.length === 0) return undefined;
  return `taken in as staff, for roles.csv gives them no role: ${roleless.length}`;
}

function warnOfUndecided({ undecided }: People): string | undefined {
  if (undecided.length === 0) return undefined;
  return (
    "left out until the next bulk export, for they have no role here and may be students: " +
    `${undecided.length}`
  );
}

function warnOfStrayRoles(
  { byId, removed, undecided }: People,
  roles: ReadonlyMap<string, HeldRoles>,
): string | undefined {
  const known = new Set<string>([...byId.keys(), ...removed, ...undecided]);
  const stray = [...roles].filter(
    ([id, held]) => held.assignments.length > 0 && !known.has(id),
  ).length;
  if (stray === 0) return undefined;
  return `left out, for roles.csv names them and users.csv does not: ${stray}`;
}
