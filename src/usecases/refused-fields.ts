type FieldErrors = Readonly<Record<string, string>>;

/** Undoes the transaction it is thrown in: what was typed does not do, by field. */
class RefusedFields extends Error {
  override readonly name = "RefusedFields";
  readonly errors: FieldErrors;

  constructor(errors: FieldErrors) {
    super();
    this.errors = errors;
  }
}

export interface Refused {
  readonly kind: "errors";
  readonly errors: FieldErrors;
}

/** Leaves the transaction, with nothing kept, if anything is wrong: the form may be sent again. */
export function refuseFields(errors: ReadonlyMap<string, string>): void {
  if (errors.size > 0) throw new RefusedFields(Object.fromEntries(errors));
}

/** What came of it, or what was wrong with the fields. */
export async function orRefused<T>(acting: Promise<T>): Promise<T | Refused> {
  try {
    return await acting;
  } catch (error) {
    if (error instanceof RefusedFields) return { kind: "errors", errors: error.errors };
    throw error;
  }
}
