import { z } from "zod";
import { createSeal, openSealed } from "#edge/sealing.ts";
import type { Form } from "#ports/card.ts";
import type { SecretBox } from "#ports/secret-box.ts";

/** What locks the values, contexts and forms that Teams keeps for us. */
export interface Sealing {
  readonly box: SecretBox;
  readonly workspace: string;
}

/** What an action of a card means. The token is the card's own: a form acts once by it. */
export type Meaning =
  | {
      readonly kind: "press";
      readonly token: string;
      readonly action: string;
      readonly value: string;
      /** The card is in a message for one person alone. */
      readonly aside?: boolean | undefined;
    }
  | {
      readonly kind: "submit";
      readonly token: string;
      readonly form: Form;
      /** The form is a message of its own, and stands in no card's place. */
      readonly alone?: boolean | undefined;
      readonly aside?: boolean | undefined;
    };

/** The name of our one property in an action's data; Teams adds the inputs beside it. */
const OURS = "groundswell";
/** A card has 28 KB in all. */
const MOST = 12_000;

/** An action's data, which only we can read; undefined where it is too long for a card. */
export function sealMeaning(
  meaning: Meaning,
  { box, workspace }: Sealing,
): Readonly<Record<string, string>> | undefined {
  const sealed = createSeal(box, aboutOf(workspace))(JSON.stringify(meaning), MOST);
  return sealed === undefined ? undefined : { [OURS]: sealed };
}

const press = z.object({
  kind: z.literal("press"),
  token: z.string(),
  action: z.string(),
  value: z.string(),
  aside: z.boolean().optional(),
});
const submit = z.object({
  kind: z.literal("submit"),
  token: z.string(),
  form: z.custom<Form>(),
  alone: z.boolean().optional(),
  aside: z.boolean().optional(),
});
const meaning = z.discriminatedUnion("kind", [press, submit]);

/** What an action's data means; "lost" for a key that is gone, undefined for what is not ours. */
export function openMeaning(
  data: unknown,
  { box, workspace }: Sealing,
): Meaning | "lost" | undefined {
  const sealed = readOurs(data);
  if (sealed === undefined) return undefined;
  const opened = openSealed(box, aboutOf(workspace), sealed);
  const read = meaning.safeParse(opened === undefined ? undefined : JSON.parse(opened));
  if (read.success) return read.data;
  return SEALED.test(sealed) ? "lost" : undefined;
}

const SEALED = /^v1\.[0-9a-f]{8}\./;

function readOurs(data: unknown): string | undefined {
  const isObject = typeof data === "object" && data !== null && Object.hasOwn(data, OURS);
  const found: unknown = isObject
    ? Object.entries(data).find(([name]) => name === OURS)?.[1]
    : undefined;
  return typeof found === "string" ? found : undefined;
}

function aboutOf(workspace: string): string {
  return `teams:${workspace}:value`;
}
