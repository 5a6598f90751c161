import { digestRights } from "./digest-rights.ts";
import { noticingRights } from "./noticing-rights.ts";
import { servingRights } from "./serving-rights.ts";
import { trainingRights } from "./training-rights.ts";
import { wordingRights } from "./wording-rights.ts";

/** How to serve well, part by part. */
export const serveWellRights = {
  ...digestRights,
  ...noticingRights,
  ...servingRights,
  ...trainingRights,
  ...wordingRights,
} as const;
