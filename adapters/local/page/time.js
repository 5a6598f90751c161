const LOCALE = "en-US";
const LOOKS = {
  day: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  shortDay: { weekday: "short", month: "short", day: "numeric" },
  hour: { hour: "numeric", minute: "2-digit" },
};
let zone = "America/New_York";
let formats = formatsOf(zone);

function formatsOf(timeZone) {
  const make = (look) => new Intl.DateTimeFormat(LOCALE, { ...look, timeZone });
  return { day: make(LOOKS.day), shortDay: make(LOOKS.shortDay), hour: make(LOOKS.hour) };
}

/** From now on times are the district's own, wherever the browser is. True if they changed. */
export function useZone(next) {
  if (next === zone) return false;
  formats = formatsOf(next);
  zone = next;
  return true;
}

/** "Monday, August 18, 2025" */
export function dayOf(instant) {
  return formats.day.format(new Date(instant));
}

/** "9:30 AM" */
export function hourOf(instant) {
  return formats.hour.format(new Date(instant)).replaceAll("\u202f", " ");
}

/** "Mon, Aug 18", for narrow screens. */
export function shortDayOf(instant) {
  return formats.shortDay.format(new Date(instant));
}
