import { afterEach, describe, expect, test } from "vitest";
import { createInstall } from "#adapters/slack/install.ts";
import { createTokens } from "#adapters/slack/tokens.ts";
import { until } from "./script.ts";
import { type InstallDesk, openInstallDesk } from "./slack-install-desk.ts";

const ELEVEN_HOURS = 11 * 60 * 60;
const HANG = { hang: true, processed: false } as const;

let desk: InstallDesk;

afterEach(async () => await desk.stop());

/** Districts whose tokens end after twelve hours, an hour before that. */
async function openEnding(count = 1, timeoutMs = 5000): Promise<void> {
  desk = await openInstallDesk({ timeoutMs });
  for (let at = 1; at <= count; at += 1) {
    await desk.installApp({ workspace: { id: `T010${at}`, rotation: true } });
  }
  desk.clock.forward(ELEVEN_HOURS);
}

const tokenOf = async (workspace: string) => (await desk.book.find(workspace))?.token;

/** Milliseconds of real time that something took. */
async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

describe("T15: tokens that end are renewed beside the requests, once", () => {
  test("a district is served on after its token was renewed", async () => {
    await openEnding();
    const old = await tokenOf("T0101");
    await desk.book.start();
    await until(() => desk.renewals().length === 1);
    const renewed = await waitForOther("T0101", old);
    const { workspace } = await whoIs(renewed);
    expect(workspace).toBe("T0101");
    desk.clock.forward(ELEVEN_HOURS);
    expect((await desk.list())[0]?.expiresAt?.getTime()).toBeGreaterThan(
      desk.clock.now().getTime(),
    );
  });

  test("however many act at once, one refresh token is exchanged once", async () => {
    await openEnding();
    const again = createTokens(desk.config, desk.guarded);
    await Promise.all([
      desk.book.start(),
      desk.book.start(),
      ...Array.from({ length: 50 }, async () => await desk.book.find("T0101")),
    ]);
    await until(() => desk.renewals().length > 0);
    expect(desk.renewals()).toHaveLength(1);
    await again.stop();
  });

  test("a person who acts while Slack hangs is served with the token that is still good", async () => {
    await openEnding(1, 500);
    const old = await tokenOf("T0101");
    desk.slack.fail("oauth.v2.access", HANG, 10);
    await desk.book.start();
    await until(() => desk.renewals().length > 0);
    const ms = await timeOf(async () => expect(await tokenOf("T0101")).toBe(old));
    expect(ms).toBeLessThan(100);
  });

  test("the product starts at once, even where Slack answers nobody", async () => {
    await openEnding(3, 1000);
    desk.slack.fail("oauth.v2.access", HANG, 20);
    expect(await timeOf(async () => await desk.book.start())).toBeLessThan(500);
  });

  test("a district that Slack refuses does not keep the others from being renewed", async () => {
    await openEnding(3);
    const before = await Promise.all(["T0101", "T0102", "T0103"].map(tokenOf));
    desk.slack.fail("oauth.v2.access", { error: "invalid_refresh_token" });
    await desk.book.start();
    await until(() => desk.renewals().length === 3);
    await waitForOther("T0103", before[2]);
    expect(await tokenOf("T0101")).toBe(before[0]);
    expect(await tokenOf("T0102")).not.toBe(before[1]);
    expect(JSON.stringify(desk.logged)).not.toMatch(/xox/);
    expect(desk.logged.some(({ facts }) => facts.workspace === "T0101")).toBe(true);
  });

  test("a district whose new token could not be stored does not lose it", async () => {
    await openEnding();
    const old = await tokenOf("T0101");
    const { replace } = desk.config.installations;
    let fails = 1;
    Object.assign(desk.config.installations, {
      replace: async (...asked: Parameters<typeof replace>) => {
        fails -= 1;
        if (fails >= 0) throw new RangeError("disk full");
        return await replace(...asked);
      },
    });
    await desk.book.start();
    await until(() => fails <= 0);
    await until(() => desk.logged.some(({ event }) => event === "slack_refresh_failed"));
    await desk.book.start();
    await waitForOther("T0101", old);
    expect(desk.renewals()).toHaveLength(1);
  });

  test("an app that was removed meanwhile stays removed", async () => {
    await openEnding();
    const held = holdFetch();
    const book = createTokens(desk.config, held.fetch);
    const install = createInstall({ config: desk.config, tokens: book, fetch: held.fetch });
    await book.start();
    await until(() => held.waits() > 0);
    await install.remove("T0101", desk.config.clock.now());
    held.release();
    await book.stop();
    expect(desk.renewals()).toHaveLength(1);
    expect(await desk.list()).toEqual([]);
    expect(await book.find("T0101")).toBeUndefined();
  });

  test("two machines that look at the same moment exchange once, and both have the new token", async () => {
    await openEnding();
    const held = holdFetch();
    const books = [held.fetch, held.fetch].map((way) => createTokens(desk.config, way));
    const old = await tokenOf("T0101");
    for (const book of books) await book.start();
    await until(() => held.waits() > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    held.release();
    await Promise.all(books.map(async (book) => await book.stop()));
    expect(desk.renewals()).toHaveLength(1);
    desk.clock.forward(2 * 60);
    const found = await Promise.all(books.map(async (book) => await book.find("T0101")));
    const tokens = new Set(found.map((access) => access?.token));
    expect(tokens.size).toBe(1);
    expect(tokens.has(old)).toBe(false);
  });

  test("a second machine takes over the token that the first one renewed", async () => {
    await openEnding();
    const other = createTokens(desk.config, desk.guarded);
    const old = (await other.find("T0101"))?.token;
    await desk.book.start();
    await waitForOther("T0101", old);
    desk.clock.forward(2 * 60 * 60);
    expect((await other.find("T0101"))?.token).toBe(await tokenOf("T0101"));
    await other.stop();
  });
});

describe("one workspace by its bot token", () => {
  const access = { kind: "token", botToken: "xoxb-T0001" } as const;

  test("Slack says at the start who we are and what we may do", async () => {
    desk = await openInstallDesk({ access });
    const known: string[] = [];
    desk.book.onKnown((workspace) => known.push(workspace));
    await desk.book.start();
    expect(known).toEqual(["T0001"]);
    expect(await desk.book.find("T0001")).toMatchObject({
      token: "xoxb-T0001",
      botAccount: "U0BOT",
      scopes: new Set(desk.slack.workspace.scopes),
    });
    expect(await desk.book.find("T0002")).toBeUndefined();
  });

  test("people are served while Slack has not yet said whom the token belongs to", async () => {
    desk = await openInstallDesk({ access });
    const known: string[] = [];
    desk.book.onKnown((workspace) => known.push(workspace));
    desk.slack.fail("auth.test", { status: 503, processed: false }, 2);
    await desk.book.start();
    expect(known).toEqual([]);
    expect(await desk.book.find("T0001")).toMatchObject({ token: "xoxb-T0001", botAccount: "" });
    await until(() => known.length > 0, 8000);
    expect(known).toEqual(["T0001"]);
    expect(await desk.book.find("T0001")).toMatchObject({ botAccount: "U0BOT" });
  });

  test("an organisation's token belongs to the organisation", async () => {
    const org = { enterprise: "E0001", orgInstall: true };
    desk = await openInstallDesk({ access, workspace: { ...org, botToken: "xoxb-T0001" } });
    await desk.book.start();
    expect(await desk.book.find("E0001")).toMatchObject({ token: "xoxb-T0001" });
    expect(await desk.book.find("T0001")).toBeUndefined();
  });
});

async function waitForOther(workspace: string, old: string | undefined): Promise<string> {
  for (let turn = 0; turn < 200; turn += 1) {
    const token = await tokenOf(workspace);
    if (token !== undefined && token !== old) return token;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new RangeError(`${workspace} has its old token still.`);
}

async function whoIs(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${desk.slack.apiUrl}auth.test`, { method: "POST", headers });
  const said: unknown = await response.json();
  return { workspace: typeof said === "object" && said && "team_id" in said ? said.team_id : "" };
}

/** A way to Slack that is open only when the test opens it. */
function holdFetch() {
  let waits = 0;
  let release = (): void => undefined;
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: typeof fetch = async (target, init) => {
    waits += 1;
    await open;
    return await desk.guarded(target, init);
  };
  return { fetch: held, waits: () => waits, release: () => release() };
}
