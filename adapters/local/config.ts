import type { Playground } from "#ports/playground.ts";

/** What the playground needs; compose gives it. */
export interface LocalConfig {
  readonly playground: Playground;
  /** The id of the district that is played: the workspace of every local account. */
  readonly workspace: () => string;
  /** The folder that holds the page. */
  readonly pageFolder: string;
}
