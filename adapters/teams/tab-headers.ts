import type { Cloud } from "./cloud.ts";

/** Where Teams, Outlook and Microsoft 365 show a tab. */
const HOSTS = [
  "https://teams.microsoft.com",
  "https://*.teams.microsoft.com",
  "https://*.cloud.microsoft",
  "https://*.office.com",
  "https://*.microsoft365.com",
];
const GOVERNMENT_HOSTS = [
  "https://teams.microsoft.us",
  "https://*.teams.microsoft.us",
  "https://*.office365.us",
  "https://*.usgovcloud.microsoft",
];

/** True for the cloud of GCC High and DoD. */
export function isGovernment({ loginOrigin }: Pick<Cloud, "loginOrigin">): boolean {
  return new URL(loginOrigin).hostname.endsWith(".us");
}

/**
 * What every answer of the tab says. Styles are strict too: the cards' library sets them through
 * the page's objects, never as attributes. X-Frame-Options would shut Teams out.
 */
export function headersOf(cloud: Pick<Cloud, "loginOrigin">): Readonly<Record<string, string>> {
  const frames = [...HOSTS, ...(isGovernment(cloud) ? GOVERNMENT_HOSTS : [])];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https: data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${frames.join(" ")}`,
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  };
}
