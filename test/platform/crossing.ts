import { z } from "zod";
import { type ChannelId, type SiteId, toId } from "#domain/ids.ts";
import { displayName, holds, type Person } from "#domain/roster.ts";
import type { FakeEphemeral, FakeMessage } from "./fake-slack/types.ts";
import type { FakeActivity } from "./fake-teams/index.ts";
import { until } from "./script.ts";
import { accountOf, district } from "./slack-product.ts";
import { startTeamsProduct, type TeamsProduct } from "./teams-product.ts";
import { inPlace } from "./teams-scene.ts";
import { chatOf, leadOf, say } from "./teams-wave.ts";

const SLACK_CHANNEL = "C0STAFF";
const WAIT_MS = 10_000;

export interface Schools {
  readonly onTeams: SiteId;
  readonly onSlack: SiteId;
}

const inWords = (shown: unknown): string => JSON.stringify(shown);

/** One district with a Slack school and a Teams school, each with a channel, on both fakes. */
export async function createCrossing({ onTeams, onSlack }: Schools) {
  const product = await startTeamsProduct({ onSlack: ({ homeSite }) => homeSite === onSlack });
  // Somebody has used the app before: since then it is known where this organization is served.
  await say(product, leadOf(product), "help");
  const teamsChannel = await linkOnTeams(product, onTeams);
  await linkOnSlack(product, onSlack);
  return {
    stop: product.stop,
    slack: onSlackSide(product),
    teams: onTeamsSide(product, teamsChannel),
    teachersAt: (site: SiteId) => teachersAt(product, site),
    /** All of these have it within the minute. */
    arrives: async (places: () => readonly string[], text: string): Promise<void> =>
      await until(() => places().every((said) => said.includes(text)), WAIT_MS),
    leadHears: async (text: string): Promise<void> =>
      await until(() => reported(product, text) !== undefined, WAIT_MS),
    /** The lead presses "Hide it" under what was reported of it. */
    leadHides: async (text: string): Promise<void> => {
      const message = reported(product, text);
      await pressOn(product, leadOf(product).id, { message, label: "Hide it" });
    },
  };
}

export type Crossing = Awaited<ReturnType<typeof createCrossing>>;

function reported(product: TeamsProduct, text: string): FakeActivity | undefined {
  return chatOf(product, leadOf(product)).find(({ body }) => inWords(body).includes(text));
}

/** Teachers whose names nobody shares. */
function teachersAt({ people }: TeamsProduct, site: SiteId): readonly Person[] {
  const count = (name: string) => people.filter((each) => displayName(each) === name).length;
  const there = people.filter((each) => each.active && each.homeSite === site);
  return there.filter((each) => holds(each, "teacher") && count(displayName(each)) === 1);
}

async function linkOnTeams(product: TeamsProduct, site: SiteId): Promise<string> {
  const { teams, send, people, fakeOf } = product;
  const principal = people.find((each) => each.active && holds(each, "principal", site));
  if (!principal) throw new RangeError(`${site} has no principal.`);
  const by = fakeOf(principal).id;
  const team = teams.addTeam({ name: "Lindenwood", people: [by] });
  const { id: channel } = teams.addChannel({ name: "Staff", team: team.id });
  await send(teams.message({ by, text: "channel here", channel }));
  await until(() => teams.messages(channel).length === 1, WAIT_MS);
  return channel;
}

async function linkOnSlack({ slack, app }: TeamsProduct, site: SiteId): Promise<void> {
  slack.addChannel({ id: SLACK_CHANNEL, name: "staff" });
  const at = { platform: "slack", workspace: slack.workspace.id } as const;
  const channel = { id: toId<ChannelId>(SLACK_CHANNEL), name: "staff", site, ...at };
  await app.product.store.transaction(district, (tx) => tx.roster.saveChannels([channel]));
}

const answered = z.object({ text: z.string(), blocks: z.array(z.record(z.string(), z.unknown())) });

function onSlackSide({ slack, send }: TeamsProduct) {
  const holding = (where: string, text: string): FakeMessage => {
    const found = slack.messages(where).find((each) => inWords(each).includes(text));
    if (found) return found;
    throw new RangeError(`${where} does not say ${text}.`);
  };
  const fill = async (who: Person, values: Record<string, string>): Promise<void> => {
    const view = slack.lastView();
    const response = await send(slack.submit({ by: accountOf(who.id), view, values }));
    slack.settle(view, response.status === 200 ? await response.json().catch(() => "") : "");
  };
  return {
    mention: (who: Person) => `<@${accountOf(who.id)}>`,
    channel: () => inWords(slack.messages(SLACK_CHANNEL)),
    chat: (who: Person) => inWords(slack.messages(accountOf(who.id))),
    /** `/praise` in the channel; gives the answer that the giver alone sees. */
    praise: async (who: Person, text: string): Promise<FakeEphemeral> => {
      const by = accountOf(who.id);
      const act = { by, text: `/praise ${text}`, channel: SLACK_CHANNEL };
      const answer = answered.parse(await (await send(slack.command(act))).json());
      return { ...answer, channel: SLACK_CHANNEL, account: by, ts: "1.1" };
    },
    change: async (who: Person, ephemeral: FakeEphemeral, saw: string): Promise<void> => {
      const before = slack.views.size;
      await send(slack.press({ by: accountOf(who.id), ephemeral, action: "Change it" }));
      await until(() => slack.views.size > before, WAIT_MS);
      await fill(who, { saw });
    },
    hide: async (who: Person, text: string): Promise<void> => {
      const by = accountOf(who.id);
      await send(slack.press({ by, message: holding(by, text), action: "Hide the post" }));
    },
    report: async (who: Person, text: string): Promise<void> => {
      const message = holding(SLACK_CHANNEL, text);
      const before = slack.views.size;
      await send(slack.press({ by: accountOf(who.id), message, action: "Something wrong?" }));
      await until(() => slack.views.size > before, WAIT_MS);
      await fill(who, { reason: "other" });
    },
  };
}

function onTeamsSide(product: TeamsProduct, channel: string) {
  const { teams, send, fakeOf } = product;
  const holding = (list: readonly FakeActivity[], text: string) =>
    list.find(({ body }) => inWords(body).includes(text));
  return {
    mention: (who: Person) => `<at>${fakeOf(who).name}</at>`,
    channel: () => inWords(teams.messages(channel).filter(({ targeted }) => !targeted)),
    chat: (who: Person) => inWords(chatOf(product, fakeOf(who))),
    praise: async (who: Person, text: string, mentioned: readonly Person[] = []) => {
      const by = fakeOf(who);
      const before = chatOf(product, by).length;
      const mentions = mentioned.map((each) => fakeOf(each).id);
      await send(teams.message({ by: by.id, text: `praise ${text}`, mentions }));
      await until(() => chatOf(product, by).length > before, WAIT_MS);
      const answer = chatOf(product, by).at(-1);
      if (answer) return answer;
      throw new RangeError("There is no answer.");
    },
    change: async (who: Person, message: FakeActivity, saw: string): Promise<void> => {
      const { id } = fakeOf(who);
      const form = await pressOn(product, id, { message, label: "Change it" });
      await pressOn(product, id, { message: form, label: "Change it", inputs: { saw } });
    },
    hide: async (who: Person, text: string): Promise<void> => {
      const message = holding(chatOf(product, fakeOf(who)), text);
      await pressOn(product, fakeOf(who).id, { message, label: "Hide the post" });
    },
    report: async (who: Person, text: string): Promise<void> => {
      const { id } = fakeOf(who);
      const message = holding(teams.messages(channel), text);
      const form = await pressOn(product, id, { message, label: "Something wrong?" });
      await pressOn(product, id, {
        message: form,
        label: "Tell a lead",
        inputs: { reason: "other" },
      });
    },
  };
}

interface Pressing {
  readonly message: FakeActivity | undefined;
  readonly label: string;
  readonly inputs?: Record<string, string> | undefined;
}

/** Presses the action with this title; gives the message as it looks to whoever pressed. */
async function pressOn(
  { teams, send }: TeamsProduct,
  by: string,
  { message, label, inputs }: Pressing,
): Promise<FakeActivity> {
  if (!message) throw new RangeError(`There is nothing to press ${label} on.`);
  const titles = [...inWords(message.body).matchAll(/"title":"([^"]*)"/g)].map(
    ([, title]) => title,
  );
  for (let action = 0; action < titles.length; action++) {
    const request = teams.press({ by, message, action, ...(inputs ? { inputs } : {}) });
    if (!(await request.clone().text()).includes(`"title":"${label}`)) continue;
    return await inPlace(message, await send(request));
  }
  throw new RangeError(`There is no ${label} among ${titles.join(", ")}.`);
}
