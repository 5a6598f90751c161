import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const code = /[.](ts|js)$/;

export function read(file: string): string {
  return readFileSync(file, "utf8");
}

/** All code files below these folders, as paths from the top; throws if there is none. */
export function codeFiles(...folders: readonly string[]): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => code.test(name))
      .map((name) => path.posix.join(folder, name.replaceAll("\\", "/"))),
  );
  if (files.length === 0) throw new Error(`No code in ${folders.join(", ")}.`);
  return files.sort();
}

/** Every file that is or would be committed and is there. */
export function trackedFiles(): readonly string[] {
  const git = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const run = spawnSync("git", git, { encoding: "utf8" });
  const gone = spawnSync("git", ["ls-files", "--deleted", "-z"], { encoding: "utf8" });
  const deleted = new Set(gone.stdout.split("\0"));
  const files = [...new Set(run.stdout.split("\0"))].filter((f) => f !== "" && !deleted.has(f));
  if (files.length === 0) throw new Error("Git lists no files; run the house tests in a clone.");
  return files;
}

/** The cells of every table row of a Markdown text, heads and rulers left out. */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  const lines = markdown.split("\n");
  return lines
    .filter((line, at) => line.startsWith("|") && lines[at - 1]?.startsWith("|"))
    .filter((line) => !line.startsWith("|-") && !line.startsWith("| -"))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf("|"))
        .split("|")
        .map((cell) => cell.trim()),
    );
}
