import { el } from "./dom.js";
import { words } from "./words.js";

const FEW = 5;

/** What an import would change, for reading: counts first, then names and what to check. */
export function rosterReport(report, here) {
  const say = words.roster;
  const another = report.district !== here.id;
  const rows = [
    [say.people, [changesOf(report.people)]],
    [say.sites, [changesOf(report.sites)]],
    [say.renamed, report.renamed.map(({ from, to }) => say.rename(from, to))],
    [say.calendar, report.calendarChanged ? [say.calendarChanges] : []],
    [say.dropped, droppedOf(report.dropped)],
    [say.warnings, report.warnings],
  ];
  return el(
    "section",
    { class: "roster-report", tabindex: "-1", "aria-label": say.summary },
    el("h3", { text: say.summary }),
    el("p", { text: `${say.counts(report.staffCount, report.siteCount)} ${say.untouched}` }),
    another ? el("p", { class: "roster-another", text: say.another(here.name) }) : undefined,
    el("dl", {}, ...rows.filter(([, lines]) => lines.length > 0).flatMap(row)),
  );
}

function row([name, lines]) {
  const more = lines.length - FEW;
  const shown = more > 0 ? [...lines.slice(0, FEW), words.roster.more(more)] : lines;
  return [el("dt", { text: name }), ...shown.map((text) => el("dd", { text }))];
}

/** "12 added, 3 removed"; says so when nothing changes. */
function changesOf(changes) {
  const parts = Object.entries(words.roster.changes)
    .filter(([kind]) => changes[kind] > 0)
    .map(([kind, word]) => words.roster.number(changes[kind], word));
  return parts.length > 0 ? parts.join(", ") : words.roster.same;
}

/** One line: "30 students, 10 parents"; none when nobody was left out. */
function droppedOf(dropped) {
  const parts = Object.entries(dropped).map(([role, number]) =>
    words.roster.count(number, words.roster.roles[role] ?? role),
  );
  return parts.length > 0 ? [parts.join(", ")] : [];
}
