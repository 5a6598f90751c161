export const WORDS_PATH = "/dashboard/words";
export const IDEAS_PATH = "/dashboard/ideas";

/** Where one text is changed. */
export function phrasePath(key: string): string {
  return `${WORDS_PATH}/${encodeURIComponent(key)}`;
}

/** Where one idea is changed. */
export function ideaPath(id: string): string {
  return `${IDEAS_PATH}/${encodeURIComponent(id)}`;
}
