import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, toId } from "#domain/ids.ts";
import { mention } from "#domain/mentions.ts";
import type { Card } from "#ports/card.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { rbps } from "./replay-desk.ts";
import type { WaveWorld } from "./wave-world.ts";

/** One row of the sample's year of thanks. */
export interface Praise {
  readonly id: string;
  readonly ts: string;
  readonly site: string;
  readonly giver: string;
  readonly receiver: string;
  readonly practice: string;
  readonly visibility: "channel" | "private";
  readonly removed: string;
  readonly text: string;
  readonly expected: "post" | "hold" | "coach";
  readonly why: string;
}

/** Every row, in the order of time. */
export function readPraise(): readonly Praise[] {
  const text = readFileSync("sample-district/praise.csv", "utf8");
  const rows: Praise[] = parse(text, { columns: true, bom: true });
  return rows.toSorted((a, b) => Date.parse(a.ts) - Date.parse(b.ts));
}

type Coached = "compares" | "scores" | "thin";
const coachLineOf: Readonly<Record<Coached, string>> = {
  compares: "compares_people",
  scores: "about_scores",
  thin: "too_short",
};
const isCoached = (why: string): why is Coached => Object.hasOwn(coachLineOf, why);

/** What became of one: how it was met, and its id where it is up. */
export interface Outcome {
  readonly met: Praise["expected"] | "other";
  /** True where the line that was said is the one for this reason. */
  readonly fits: boolean;
  readonly id: string | undefined;
}

/** Everybody gives through the conversation: in one line where it goes to the channel, else through the form. */
export function createGivers({ product }: WaveWorld) {
  const onEvent = createConversation({
    product,
    findDistrict: async () => await Promise.resolve(rbps),
    findProfile: async () => await Promise.resolve("nobody"),
  });
  let count = 0;
  const originOf = (who: string) => {
    count += 1;
    const account = toId<AccountId>(who);
    const at = product.clock.now();
    return {
      platform: "local",
      workspace: rbps,
      account,
      key: `e${count}`,
      locale: "en",
      at,
    } as const;
  };
  const hear = async (event: ChatEvent): Promise<Reply> => await onEvent(event);
  const press = async (who: string, action: string, value: string): Promise<Reply> =>
    await hear({ ...originOf(who), kind: "press", action, value });
  const type = async (who: string, text: string): Promise<Reply> =>
    await hear({ ...originOf(who), kind: "command", command: "praise", text });
  const fill = async ({ giver, receiver, text, practice, visibility }: Praise, context: string) => {
    const share = visibility === "private" ? "private" : "site";
    const values = { who: [receiver], saw: text, helped: "", practice, value: "", share };
    return await hear({ ...originOf(giver), kind: "submit", form: "praise", context, values });
  };
  const { coachLines } = product.words.library;
  const lineFor = (why: string) => (isCoached(why) ? coachLines[coachLineOf[why]] : undefined);

  async function inOneLine(row: Praise): Promise<Outcome> {
    const reply = await type(row.giver, `${mention(row.receiver)} for ${row.text}`);
    const asIs = buttonOf(reply, "post-as-is");
    if (asIs !== undefined) {
      const fits = "card" in reply && reply.card.text === lineFor(row.why);
      return { met: "coach", fits, id: givenId(await press(row.giver, "post-as-is", asIs)) };
    }
    if (reply.kind === "form") return { met: "hold", fits: row.expected === "hold", id: undefined };
    return posted(reply);
  }

  async function throughForm(row: Praise): Promise<Outcome> {
    const reply = await fill(row, "");
    if (reply.kind === "errors") return { met: "hold", fits: true, id: undefined };
    if (reply.kind !== "form") return posted(reply);
    const { context, note } = reply.form;
    if (!context.endsWith("|coached")) return { met: "hold", fits: true, id: undefined };
    const id = givenId(await fill(row, context));
    return { met: "coach", fits: note === lineFor(row.why), id };
  }

  return {
    /** Every other post of a channel goes through the form, as a private one does. */
    give: async (row: Praise, at: number): Promise<Outcome> =>
      row.visibility === "channel" && at % 2 === 0 ? await inOneLine(row) : await throughForm(row),
    press,
  };
}

function buttonOf(reply: Reply, action: string): string | undefined {
  const card: Card | undefined = "card" in reply ? reply.card : undefined;
  return card?.buttons?.find((each) => each.action === action)?.value;
}

function givenId(reply: Reply): string | undefined {
  return buttonOf(reply, "remove-shout-out");
}

function posted(reply: Reply): Outcome {
  const id = givenId(reply);
  return { met: id === undefined ? "other" : "post", fits: true, id };
}
