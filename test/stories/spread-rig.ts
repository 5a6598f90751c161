import { type ChannelId, type ShoutOutId, toId } from "#domain/ids.ts";
import type { Share } from "#domain/shout-out.ts";
import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import { editShoutOut } from "#usecases/edit-shout-out.ts";
import { eraseShoutOuts } from "#usecases/erase-shout-outs.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { roundupId } from "#usecases/send-roundup.ts";
import { hideShoutOut } from "#usecases/take-back-shout-out.ts";
import { formIn } from "./answers-desk.ts";
import { type Opened, person, site, type World } from "./answers-rig.ts";

export const DAY_MS = 86_400_000;
/** An hour before dismissal. */
export const FRIDAY = new Date("2025-08-22T18:00:00Z");
export const NEXT_MONDAY = new Date("2025-08-25T11:30:00Z");
export const DEED = "letting students choose the order of their reading tasks";

export interface Giving {
  readonly to: string;
  readonly text?: string;
  readonly share?: Share;
  readonly practice?: string;
}

/** What a card says, by section. */
export const sections = ({ fields = [] }: Card): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(fields.map(({ label, value }) => [label, value.split("\n")]));

/** People who thank each other, with roundups on Friday and a digest on Monday. */
export function spreadRig({ product, world }: { readonly product: Opened; readonly world: World }) {
  let given = 0;
  /** A moment later: of a burst of changes the last one is shown. */
  const settle = async (): Promise<void> => {
    product.clock.moveTo(new Date(product.clock.now().getTime() + 10_000));
    await world.deliver();
  };
  const note = (who: string, kind = "thanks:"): Card => {
    const card = world.inbox(who).findLast(({ key }) => key.startsWith(kind))?.card;
    if (!card) throw new RangeError(`There is no note for ${who}.`);
    return card;
  };
  return {
    settle,
    note,
    give: async (from: string, giving: Giving): Promise<ShoutOutId> => {
      const { to, text = DEED, share = "site", practice = "" } = giving;
      given += 1;
      const act = { ...world.act(from), eventKey: `${world.district}-give-${given}` };
      const words = { text, helped: "", practice, value: "", share };
      const done = await giveShoutOut(product, act, { ...words, receivers: [person(to)] });
      if (done.kind !== "given") throw new RangeError("It was given before.");
      await world.deliver();
      return done.id;
    },
    edit: async (who: string, id: ShoutOutId, text: string): Promise<void> => {
      const words = { text, helped: "", practice: "", value: "" };
      await editShoutOut(product, world.act(who), { id, ...words });
      await settle();
    },
    hide: async (who: string, id: ShoutOutId): Promise<void> => {
      await hideShoutOut(product, world.act(who), id);
      await settle();
    },
    erase: async (who: string): Promise<void> => {
      const filter = { person: person(who) };
      await eraseShoutOuts({ product, district: world.district, filter });
      await settle();
    },
    /** Oak and Elm, each with its channel and its roundup on Friday. */
    openChannels: async (): Promise<void> => {
      await world.school("elm");
      await world.run(function* (tx) {
        yield* tx.schedule.save({
          id: "digest",
          campaign: "digest",
          subject: "",
          nextAt: NEXT_MONDAY,
        });
        for (const name of ["oak", "elm"]) {
          const id = toId<ChannelId>(`${name}-staff`);
          const subject = site(name);
          yield* tx.roster.linkChannel({
            id,
            name,
            site: subject,
            platform: "slack",
            workspace: "T",
          });
          const campaign = "roundup" as const;
          yield* tx.schedule.save({ id: roundupId(subject), campaign, subject, nextAt: FRIDAY });
        }
      });
    },
    goTo: async (at: Date): Promise<void> => {
      product.clock.moveTo(at);
      await runSchedule(product, world.district);
      await world.deliver();
    },
    /** What a school's newest roundup says, by section; undefined where none is up. */
    roundup: (name: string) => {
      const cards = world.inbox(`${name}-staff`).filter(({ key }) => key.startsWith("roundup:"));
      const newest = cards.toSorted((a, b) => (a.key < b.key ? -1 : 1)).at(-1)?.card;
      return newest && sections(newest);
    },
    digest: (who: string): string =>
      Object.values(sections(note(who, "digest:")))
        .flat()
        .join("\n"),
    sayBack: async (who: string, line: string): Promise<Reply> => {
      const form = formIn(await world.press(who, note(who), "Say thanks back"));
      return await world.submit(who, form, { line });
    },
    /** As the button in the giver's and the receivers' notes does it. */
    agree: async (who: string, id: ShoutOutId): Promise<Reply> => {
      const button = { label: "", action: "spread-shout-out", value: `${id}|yes` };
      return await world.press(who, { text: "", fallback: "", buttons: [button] }, "");
    },
  };
}
