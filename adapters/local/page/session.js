import { findPeople, listChannels, Refusal } from "./api.js";
import { recall, remember } from "./memory.js";
import { words } from "./words.js";

const ME = "person";
const FEW = 5;

/** Who is looking, at what. Changed only by main.js and the functions here. */
export const session = {
  district: undefined,
  me: undefined,
  open: undefined,
  quick: [],
  channels: [],
  unread: new Map(),
  /** True while the district is being changed: nothing is read meanwhile. */
  changing: false,
};

/** Does the work while the page reads nothing by itself. */
export async function undisturbed(work) {
  session.changing = true;
  try {
    return await work();
  } finally {
    session.changing = false;
  }
}

const oneOf = async (query) => (await findPeople({ ...query, limit: 1 }))[0];

/** A teacher, that school's principal, the PL lead and an IT admin. */
export async function findCast() {
  const [teacher, lead, admin] = await Promise.all(
    ["teacher", "pl_lead", "it_admin"].map((role) => oneOf({ role })),
  );
  if (teacher === undefined) throw new Refusal(words.problem.nobody, words.problem.nobodyHint);
  const principal =
    (await oneOf({ role: "principal", site: teacher.site.id })) ??
    (await oneOf({ role: "principal" }));
  const nearby = await findPeople({ role: "teacher", site: teacher.site.id, limit: FEW });
  const colleague = nearby.find(({ id, name }) => id !== teacher.id && name !== teacher.name);
  session.quick = [teacher, principal, lead, admin].filter((person) => person !== undefined);
  return { teacher, lead: lead ?? teacher, colleague: colleague ?? principal ?? teacher };
}

/** Looks through this person's eyes: their conversation, their school's and the district's channels. */
export async function setPerson(person) {
  session.me = person;
  remember(ME, person);
  const sites = [...new Set([person.site.id, session.district.id])];
  const lists = await Promise.all(sites.map((site) => listChannels(site)));
  const found = new Map(lists.flat().map(({ id, name }) => [id, { kind: "channel", id, name }]));
  session.channels = [...found.values()];
}

/** The person of the last visit, if still on the roster; else the first quick pick. */
export async function firstPerson() {
  const last = recall(ME);
  if (!(last?.id && last.site?.id)) return session.quick[0];
  const found = await findPeople({ q: last.name, site: last.site.id });
  return found.find(({ id }) => id === last.id) ?? session.quick[0];
}

/** The conversations whose news is worth a dot: the open person's and the quick picks'. */
export function watched() {
  const people = [session.me, ...session.quick];
  const ids = [...new Set(people.map(({ id }) => id))];
  return [...ids.map((id) => ({ kind: "person", id })), ...session.channels].filter(
    ({ kind, id }) => !(kind === session.open.kind && id === session.open.id),
  );
}
