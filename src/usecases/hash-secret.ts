/** SHA-256 in hex: what is kept of a secret that somebody else holds. */
export async function hashSecret(secret: string): Promise<string> {
  return [...(await digest(secret))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 as it is: even bytes to pick from. */
export async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
