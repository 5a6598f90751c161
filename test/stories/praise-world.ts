import { beforeEach } from "vitest";
import { type ChannelId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { Card, Form } from "#ports/card.ts";
import type { FormValues, Platform, Reply } from "#ports/chat.ts";
import type { Channel } from "#ports/roster-rows.ts";
import { cardIn, formIn, type Shown } from "./answers-desk.ts";
import { type Opened, person, site, useWorlds, type World } from "./answers-rig.ts";

export const DEED = "letting students choose the order of their reading tasks all week";
const MINUTE_MS = 60_000;

/** The staff channels of two schools, and the district's. */
export const channels = { oak: "oak-staff", elm: "elm-staff", all: "all-staff" } as const;
export type ChannelName = keyof typeof channels;

export const channelOf = (name: ChannelName, platform: Platform = "slack"): Channel => ({
  id: toId<ChannelId>(channels[name]),
  name: channels[name],
  site: name === "all" ? undefined : site(name),
  platform,
  workspace: "T",
});

const isThanks = ({ key }: Shown) => key.startsWith("shout-out:");
const isNote = ({ key }: Shown) => key.startsWith("thanks:");
const isReport = ({ key }: Shown) => key.startsWith("report");

/** Who acts in the stories: colleagues of Oak, a teacher of Elm, and three leads. */
export const who = {
  ana: "oak-ana-slack",
  ben: "oak-ben-teams",
  cy: "oak-cy-slack",
  elm: "elm-cy-slack",
  lia: "lia-slack",
  mo: "mo-teams",
  gil: "gil-slack",
} as const;
export const NEW = "asking students how the plan went, and changing it the next day";

/** A new praise world before each test of the file. */
export function usePraiseWorlds(
  take: (opened: { product: Opened; world: World; desk: PraiseWorld }) => void,
): void {
  let opened: Parameters<Parameters<typeof useWorlds>[0]>[0] | undefined;
  useWorlds((next) => {
    opened = next;
  });
  beforeEach(async () => {
    if (opened) take({ ...opened, desk: await praiseWorld(opened.world) });
  });
}

/** Two schools with channels, in which people thank each other. */
export async function praiseWorld(world: World) {
  await world.school("elm", ["ana-slack"]);
  await world.run((tx) =>
    tx.roster.saveChannels([channelOf("oak"), channelOf("elm", "teams"), channelOf("all")]),
  );
  const give = async (who: string, names: string, text = DEED): Promise<Reply> =>
    await world.write(who, `praise ${names} for ${text}`);
  const openForm = async (who: string): Promise<Form> => formIn(await world.write(who, "praise"));
  return {
    give,
    openForm,
    /** Through the form, which says where it goes. */
    fill: async (who: string, values: FormValues): Promise<Reply> =>
      await world.submit(who, await openForm(who), { saw: DEED, share: "site", ...values }),
    /** What its giver presses and sends in; gives the answer. */
    change: async (who: string, note: Card, values: FormValues): Promise<Reply> => {
      const form = formIn(await world.press(who, note, "Change it"));
      return await world.submit(who, form, { ...shownIn(form), ...values });
    },
    /** Presses the button under what stands last in the first school's channel. */
    report: async (who: string, reason: string): Promise<Reply> => {
      const post = world.inbox(channels.oak).filter(isThanks).at(-1);
      if (!post) throw new RangeError("Nothing is posted.");
      const form = formIn(await world.press(who, post.card, "Something wrong?"));
      return await world.submit(who, form, { reason });
    },
    /** Time passes, and what is due by then has arrived. */
    after: async (minutes: number): Promise<void> => {
      const { clock } = world.product;
      clock.moveTo(new Date(clock.now().getTime() + minutes * MINUTE_MS));
      await world.deliver();
    },
    posts: (name: ChannelName) =>
      world
        .inbox(channels[name])
        .filter(isThanks)
        .map(({ card }) => card),
    notes: (who: string) =>
      world
        .inbox(who)
        .filter(isNote)
        .map(({ card }) => card),
    reports: (who: string) =>
      world
        .inbox(who)
        .filter(isReport)
        .map(({ card }) => card),
    audited: async () => (await world.run((tx) => tx.audit.list(20))).map(({ action }) => action),
    wish: async (who: string, thanks: "public" | "school" | "private"): Promise<void> =>
      await world.run((tx) => tx.roster.savePreferences(person(who), { thanks })),
    /** The staff list gets somebody's names right. */
    rename: async (who: string, names: Partial<Person>): Promise<void> =>
      await world.run(function* ({ roster }) {
        yield* roster.savePeople([{ ...(yield* roster.getPerson(person(who))), ...names }]);
      }),
  };
}

export type PraiseWorld = Awaited<ReturnType<typeof praiseWorld>>;

/** The values that a form shows. */
export function shownIn({ fields }: Form): FormValues {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | readonly string[]][] => {
      if (field.type === "people")
        return [[field.name, (field.values ?? []).map(({ value }) => value)]];
      if (field.type === "choices") return [[field.name, field.values ?? []]];
      return [[field.name, field.value ?? ""]];
    }),
  );
}

/** All that somebody reads of a reply or a card. */
export const read = (reply: Reply): string => cardIn(reply).text;
