/** What a quick child is told before it opens its database; one line of JSON. */
export interface QuickSettings {
  readonly databaseUrl: string;
  /** Past a pooler; "" for `databaseUrl`. */
  readonly directUrl: string;
  readonly listen: boolean;
  readonly prepared: boolean;
  readonly migrations: string;
  readonly platformUrl: string;
  readonly clock: RunningClock;
  readonly perSecond: number;
  /** Most connections to PostgreSQL. */
  readonly pool: number;
  /** How many people are asked how something went; 0 makes no district. */
  readonly asked: number;
  /** Over how long their questions are spread. */
  readonly askedMs: number;
  /** Ends by itself after having done a little of everything. */
  readonly isRehearsal?: boolean;
}

/** The product's time: `from` at the machine's `anchor`, and so much faster from there. */
export interface RunningClock {
  readonly anchor: number;
  readonly from: number;
  readonly speed: number;
}

export function readRunning({ anchor, from, speed }: RunningClock, machineMs = Date.now()): number {
  return from + (machineMs - anchor) * speed;
}

/** A Monday in August, 9:30 in New York: hours in which everything may be sent. */
export const MORNING_MS = Date.parse("2025-08-18T13:30:00Z");

export const WORKSPACE = "T0001";
export const DISTRICT = "quick";
export const SCHOOLS = ["Oak", "Elm", "Ash", "Fir", "Bay", "Yew"] as const;
/** Who thanks, in each school: "Ana Oak". The last of them is thanked. */
export const STAFF = ["Ana", "Hanna"] as const;

/** "UANAOAK" */
export function accountNamed(given: string, school: string): string {
  return `U${given}${school}`.toUpperCase();
}

/** "COAK" */
export function channelNamed(school: string): string {
  return `C${school}`.toUpperCase();
}
