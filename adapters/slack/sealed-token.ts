import { z } from "zod";
import type { SecretBox } from "#ports/secret-box.ts";

/** What is sealed of an installation. */
const secrets = z.object({ botToken: z.string().min(1), refreshToken: z.string().optional() });
export type Secrets = z.infer<typeof secrets>;

const aboutToken = (workspace: string): string => `slack:${workspace}:token`;

/** Bound to its workspace: a row that is copied to another workspace cannot be opened there. */
export function sealToken(box: SecretBox, workspace: string, given: Secrets): string {
  return box.seal(JSON.stringify(given), aboutToken(workspace));
}

/** Undefined for what was sealed with a key that is gone, or is not a token. */
export function openToken(box: SecretBox, workspace: string, sealed: string): Secrets | undefined {
  const text = box.open(sealed, aboutToken(workspace));
  if (text === undefined) return undefined;
  try {
    return secrets.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
