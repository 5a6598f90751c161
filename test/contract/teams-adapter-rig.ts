import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import type { Address } from "#ports/chat.ts";
import type { FakeActivity } from "#test/platform/fake-teams/types.ts";
import { startTeamsRig } from "#test/platform/teams-rig.ts";
import { type AdapterRig, createAftermath, type Shown } from "./adapter-rig.ts";

const REST_MS = 60_000;

/** Teams as far as it can be had without Teams: the real libraries against our own server. */
export async function teamsRig(): Promise<AdapterRig> {
  const clock = createMovableClock(new Date("2025-08-18T13:30:00Z"), { now: () => new Date() });
  const rig = await startTeamsRig({ clock });
  const { teams, adapter } = rig;
  const ana = teams.addPerson({ name: "Ana Ruiz", email: "ana@example.org" });
  const team = teams.addTeam({ name: "Lindenwood", people: [ana.id] });
  const staff = teams.addChannel({ name: "Staff room", team: team.id });
  const at = { platform: "teams", workspace: teams.tenant } as const;
  const person: Address = { ...at, conversation: { kind: "account", id: toId<AccountId>(ana.id) } };
  const channel: Address = {
    ...at,
    conversation: { kind: "channel", id: toId<ChannelId>(staff.id) },
  };
  const placeOf = ({ conversation: { kind } }: Address): string =>
    kind === "account" ? ana.conversation : staff.id;
  const unsigned = { authorization: null };
  const aftermath = createAftermath();
  return {
    adapter,
    person,
    channel,
    shown: async (address) => {
      await aftermath.wait();
      return teams.messages(placeOf(address)).map(toShown);
    },
    command: (text, key) => {
      aftermath.begin();
      return teams.message({ text, by: ana.id, id: key });
    },
    countsLinks: true,
    press: async (address, action) => {
      const message = teams.messages(placeOf(address)).at(-1);
      if (!message) throw new RangeError("There is no message to press on.");
      aftermath.begin();
      return teams.press({ by: ana.id, message, action });
    },
    seen: async (response) => {
      await aftermath.wait();
      return `${await response.text()}${JSON.stringify(teams.messages(ana.conversation))}`;
    },
    strange: [
      teams.sign('{"type":"teleport"}'),
      teams.sign({}),
      teams.sign([1, 2, 3]),
      teams.sign("not json"),
      teams.message({ text: "help", by: ana.id, ...unsigned }),
    ],
    overload: () => teams.fail("post", { status: 429, retryAfter: "30" }),
    rest: () => clock.moveTo(new Date(clock.now().getTime() + REST_MS)),
    stop: rig.stop,
  };
}

function toShown({ body }: FakeActivity): Shown {
  const { attachments, summary } = body;
  const [card] = Array.isArray(attachments) ? attachments : [];
  return {
    text: textRuns(card?.content?.body).join("\n"),
    whole: JSON.stringify({ summary, card }),
  };
}

/** What people read in the card's own paragraphs: its title and buttons are elsewhere. */
function textRuns(body: unknown): string[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((element) =>
    element?.type === "RichTextBlock"
      ? element.inlines.map((run: { text: string }) => run.text)
      : [],
  );
}
