import { afterEach, beforeEach, expect, test } from "vitest";
import { createDirectory } from "#adapters/slack/directory.ts";
import { type AccountId, toId } from "#domain/ids.ts";
import type { ProfileQuery } from "#ports/chat.ts";
import { attemptAt, post } from "./deliveries.ts";
import { openSlackDesk, type SlackDesk, toChannel, toPerson } from "./slack-desk.ts";

const ana = toPerson("UANA");
let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk({ others: ["T0002"] });
  desk.slack.addPerson({ id: "UANA", email: "ana@rbps.example" });
  desk.slack.addPerson({ id: "UBEN", workspace: "T0002" });
  desk.slack.addChannel({ id: "C1", name: "red-bluff" });
});
afterEach(async () => await desk.stop());

test("a person gets a message with a sentence for every reader, and nothing else is looked up", async () => {
  const outcome = await desk.deliver(attemptAt(desk.clock, post(ana, "Good morning")));
  const [message] = desk.slack.messages("UANA");
  expect(message).toMatchObject({ text: "Good morning", channel: "DANA" });
  expect(message?.metadata).toEqual({
    event_type: "groundswell_message",
    event_payload: { key: expect.stringMatching(/^[0-9a-f]{24}$/) },
  });
  expect(message?.args).toMatchObject({ unfurl_links: "false", link_names: "false" });
  expect(outcome).toEqual({
    kind: "delivered",
    ref: { address: ana, handle: `DANA:${message?.ts}` },
  });
  expect(desk.slack.calls.map(({ method }) => method)).toEqual(["chat.postMessage"]);
});

test("a message is changed and taken back where it stands, and taking it back twice is done", async () => {
  const posted = await desk.deliver(attemptAt(desk.clock, post(toChannel("C1"), "Wave 1 is open")));
  if (posted.kind !== "delivered") throw new Error(posted.reason);
  const of = posted.ref;
  const card = { text: "Wave 1 is closed", fallback: "Wave 1 is closed" };
  const changed = await desk.deliver(attemptAt(desk.clock, { do: "update", of, card }));
  expect(changed).toEqual({ kind: "delivered", ref: of });
  expect(desk.slack.messages("C1").map(({ text }) => text)).toEqual(["Wave 1 is closed"]);
  for (let time = 0; time < 2; time++) {
    const back = await desk.deliver(attemptAt(desk.clock, { do: "retract", of }));
    expect(back).toEqual({ kind: "delivered", ref: of });
  }
  expect(desk.slack.messages("C1")).toEqual([]);
  const late = await desk.deliver(attemptAt(desk.clock, { do: "update", of, card }));
  expect(late).toEqual({ kind: "refused", reason: "The message is not there any more." });
});

test("a person's own page is put up", async () => {
  const page = { cards: [{ text: "Your week", fallback: "Your week" }], fallback: "Your week" };
  const outcome = await desk.deliver(attemptAt(desk.clock, { do: "publish", to: ana, page }));
  expect(outcome).toMatchObject({ kind: "delivered" });
  expect(JSON.stringify(desk.slack.home("UANA")?.view)).toContain("Your week");
});

test.each([
  ["channel_not_found", "does not find"],
  ["user_disabled", "switched off"],
  ["is_archived", "archived"],
  ["not_in_channel", "/invite @Groundswell"],
  ["messages_tab_disabled", "switched off"],
  ["cannot_dm_bot", "app"],
  ["restricted_action", "rules"],
  ["missing_scope", "permission"],
  ["token_revoked", "removed"],
  ["team_access_not_granted", "not been added"],
  ["invalid_blocks", "report this"],
  ["a_word_nobody_knows", "IT admin"],
])("a PL lead reads in plain words why Slack said %s", async (error, words) => {
  desk.slack.fail("chat.postMessage", { error });
  const outcome = await desk.deliver(attemptAt(desk.clock, post(ana)));
  expect(outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining(words) });
  expect("reason" in outcome && outcome.reason).not.toMatch(/_/);
  const faulty = desk.logged.some((line) => line.startsWith("error slack_message_faulty"));
  expect(faulty).toBe(error === "invalid_blocks");
});

test("a workspace without the app is told apart, and a token that just ended is waited for", async () => {
  const there = toPerson("UANA", "T0009");
  const refused = await desk.deliver(attemptAt(desk.clock, post(there)));
  expect(refused).toMatchObject({ kind: "refused", reason: expect.stringContaining("removed") });
  desk.slack.fail("chat.postMessage", { error: "token_expired" });
  const later = await desk.deliver(attemptAt(desk.clock, post(ana)));
  expect(later).toMatchObject({ kind: "retry", afterSeconds: expect.any(Number) });
  expect(later).not.toHaveProperty("unsure");
});

test("only somebody of the workspace's own staff can be on the roster", async () => {
  const { slack } = desk;
  slack.addPerson({ id: "UGUEST", guest: true });
  slack.addPerson({ id: "UBOT", bot: true });
  slack.addPerson({ id: "ULEFT", deleted: true });
  slack.addPerson({ id: "UFAR", team: "T0777", email: "far@rbps.example" });
  const find = createDirectory(desk.clients);
  const kindOf = async (who: ProfileQuery) => {
    const found = await find("T0001", who);
    return typeof found === "string" ? found : found.kind;
  };
  const account = (id: string) => ({ account: toId<AccountId>(id) });
  expect(await find("T0001", account("UANA"))).toEqual({
    account: "UANA",
    email: "ana@rbps.example",
    kind: "staff",
    locale: "en-US",
  });
  slack.addPerson({ id: "UINES", email: "ines@rbps.example", locale: "es-US" });
  expect(await find("T0001", { email: "ines@rbps.example" })).toMatchObject({ locale: "es-US" });
  expect(await kindOf({ email: "ana@rbps.example" })).toBe("staff");
  expect(await kindOf(account("UGUEST"))).toBe("guest");
  expect(await kindOf(account("UBOT"))).toBe("bot");
  expect(await kindOf(account("ULEFT"))).toBe("gone");
  expect(await kindOf(account("UFAR"))).toBe("stranger");
  expect(await kindOf(account("UNOBODY"))).toBe("nobody");
  expect(await kindOf({ email: "nobody@rbps.example" })).toBe("nobody");
  for (const fault of [{ status: 503, processed: false }, { status429: 5 }]) {
    slack.fail("users.info", fault);
    expect(await kindOf(account("UANA"))).toBe("unavailable");
  }
  expect(await find("T0009", account("UANA"))).toBe("unavailable");
});
