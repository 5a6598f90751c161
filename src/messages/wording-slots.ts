/** What is said in chat about words and ideas of the district. */
export const wordingSlots = {
  words_card_title: [],
  words_card_text: [],
  ideas_card_title: [],
  ideas_card_text: [],
  wording_open: [],
  preview_none: ["typed"],
  preview_usage: [],
  help_wording: [],
} as const;
