import type { AnswerId, CallTaskId, SiteId, WaveId } from "#domain/ids.ts";
import type { Answer, CallTask, Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "./steps.ts";

/** A site that said yes, and when. */
export interface Joining {
  readonly site: SiteId;
  readonly wave: WaveId;
  readonly at: Date;
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
}

/** Waves, invitations, answers and call tasks. */
export interface WaveRows {
  findWave(id: WaveId): Steps<Wave | undefined>;
  /** By name, case and accents folded. */
  findWaveNamed(name: string): Steps<Wave | undefined>;
  listWaves(): Steps<readonly Wave[]>;
  saveWave(wave: Wave): Steps<void>;
  /** Changes the state only from the expected one; false if somebody was faster. */
  moveWave(wave: Wave, from: Wave["state"]): Steps<boolean>;

  /** Locks one site's invitation until the transaction ends; see guardPerson. */
  guardInvitation(wave: WaveId, site: SiteId): Steps<void>;
  saveInvitations(invitations: readonly Invitation[]): Steps<void>;
  findInvitation(wave: WaveId, site: SiteId): Steps<Invitation | undefined>;
  listInvitations(wave: WaveId): Steps<readonly Invitation[]>;
  /** The newest open wave's invitation of a site. */
  findOpenInvitation(site: SiteId): Steps<Invitation | undefined>;
  saveInvitation(invitation: Invitation): Steps<void>;

  /** Keeps the answer in the history; the same id is kept once. False if it was there. */
  addAnswer(answer: Answer): Steps<boolean>;
  addPitfalls(answer: AnswerId, codes: readonly string[]): Steps<void>;
  findLastAnswer(wave: WaveId, site: SiteId): Steps<Answer | undefined>;
  listPitfalls(answer: AnswerId): Steps<readonly string[]>;
  countPitfalls(): Steps<readonly PitfallCount[]>;

  listJoined(): Steps<readonly Joining[]>;
  isJoined(site: SiteId): Steps<boolean>;
  saveJoining(joining: Joining): Steps<void>;
  removeJoining(site: SiteId): Steps<void>;

  addCallTask(task: CallTask): Steps<boolean>;
  findCallTask(id: CallTaskId): Steps<CallTask | undefined>;
  listOpenCallTasks(): Steps<readonly CallTask[]>;
  /** Closes a site's open tasks, of the given reasons only. */
  closeCallTasks(closing: ClosingTasks): Steps<void>;
}
