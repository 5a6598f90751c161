export const languages = ["en", "es"] as const;
/** The languages that everything the bot says is written in. */
export type Language = (typeof languages)[number];

const PARTS = /[-_]/;

/** What a platform's "es-MX" or "en_GB" comes to; undefined for a language nothing is written in. */
export function toLanguage(locale: string): Language | undefined {
  const [asked = ""] = locale.toLowerCase().split(PARTS);
  return languages.find((language) => language === asked);
}
