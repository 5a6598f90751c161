import type { Right } from "#domain/rights.ts";
import { showVisit } from "./baseline-page.ts";
import type { Visit } from "./dashboard.ts";
import { showMapPage } from "./map-page.ts";
import { keepRecorded, showRecorder, tellRecorder } from "./record-page.ts";
import { showThemesPage } from "./themes-page.ts";
import { MAP_PATH, THEMES_PATH, VISITS_PATH } from "./visit-paths.ts";
import { showVisits } from "./visits-page.ts";

interface VisitRoute {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly right: Right;
  readonly handle: (visit: Visit) => Promise<Response>;
}

const VISIT = `${VISITS_PATH}/:visit`;
const RECORD = `${VISIT}/record`;

/** Pages about visits, what they noticed, and what groups said. */
export const visitRoutes: readonly VisitRoute[] = [
  { method: "GET", path: VISITS_PATH, right: "listVisits", handle: showVisits },
  { method: "GET", path: VISIT, right: "showBaseline", handle: showVisit },
  { method: "GET", path: RECORD, right: "readRecorder", handle: showRecorder },
  { method: "GET", path: `${RECORD}.json`, right: "readRecorder", handle: tellRecorder },
  { method: "POST", path: RECORD, right: "recordPart", handle: keepRecorded },
  { method: "GET", path: MAP_PATH, right: "readMap", handle: showMapPage },
  { method: "GET", path: THEMES_PATH, right: "listThemes", handle: showThemesPage },
];
