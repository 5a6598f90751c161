import type { PauseId, PersonId, SiteId, TryId } from "#domain/ids.ts";
import type { NudgeTuning, OwnNudge, OwnText } from "#domain/own-library.ts";
import type { Pause } from "#domain/pause.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import type { SiteChoices } from "#domain/site-choices.ts";
import type { Try } from "#domain/try.ts";
import type { Steps } from "./steps.ts";

/** A calendar that is fetched by itself. */
export interface CalendarFeed {
  /** A school's own, or the district's for undefined. */
  readonly site?: SiteId | undefined;
  readonly url: string;
  /** When it was last asked for. */
  readonly checkedAt?: Date | undefined;
  /** When it last gave something new; what it gave then is the good copy that is kept. */
  readonly changedAt?: Date | undefined;
  /** A hash of the good copy. */
  readonly hash?: string | undefined;
  /** An error code while it cannot be read. */
  readonly problem?: string | undefined;
  /** What the last change did: days that came and days that went. */
  readonly added: readonly CalendarDay[];
  readonly removed: readonly CalendarDay[];
}

/** What a person said a calendar's words mean. */
export interface CalendarMeaning {
  /** The label in lower case, as `fold` makes it. */
  readonly label: string;
  readonly kind: DayKind;
}

/** Somebody looked over what the calendar of a school year means. */
export interface CalendarReview {
  /** The calendar year in which the school year begins: "2025". */
  readonly year: string;
  readonly confirmedAt: Date;
  readonly by: PersonId;
}

export interface SiteCalendarDay extends CalendarDay {
  readonly site: SiteId;
}

/** School time beyond the district's one calendar, and what schools and people chose for their week. */
export interface ServingRows {
  /** Days of schools that have a calendar of their own, earliest first. */
  listSiteCalendars(): Steps<readonly SiteCalendarDay[]>;
  replaceSiteCalendar(site: SiteId, days: readonly CalendarDay[]): Steps<void>;

  listFeeds(): Steps<readonly CalendarFeed[]>;
  saveFeed(feed: CalendarFeed): Steps<void>;
  /** False if there was none. */
  removeFeed(site: SiteId | undefined): Steps<boolean>;

  listMeanings(): Steps<readonly CalendarMeaning[]>;
  saveMeaning(meaning: CalendarMeaning): Steps<void>;
  findReview(year: string): Steps<CalendarReview | undefined>;
  saveReview(review: CalendarReview): Steps<void>;

  /** Every pause whose last day is not before `day`, ended ones too; the oldest first. */
  listPauses(day: string): Steps<readonly Pause[]>;
  findPause(id: PauseId): Steps<Pause | undefined>;
  /** Keeps it, or changes everything but its id. */
  savePause(pause: Pause): Steps<void>;

  /** Every school that chose something. */
  listChoices(): Steps<readonly SiteChoices[]>;
  findChoices(site: SiteId): Steps<SiteChoices | undefined>;
  saveChoices(choices: SiteChoices): Steps<void>;

  /** Counts one press; each nudge's counts in each of these school years. */
  countTuning(nudge: string, year: string, useful: boolean): Steps<void>;
  listTunings(...years: readonly string[]): Steps<readonly NudgeTuning[]>;

  saveTry(one: Try): Steps<void>;
  findTry(id: TryId): Steps<Try | undefined>;
  /** The newest first. */
  listTries(person: PersonId): Steps<readonly Try[]>;
  /** At how many schools somebody began one since then; never at which, and never who. */
  countTrySites(since: Date): Steps<number>;

  listOwnTexts(): Steps<readonly OwnText[]>;
  /** "" gives the product's own words back. */
  saveOwnText(own: OwnText, at: Date): Steps<void>;
  listOwnNudges(): Steps<readonly OwnNudge[]>;
  saveOwnNudge(own: OwnNudge, at: Date): Steps<void>;
  /** The library's own nudge is as it was, and an added one is gone; false if there was nothing. */
  removeOwnNudge(id: string): Steps<boolean>;
}
