import process from "node:process";
import type { CommandLine } from "#compose";
import { makeLinkCode } from "#usecases/link-workspace.ts";

export interface LinkCodeFlags {
  readonly district?: string | undefined;
  readonly json: boolean;
}

/** Prints a code that links a workspace to a district. Throws DISTRICT_UNCLEAR. */
export async function printLinkCode({ product }: CommandLine, flags: LinkCodeFlags): Promise<void> {
  const { code, district, expiresAt } = await makeLinkCode(product, flags.district);
  const command = `/pl link ${code}`;
  const lines = [
    `In the workspace of ${district.name} an IT admin types:`,
    "",
    `    ${command}`,
    "",
    "The code works once, within a day. Only its hash is kept: make another if it is lost.",
  ];
  const facts = { code, command, district: district.id, expiresAt };
  process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : `${lines.join("\n")}\n`);
}
