/** Locks what must not be read where it lies. */
export interface SecretBox {
  /** AES-256-GCM text that only `open` with the same `about` can read. */
  seal(text: string, about: string): string;
  /** Undefined for text that was changed, sealed about something else, or with an unknown key. */
  open(sealed: string, about: string): string | undefined;
}
