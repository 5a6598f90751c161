import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { holds } from "#domain/roster.ts";
import { until } from "./script.ts";
import { accountOf, MORNING, startSlackProduct } from "./slack-product.ts";
import { findHolder, startTeamsProduct } from "./teams-product.ts";
import { dataOf } from "./teams-tab-desk.ts";
import { say } from "./teams-wave.ts";

const publicUrl = "https://bot.example.org";
const LINK = /https:\/\/bot\.example\.org\/sign-in\/rbps\/[\w-]{43}/;
/** What puts something before a person's eyes, besides Home. */
const SHOWS = /^(chat|views\.(open|push|update))/;
const VISIT = /^__Host-groundswell-visit=[\w-]{43};.*; HttpOnly; Secure; SameSite=Lax$/;

/** The link somewhere in what a platform was told. */
const linkIn = (told: unknown): string => LINK.exec(JSON.stringify(told))?.[0] ?? "";

describe("on Slack", () => {
  const start = async (url?: string) => {
    const product = await startSlackProduct({ publicUrl: url });
    onTestFinished(async () => await product.stop());
    const principal = product.people.find((each) => each.active && holds(each, "principal"));
    if (!principal) throw new RangeError("The sample has no principal.");
    return { ...product, by: accountOf(principal.id) };
  };

  test("a principal opens the own page from Home; Slack tells us of that press, and nothing follows", async () => {
    const { slack, send, by } = await start(publicUrl);
    await send(slack.event({ type: "app_home_opened", user: by, tab: "home" }));
    await until(() => slack.home(by) !== undefined);
    const home = slack.home(by);
    if (!home) throw new RangeError("There is no page.");
    await send(slack.press({ by, view: home, action: "Open my page" }));
    await until(() => slack.views.size > 0);
    const view = slack.lastView();
    const url = linkIn(view.view);
    const opened = await send(new Request(url));
    expect([opened.status, opened.headers.getSetCookie()[0]]).toEqual([
      200,
      expect.stringMatching(VISIT),
    ]);
    expect((await send(slack.press({ by, view, action: "Open my page" }))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const shown = slack.calls.filter(({ method }) => SHOWS.test(method));
    expect(shown).toMatchObject([{ method: "views.open" }]);
  });

  test("a command is answered to the person alone, also where nobody knows the address", async () => {
    const { slack, send, by } = await start();
    const response = await send(slack.command({ text: "/pl dashboard", by }));
    const said = await response.json();
    expect(said).toMatchObject({ response_type: "ephemeral" });
    expect(JSON.stringify(said)).toContain("PUBLIC_URL");
    expect(linkIn(said)).toBe("");
  });
});

describe("on Teams", () => {
  test("a principal gets the link in the chat and in the tab, for the browser of the machine", async () => {
    const product = await startTeamsProduct({ publicUrl });
    onTestFinished(async () => await product.stop());
    const principal = product.fakeOf(findHolder(product, "principal"));
    const answer = await say(product, principal, "dashboard");
    expect(linkIn(answer.body)).not.toBe("");
    expect(JSON.stringify(answer.body)).toContain("Action.OpenUrl");

    const ask = async (path: string, body: object): Promise<unknown> => {
      const notBeforeInSeconds = Math.floor((MORNING.getTime() - Date.now()) / 1000) - 60;
      const token = product.teams.ssoToken(principal.id, { notBeforeInSeconds });
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const url = `${publicUrl}/teams/tab/${path}`;
      const sent = JSON.stringify({ locale: "en-US", ...body });
      const response = await product.send(
        new Request(url, { method: "POST", headers, body: sent }),
      );
      return await response.json();
    };
    const week = await ask("page", {});
    const data = dataOf(week, "Open my page");
    const pressed = await ask("act", { id: randomUUID(), data, inputs: {} });
    expect(pressed).toMatchObject({ kind: "note", brief: false });
    expect((await product.send(new Request(linkIn(pressed)))).status).toBe(200);
  });
});
