import type { PersonId, SchoolWordId, SiteId, WaveId } from "#domain/ids.ts";
import type {
  Decision,
  Pulse,
  SchoolPerson,
  SchoolWord,
  SchoolWordKind,
} from "#domain/listening.ts";
import type { Steps } from "./steps.ts";

export interface WordsWanted {
  readonly kinds: readonly SchoolWordKind[];
  /** Of every school unless told. */
  readonly site?: SiteId | undefined;
  readonly limit: number;
}

/** Why things were sent, what people wrote about schools, who stands in, and the pulse. */
export interface ListeningRows {
  /** The same id is kept once. */
  addDecisions(decisions: readonly Decision[]): Steps<void>;
  /** The newest first. */
  listDecisions(site: SiteId, limit: number): Steps<readonly Decision[]>;

  addWord(word: SchoolWord): Steps<boolean>;
  findWord(id: SchoolWordId): Steps<SchoolWord | undefined>;
  /** Changes everything but its id; false if there is none. */
  saveWord(word: SchoolWord): Steps<boolean>;
  /** The newest first, retired ones too. */
  listWords(wanted: WordsWanted): Steps<readonly SchoolWord[]>;

  /** Named once: again changes nothing. */
  addSchoolPerson(one: SchoolPerson): Steps<void>;
  /** False if they were not. */
  removeSchoolPerson(one: Pick<SchoolPerson, "site" | "person" | "part">): Steps<boolean>;
  /** In the order in which they were named. */
  listSchoolPeople(site: SiteId, part: SchoolPerson["part"]): Steps<readonly SchoolPerson[]>;
  /** Every school's, for work on a whole wave. */
  listAllSchoolPeople(part: SchoolPerson["part"]): Steps<readonly SchoolPerson[]>;
  /** The schools for which somebody does it. */
  listSchoolsOf(person: PersonId, part: SchoolPerson["part"]): Steps<readonly SiteId[]>;

  /** The last of a person in a round counts. */
  savePulse(pulse: Pulse): Steps<void>;
  listPulses(wave: WaveId): Steps<readonly Pulse[]>;

  /** The district's own words by key: "mission", "value:respect", "contact:grants_office". */
  listDistrictWords(): Steps<ReadonlyMap<string, string>>;
  /** "" takes it away. */
  saveDistrictWord(key: string, text: string, at: Date): Steps<void>;
}
