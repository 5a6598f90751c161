/** Which request a piece of work belongs to, from the webhook to the delivery. */
export interface Trace {
  /** A short id that nobody can guess and that says nothing. */
  newId(): string;
  /** Whatever the work begins and waits for belongs to this request; undefined for none. */
  run<T>(id: string | undefined, work: () => T): T;
  /** Undefined for what is due by itself. */
  current(): string | undefined;
}
