import type { AnswerId, CallTaskId, SiteId, WaveId } from "#domain/ids.ts";
import type { Answer, CallTask, Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "./steps.ts";

/** A site that said yes, and when. */
export interface Joining {
  readonly site: SiteId;
  readonly wave: WaveId;
  readonly at: Date;
}

/** A pitfall behind the "not yet" of a school that now counts. */
export interface NamedPitfall {
  readonly site: SiteId;
  readonly code: string;
}

/** How often a pitfall stands behind the "not yet" that now counts; one per site. */
export interface PitfallCount {
  readonly code: string;
  readonly sites: number;
}

export interface ClosingTasks {
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly at: Date;
  /** Undefined closes whatever is open. */
  readonly reasons?: readonly CallTask["reason"][] | undefined;
  /** Only this one of them. */
  readonly task?: CallTaskId | undefined;
}

/** Waves, invitations, answers and call tasks. */
export interface WaveRows {
  findWave(id: WaveId): Steps<Wave | undefined>;
  /** By name, case and accents folded; "2" is also "Wave 2", and an end of one name alone. */
  findWaveNamed(name: string): Steps<Wave | undefined>;
  listWaves(): Steps<readonly Wave[]>;
  saveWave(wave: Wave): Steps<void>;
  /** Locks every wave of the district until the transaction ends: before a body reads them and decides. */
  guardWaves(): Steps<void>;
  /** Changes the state only from the expected one; false if somebody was faster. */
  moveWave(wave: Wave, from: Wave["state"]): Steps<boolean>;

  /** Locks one site's invitation until the transaction ends; see guardPerson. */
  guardInvitation(wave: WaveId, site: SiteId): Steps<void>;
  saveInvitations(invitations: readonly Invitation[]): Steps<void>;
  findInvitation(wave: WaveId, site: SiteId): Steps<Invitation | undefined>;
  listInvitations(wave: WaveId): Steps<readonly Invitation[]>;
  /** The same of several waves at once. */
  listInvitationsOf(waves: readonly WaveId[]): Steps<ReadonlyMap<WaveId, readonly Invitation[]>>;
  /** The invitation of a site in the newest wave that is open or closing. */
  findOpenInvitation(site: SiteId): Steps<Invitation | undefined>;
  saveInvitation(invitation: Invitation): Steps<void>;
  /** The same for many at once. */
  replaceInvitations(invitations: readonly Invitation[]): Steps<void>;
  /** Every wave's, of one site. */
  listSiteInvitations(site: SiteId): Steps<readonly Invitation[]>;
  /** Takes a site out of a wave; false if it was not in it. */
  removeInvitation(wave: WaveId, site: SiteId): Steps<boolean>;

  /** Keeps the answer in the history; the same id is kept once. False if it was there. */
  addAnswer(answer: Answer): Steps<boolean>;
  addPitfalls(answer: AnswerId, codes: readonly string[]): Steps<void>;
  findLastAnswer(wave: WaveId, site: SiteId): Steps<Answer | undefined>;
  findAnswer(id: AnswerId): Steps<Answer | undefined>;
  /** Every answer of a site to every wave, the oldest first. */
  listSiteAnswers(site: SiteId): Steps<readonly Answer[]>;
  /** Every answer to these waves, the oldest first. */
  listWaveAnswers(waves: readonly WaveId[]): Steps<readonly Answer[]>;
  /** What is in the way in the school's own words. */
  saveAnswerWords(answer: AnswerId, words: string): Steps<void>;
  listPitfalls(answer: AnswerId): Steps<readonly string[]>;
  /** The same for many at once. */
  listPitfallsOf(answers: readonly AnswerId[]): Steps<ReadonlyMap<AnswerId, readonly string[]>>;
  /** The pitfalls of a site for which a connection was sent in this school year. */
  listConnected(site: SiteId, year: string): Steps<ReadonlySet<string>>;
  /** The year "" takes it back: the message never went out. */
  markConnected(answer: AnswerId, code: string, year: string): Steps<void>;
  /** Of these sites; of every one unless told. */
  countPitfalls(sites?: readonly SiteId[]): Steps<readonly PitfallCount[]>;
  /** Each pitfall behind the "not yet" that now counts, by school. */
  listNamedPitfalls(): Steps<readonly NamedPitfall[]>;

  listJoined(): Steps<readonly Joining[]>;
  isJoined(site: SiteId): Steps<boolean>;
  saveJoining(joining: Joining): Steps<void>;
  removeJoining(site: SiteId): Steps<void>;

  addCallTask(task: CallTask): Steps<boolean>;
  findCallTask(id: CallTaskId): Steps<CallTask | undefined>;
  listOpenCallTasks(): Steps<readonly CallTask[]>;
  /** Open and done ones of a site, the newest first. */
  listSiteCallTasks(site: SiteId): Steps<readonly CallTask[]>;
  /** Changes its clock, its words and its days; false if it is done or not there. */
  changeCallTask(task: CallTask): Steps<boolean>;
  /** Closes a site's open tasks, of the given reasons only. */
  closeCallTasks(closing: ClosingTasks): Steps<void>;
}
