/** Placeholders of the page of the school calendar. */
export const calendarPageSlots = {
  kind_calendar: [],
  menu_calendar: [],
  calendar_page_title: ["year", "next"],
  calendar_page_text: [],
  calendar_page_words: [],
  calendar_page_none: [],
  calendar_page_more_days: ["names", "count"],
  calendar_page_doubtful: [],
  calendar_page_fresh: [],
  calendar_page_save: [],
  calendar_page_saved: [],
  calendar_page_confirmed: ["person", "day"],
  calendar_page_unconfirmed: [],
  calendar_page_source: [],
  calendar_page_coming: [],
  calendar_page_changes: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
