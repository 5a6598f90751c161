/** The host that stands in manifest.json until a district's own takes its place. */
export const PLACEHOLDER = "https://groundswell.example.org";

/** Where Slack would reach us by HTTP. Over Socket Mode nobody does, and OAuth is not used. */
const ADDRESSES: ReadonlySet<string> = new Set([
  "url",
  "request_url",
  "message_menu_options_url",
  "redirect_urls",
]);
const LAST_SLASH = /\/+$/;

/** The manifest with a district's own address; `publicUrl` as in PUBLIC_URL. */
export function toHttpManifest(manifest: string, publicUrl: string): string {
  const own = publicUrl.replace(LAST_SLASH, "");
  return print(manifest, (_key, value) =>
    typeof value === "string" ? value.replace(PLACEHOLDER, () => own) : value,
  );
}

/** The same app over Socket Mode: no address, and everything else as it was. */
export function toSocketManifest(manifest: string): string {
  return print(manifest, (key, value) => {
    if (ADDRESSES.has(key)) return undefined;
    return key === "socket_mode_enabled" ? true : value;
  });
}

function print(manifest: string, revive: (key: string, value: unknown) => unknown): string {
  return `${JSON.stringify(JSON.parse(manifest, revive), undefined, 2)}\n`;
}
