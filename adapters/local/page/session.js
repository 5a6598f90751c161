import { findPeople, listChannels, Refusal } from "./api.js";
import { recall, remember } from "./memory.js";
import { words } from "./words.js";

const ME = "person";
const FEW = 5;

/** Who is looking, at what. Changed only by main.js and the functions here. */
export const session = {
  me: undefined,
  open: undefined,
  quick: [],
  channels: [],
  unread: new Map(),
};

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
  const lead = session.quick.find(({ role }) => role === "pl_lead");
  const sites = [...new Set([person.site.id, lead?.site.id].filter(Boolean))];
  const lists = await Promise.all(sites.map((site) => listChannels(site)));
  const found = new Map(lists.flat().map(({ id, name }) => [id, { kind: "channel", id, name }]));
  session.channels = [...found.values()];
}

/** The person of the last visit; the first quick pick at first. */
export function firstPerson() {
  const last = recall(ME);
  return last?.id && last.site?.id ? last : session.quick[0];
}

/** The conversations whose news is worth a dot: the open person's and the quick picks'. */
export function watched() {
  const people = [session.me, ...session.quick];
  const ids = [...new Set(people.map(({ id }) => id))];
  return [...ids.map((id) => ({ kind: "person", id })), ...session.channels].filter(
    ({ kind, id }) => !(kind === session.open.kind && id === session.open.id),
  );
}
