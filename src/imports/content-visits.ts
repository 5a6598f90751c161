import { z } from "zod";
import type { VisitLibrary } from "#domain/content.ts";
import { signals } from "#domain/expedition.ts";

/** What visits, examples and focus groups say, as the content files hold it. */
export const visitSchemas = {
  look_fors: z.array(
    z.object({
      id: z.string(),
      practice: z.string(),
      statement: z.string(),
      might_hear: z.string(),
      ask_a_student: z.string(),
    }),
  ),
  expedition: z.object({
    agreement: z.array(z.string()).min(1),
    note_help: z.string(),
    signals: z.array(z.object({ id: z.enum(signals), label: z.string() })).length(signals.length),
    visit_minutes_per_room: z.number().int().positive(),
  }),
  focus_groups: z.object({
    privacy: z.string(),
    teacher_prompts: z.array(z.string()),
    student_prompts: z.array(z.string()),
  }),
};

const visitsSchema = z.object(visitSchemas);

/** The product's own names for them. */
export function toVisitLibrary(library: z.infer<typeof visitsSchema>): VisitLibrary {
  const { expedition, focus_groups } = library;
  return {
    lookFors: library.look_fors.map(({ might_hear, ask_a_student, ...rest }) => ({
      ...rest,
      mightHear: might_hear,
      askAStudent: ask_a_student,
    })),
    expedition: {
      agreement: expedition.agreement,
      noteHelp: expedition.note_help,
      signals: expedition.signals,
      minutesPerRoom: expedition.visit_minutes_per_room,
    },
    focusGroups: {
      privacy: focus_groups.privacy,
      teacherPrompts: focus_groups.teacher_prompts,
      studentPrompts: focus_groups.student_prompts,
    },
  };
}
