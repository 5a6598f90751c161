import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { WaveFacts } from "#messages/invitation-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Joined schools are mentioned from ten, or from 15 % of all: fewer is a reason to say no. */
const ENOUGH_SCHOOLS = 10;
const ENOUGH_SHARE = 0.15;

export interface WaveRecipients {
  readonly people: readonly Person[];
  /** True if the site has no principal and somebody else answers for it. */
  readonly vacancy: boolean;
}

/**
 * Who is asked for a site: all its principals and whom they named to answer; with none the area lead, with
 * none the PL lead.
 */
export function* findRecipients({ tx }: Work, site: Site): Steps<WaveRecipients> {
  const principals = yield* tx.roster.listHolders("principal", site.id);
  const named = yield* tx.listening.listSchoolPeople(site.id, "delegate");
  const delegates = yield* tx.roster.listPeople(named.map(({ person }) => person));
  const asked = [...principals, ...delegates.filter(({ active }) => active)];
  const people = [...new Map(asked.map((person) => [person.id, person])).values()];
  if (people.length > 0) return { people, vacancy: false };
  const areaLeads = site.cluster ? yield* tx.roster.listHolders("area_lead", site.cluster) : [];
  if (areaLeads.length > 0) return { people: areaLeads, vacancy: true };
  const leads = yield* tx.roster.listHolders("pl_lead", tx.district);
  return { people: leads.slice(0, 1), vacancy: true };
}

/** The PL lead of the site's cluster, else of the district; undefined if there is none at all. */
export function* findLead({ tx }: Work, site: Site): Steps<Person | undefined> {
  const ofCluster = site.cluster ? yield* tx.roster.listHolders("pl_lead", site.cluster) : [];
  if (ofCluster[0]) return ofCluster[0];
  const ofDistrict = yield* tx.roster.listHolders("pl_lead", tx.district);
  return ofDistrict[0] ?? (yield* tx.roster.listHolders("pl_lead"))[0];
}

/** Whom the messages to a site speak for, and who answers it: its own PL lead. */
export function* readSender(work: Work, wave: Wave, site: Site): Steps<Person> {
  return (yield* findLead(work, site)) ?? (yield* work.tx.roster.getPerson(wave.sender));
}

/** True where the number of schools that joined is a reason to say yes. */
export function isWorthTelling(joined: number, schools: number): boolean {
  return joined >= ENOUGH_SCHOOLS || joined >= ENOUGH_SHARE * schools;
}

/** What a wave's messages to one site speak of. */
export function* readWaveFacts(work: Work, wave: Wave, site: Site): Steps<WaveFacts> {
  const { tx } = work;
  const district = yield* tx.roster.getDistrict();
  const schoolsTotal = yield* tx.roster.countSites();
  const joined = (yield* tx.waves.listJoined()).length;
  const enough = isWorthTelling(joined, schoolsTotal);
  return {
    wave,
    site,
    sender: yield* readSender(work, wave, site),
    districtShort: district.shortName,
    replyBy: wave.closesOn ?? "",
    schoolsTotal,
    schoolsIn: enough ? joined : undefined,
  };
}

/** Whom to ask when something is not allowed or not right: an IT admin. */
export function* readHelpContact({ tx, product }: Work): Steps<string> {
  const [admin] = yield* tx.roster.listHolders("it_admin");
  return admin ? displayName(admin) : product.words.say("no_contact", {});
}
