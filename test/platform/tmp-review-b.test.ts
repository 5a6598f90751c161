import { afterEach, test } from "vitest";
import { createMovableClock } from "#host/clock.ts";
import { startSlackRig, until } from "./slack-rig.ts";
const out = (...x: any[]) => process.stdout.write("REVIEW " + x.map((y) => typeof y === "string" ? y : JSON.stringify(y)).join(" ") + "\n");
let rig: any;
afterEach(async () => await rig.stop());
const oauth = { kind: "oauth", clientId: "4711.0815", clientSecret: "fake-client-secret" } as const;

async function install() {
  const r = await rig.send(new Request("http://127.0.0.1/slack/install"));
  const cookie = r.headers.get("set-cookie").split(";")[0];
  const page = await fetch(r.headers.get("location"), { redirect: "manual" });
  return await rig.send(new Request(page.headers.get("location")!, { headers: { cookie } }));
}
test("late event deletes a new install", async () => {
  rig = await startSlackRig({ access: oauth });
  await install();
  const gone = () => rig.slack.event({ type: "app_uninstalled" }, { eventId: "EvGONE" });
  await rig.send(gone());
  out("after uninstall", !!(await rig.store.installations.find("slack", "T0001")));
  await install();
  out("reinstalled", !!(await rig.store.installations.find("slack", "T0001")));
  // Slack sends tokens_revoked beside app_uninstalled; a retry after 5 min, or its delay, comes after the reinstall
  const r = await rig.send(rig.slack.event({ type: "tokens_revoked", tokens: { oauth: [], bot: ["U0BOT"] } }, { eventId: "EvREV" }));
  out("late tokens_revoked", r.status, "installation there:", !!(await rig.store.installations.find("slack", "T0001")));
});
test("same event id after a restart", async () => {
  rig = await startSlackRig({ access: oauth });
  await install();
  const gone = () => rig.slack.event({ type: "app_uninstalled" }, { eventId: "EvGONE" });
  await rig.send(gone());
  await install();
  const { createSlackAdapter } = await import("#adapters/slack/index.ts");
  const second = createSlackAdapter(rig.config);
  await second.start(async () => ({ kind: "none" }));
  const r = await second.receive(gone());
  out("same event, new process", r.status, "installation there:", !!(await rig.store.installations.find("slack", "T0001")));
  await second.stop();
});
test("late submission pressed again", async () => {
  rig = await startSlackRig();
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  const form = { id: "praise", title: "Thanks", submit: "Send", context: "c|0", fields: [{ kind: "text", name: "saw", id: "saw", label: "What", multiline: true, required: true }] };
  rig.answer({ kind: "form", form });
  await rig.send(rig.slack.command({ text: "/praise", by: "U1" })).then((r: any) => r.text()).then((t: string) => out("form ack", t));
  await until(() => rig.slack.views.size > 0);
  const view = rig.slack.lastView();
  rig.answer(async () => { await new Promise((r) => setTimeout(r, 2800)); return { kind: "note", card: { text: "Given.", fallback: "Given." } }; });
  const field = Object.keys(view.view.blocks.find((b: any) => b.type === "input") ? { [view.view.blocks.find((b: any) => b.type === "input").block_id]: 1 } : {})[0];
  out("field", field);
  const go = () => rig.slack.submit({ by: "U1", view, values: { [field!]: "Thank you for staying late with the books" } });
  let r = await rig.send(go());
  out("first", r.status, await r.text());
  await new Promise((r) => setTimeout(r, 600));
  const before = rig.slack.calls.length + rig.slack.said.length;
  r = await rig.send(go());
  out("again", r.status, await r.text());
  out("told afterwards by any way:", rig.slack.calls.length + rig.slack.said.length - before, "runs", rig.heard.filter((e: any) => e.kind === "submit").length);
});
test("home after reinstall", async () => {
  rig = await startSlackRig({ access: oauth });
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  await install();
  rig.answer({ kind: "page", page: { cards: [{ text: "Hello", fallback: "Hello" }], fallback: "Hello" } });
  const open = async () => { await rig.send(rig.slack.event({ type: "app_home_opened", user: "U1", tab: "home" })); await new Promise((r) => setTimeout(r, 150)); };
  const n = () => rig.slack.calls.filter((c: any) => c.method === "views.publish").length;
  await open(); out("publish 1", n());
  rig.answer({ kind: "none" });
  await rig.send(rig.slack.event({ type: "app_uninstalled" }));
  await install();
  rig.answer({ kind: "page", page: { cards: [{ text: "Hello", fallback: "Hello" }], fallback: "Hello" } });
  await open(); out("publish after reinstall", n());
});
test("install flood", async () => {
  rig = await startSlackRig({ access: oauth });
  const t = performance.now();
  for (let i = 0; i < 2000; i++) await rig.send(new Request("http://127.0.0.1/slack/install"));
  out("2000 anonymous installs", Math.round(performance.now() - t), "ms");
});
test("unsigned late rejects", async () => {
  rig = await startSlackRig();
  rig.slack.addPerson({ id: "U1", email: "ana@example.org" });
  let unhandled = 0;
  const h = () => { unhandled++; };
  process.on("unhandledRejection", h);
  rig.answer(async () => { await new Promise((r) => setTimeout(r, 2700)); return { nothing: 1 } as any; });
  const r = await rig.send(rig.slack.command({ text: "/pl constructor", by: "U1" })).catch((e: any) => ({ status: "threw " + e }));
  await new Promise((r) => setTimeout(r, 600));
  out("odd reply late", r.status, "unhandled", unhandled);
  process.off("unhandledRejection", h);
});
