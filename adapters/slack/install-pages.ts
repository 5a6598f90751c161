/** A page of the installation: what happened, and what to do next. */
export interface InstallPage {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const UNSAFE = /[&<>"']/g;

function escapeHtml(text: string): string {
  return text.replace(UNSAFE, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE =
  "body{font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#1d1c1d}code{background:#f1f1f1;padding:.1em .3em}";

/** A small page that loads nothing and is kept nowhere. Words in backticks are shown as code. */
export function renderInstallPage({ status, title, text }: InstallPage): Response {
  const words = escapeHtml(text).replace(/`([^`]*)`/g, "<code>$1</code>");
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${words}</p></main></body></html>
`;
  return new Response(page, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Every end of an installation. No detail of what went wrong is shown: it may help a stranger. */
export const installPages = {
  done: (name: string): InstallPage => ({
    status: 200,
    title: `Groundswell is in ${name === "" ? "your workspace" : name}`,
    text: "One more step: link it to your district. On the machine that runs Groundswell, run `groundswell link-code`; then type `/pl link` and the code in Slack.",
  }),
  declined: {
    status: 403,
    title: "Nothing was installed",
    text: "You can close this page, or open the install link again whenever you like.",
  },
  stale: {
    status: 400,
    title: "This install link was used or is too old",
    text: "Please open `/slack/install` again and finish in the same browser within ten minutes.",
  },
  failed: {
    status: 502,
    title: "Slack did not finish the installation",
    text: "Nothing was installed. Please open `/slack/install` again in a minute.",
  },
  absent: {
    status: 404,
    title: "There is nothing to install here",
    text: "This Groundswell works in one Slack workspace, which its bot token names.",
  },
} as const;
