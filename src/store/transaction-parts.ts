import type { Transaction } from "#ports/store.ts";
import { accessRows } from "./access-rows.ts";
import { accountRows } from "./account-rows.ts";
import { answerRows } from "./answer-rows.ts";
import { auditRows } from "./audit-rows.ts";
import { callRows } from "./call-rows.ts";
import { decidingRows } from "./deciding-rows.ts";
import { guardRows } from "./guard-rows.ts";
import { invitationRows } from "./invitation-rows.ts";
import { languageRows } from "./language-rows.ts";
import { listeningRows } from "./listening-rows.ts";
import { matchRows } from "./match-rows.ts";
import { outboxRows } from "./outbox-rows.ts";
import { personRows } from "./person-rows.ts";
import { channelRows, placeRows } from "./place-rows.ts";
import { praiseRows } from "./praise-rows.ts";
import { reachRows } from "./reach-rows.ts";
import { recordRows } from "./record-rows.ts";
import { restoredRows } from "./restored-rows.ts";
import type { Scope } from "./rows.ts";
import { eventRows, localMessageRows, scheduleRows } from "./schedule-rows.ts";
import { servingRows } from "./serving-rows.ts";
import { showingRows } from "./showing-rows.ts";
import { studentRows } from "./student-rows.ts";
import { visitingRows } from "./visiting-rows.ts";
import { waveRows } from "./wave-rows.ts";

/** What one body works with, each part made when it is first used: no body needs half of them. */
export function toTransaction(scope: Scope): Transaction {
  const guards = guardRows(scope);
  return lazily({
    district: () => scope.district,
    roster: () => ofRoster(scope, guards),
    waves: () => ofWaves(scope, guards),
    listening: () => listeningRows(scope),
    praise: () => ({ guardShoutOut: guards.guardShoutOut, ...praiseRows(scope) }),
    showing: () => ({ guardVisit: guards.guardVisit, ...showingRows(scope) }),
    students: () => studentRows(scope),
    serving: () => servingRows(scope),
    visiting: () => ({ guardExpedition: guards.guardExpedition, ...visitingRows(scope) }),
    deciding: () => decidingRows(scope),
    schedule: () => scheduleRows(scope),
    outbox: () => outboxRows(scope),
    events: () => eventRows(scope),
    audit: () => auditRows(scope),
    access: () => accessRows(scope),
    localMessages: () => localMessageRows(scope),
    records: () => recordRows(scope),
    restored: () => restoredRows(scope),
  });
}

/** An object whose parts are made when somebody asks for them, once each. */
function lazily<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const parts = Object.entries<() => unknown>(makers).map(([name, make]) => {
    let made: { readonly part: unknown } | undefined;
    const get = (): unknown => {
      made ??= { part: make() };
      return made.part;
    };
    return [name, { get, enumerable: true }] as const;
  });
  return Object.create(Object.prototype, Object.fromEntries(parts));
}

type Guards = ReturnType<typeof guardRows>;

function ofRoster(scope: Scope, { guardPerson }: Guards): Transaction["roster"] {
  const persons = personRows(scope);
  return {
    guardPerson,
    ...placeRows(scope),
    ...channelRows(scope),
    ...persons,
    ...accountRows(scope, persons.findPerson),
    ...matchRows(scope, persons.listPeople),
    ...reachRows(scope),
    ...languageRows(scope),
  };
}

function ofWaves(scope: Scope, { guardInvitation, guardWaves }: Guards): Transaction["waves"] {
  return {
    ...{ guardInvitation, guardWaves },
    ...waveRows(scope),
    ...invitationRows(scope),
    ...answerRows(scope),
    ...callRows(scope),
  };
}
