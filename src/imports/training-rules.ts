import { z } from "zod";
import type { TrainingSession } from "#domain/content.ts";

/** A training of the library with the rule that makes it worth offering. */
export const trainingSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    minutes: z.number(),
    rule: z.object({
      named: z
        .object({ pitfalls: z.array(z.string()).min(1), schools: z.number().int().min(1) })
        .optional(),
      noticed: z
        .object({
          look_fors: z.array(z.string()).min(1),
          at_schools: z.number().int().min(1).optional(),
        })
        .optional(),
    }),
  })
  .transform(
    ({ id, title, minutes, rule: { named, noticed } }): TrainingSession => ({
      id,
      title,
      minutes,
      rule: {
        named,
        noticed: noticed && { lookFors: noticed.look_fors, atSchools: noticed.at_schools },
      },
    }),
  );
