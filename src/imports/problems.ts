import { ProductError } from "#domain/errors.ts";

const shownAtMost = 20;
const valueAtMost = 40;

/** Where a file is wrong and why; `line` counts from 1, the header included. */
export interface Problem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  readonly reason: string;
}

/** Collects what is wrong, so that one run names many bad rows. */
export interface Problems {
  add(problem: Problem): void;
  /** Throws IMPORT_INVALID naming the first 20 problems, or returns if there is none. */
  throwIfAny(): void;
}

/** An empty collection; only the first 20 problems are kept, the rest are counted. */
export function newProblems(): Problems {
  const found: string[] = [];
  let count = 0;
  return {
    add(problem) {
      count += 1;
      if (found.length < shownAtMost) found.push(renderProblem(problem));
    },
    throwIfAny() {
      if (count === 0) return;
      const more = count > found.length ? [`and ${count - found.length} more`] : [];
      throw new ProductError("IMPORT_INVALID", [...found, ...more].join("\n"));
    },
  };
}

/** The error for a file that cannot be read on at all. */
export function invalid(problem: Problem, options?: ErrorOptions): ProductError {
  return new ProductError("IMPORT_INVALID", renderProblem(problem), options);
}

/** A cell as it may stand in a message: quoted, at most 40 characters. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > valueAtMost ? `${value.slice(0, valueAtMost)}...` : value);
}

function renderProblem({ file, line, column, reason }: Problem): string {
  const place = line === undefined ? file : `${file} line ${line}`;
  return column === undefined ? `${place}: ${reason}` : `${place}, column ${column}: ${reason}`;
}
