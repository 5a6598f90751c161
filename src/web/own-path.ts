const START = "/dashboard";
/** Letters, digits and single slashes: nothing that a browser could read as another place. */
const OWN_PATH = /^\/dashboard(?:\/[A-Za-z0-9_-]+)*(?:\?[A-Za-z0-9_=&%.-]*)?$/;

/** Where somebody goes on after signing in: one of our pages, whatever was asked for. */
export function toOwnPath(wanted: string | undefined): string {
  return wanted !== undefined && OWN_PATH.test(wanted) ? wanted : START;
}
