const LOCALE = "en-US";
/** The district's own zone, wherever the browser is. */
const ZONE = "America/New_York";

const day = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  weekday: "long",
  month: "long",
  day: "numeric",
  year: "numeric",
});
const shortDay = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  weekday: "short",
  month: "short",
  day: "numeric",
});
const hour = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  hour: "numeric",
  minute: "2-digit",
});

/** "Monday, August 18, 2025" */
export function dayOf(instant) {
  return day.format(new Date(instant));
}

/** "9:30 AM" */
export function hourOf(instant) {
  return hour.format(new Date(instant)).replaceAll("\u202f", " ");
}

/** "Mon, Aug 18", for narrow screens. */
export function shortDayOf(instant) {
  return shortDay.format(new Date(instant));
}
