import type { Context } from "hono";

/** What a form's fields hold; nothing for a body that is no form. */
export async function readForm(context: Context): Promise<FormData> {
  try {
    return await context.req.formData();
  } catch {
    return new FormData();
  }
}
