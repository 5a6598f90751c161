const START = "/dashboard";
/** It is kept in a cookie: no page of ours has a longer address. */
const LONGEST = 500;
/** Letters, digits, an escaped colon and single slashes: nothing that a browser could read as another place. */
const OWN_PATH = /^\/dashboard(?:\/(?:[A-Za-z0-9_-]|%3A)+)*(?:\?[A-Za-z0-9_=&%.-]*)?$/;

/** Where somebody goes on after signing in: one of our pages, whatever was asked for. */
export function toOwnPath(wanted: string | undefined): string {
  return wanted !== undefined && wanted.length <= LONGEST && OWN_PATH.test(wanted) ? wanted : START;
}

/** The page that is asked for, as one goes back to it later; undefined for one of no use to a reader. */
export function ownPathOf(url: string): string | undefined {
  const { pathname, search } = new URL(url);
  const path = `${pathname}${search}`;
  return path !== START && toOwnPath(path) === path ? path : undefined;
}
