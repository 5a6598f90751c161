import process from "node:process";
import type { CommandLine } from "#compose";
import { ProductError } from "#domain/errors.ts";
import { linkByName } from "#usecases/link-workspace.ts";

export interface LinkTeamsFlags {
  readonly district?: string | undefined;
  readonly json: boolean;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Links another Microsoft 365 organization to a district. Throws DISTRICT_UNCLEAR, and DIRECTORY_UNCLEAR
 * for what is no directory id.
 */
export async function linkTeams(
  { product }: CommandLine,
  typed: string,
  flags: LinkTeamsFlags,
): Promise<void> {
  const workspace = typed.trim().toLowerCase();
  if (!ID.test(workspace)) {
    throw new ProductError("DIRECTORY_UNCLEAR", `"${typed}" is not a directory id.`);
  }
  const district = await linkByName(product, { platform: "teams", workspace }, flags.district);
  const facts = { workspace, district: district.id };
  const said = `The organization ${workspace} is linked to ${district.name}: its staff are answered.`;
  process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : `${said}\n`);
}
