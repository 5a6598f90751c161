/** What stands for a name and lets nobody read it. */
export interface NameMarks {
  /** A fresh key of 256 bits for one district's list, locked with the product's own key. */
  newKey(about: string): string;
  /**
   * The HMAC-SHA256 of each text under such a key; undefined where this product's own key does not open
   * it, for it was changed since.
   */
  mark(key: string, about: string, texts: readonly string[]): readonly string[] | undefined;
}
