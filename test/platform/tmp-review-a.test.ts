import { afterEach, beforeEach, test } from "vitest";
import { startSlackProduct, accountOf, district } from "./slack-product.ts";
import { mention } from "#domain/mentions.ts";
import { until } from "./slack-rig.ts";

let p: any;
const out = (...x: any[]) => process.stdout.write("REVIEW " + x.map((y) => typeof y === "string" ? y : JSON.stringify(y)).join(" ") + "\n");
afterEach(async () => await p?.stop());

const who = (role: string) => p.people.find((x: any) => x.assignments?.some((a: any) => a.role === role));

test("constructor", async () => {
  p = await startSlackProduct();
  const lead = who("pl_lead");
  const by = accountOf(lead.id);
  for (const w of ["constructor", "__proto__", "help"]) {
    const r = await p.send(p.slack.command({ text: "/pl " + w, by }));
    out("pl", w, r.status, (await r.text()).slice(0, 150));
  }
});

test("hostile spaces", async () => {
  p = await startSlackProduct();
  const by = accountOf(who("pl_lead").id);
  for (const n of [4000, 10000, 39000]) {
    const t = performance.now();
    const r = await p.send(p.slack.command({ text: "/praise a" + " ".repeat(n) + "b", by }));
    out("praise spaces", n, r.status, Math.round(performance.now() - t), "ms", (await r.text()).slice(0, 100));
  }
  await p.app.product.store.links.unlink("slack", "T0001");
  for (const n of [10000, 39000]) {
    const t = performance.now();
    const r = await p.send(p.slack.command({ text: "/pl link" + " ".repeat(n) + "a\nb", by: "USTRANGER" }));
    out("link spaces", n, r.status, Math.round(performance.now() - t), "ms");
  }
});

test("self match to it admin", async () => {
  p = await startSlackProduct();
  const roles: any = {};
  for (const x of p.people) for (const a of x.assignments ?? []) roles[a.role] = (roles[a.role] ?? 0) + 1;
  out("roles", roles);
  const lead = who("pl_lead"); const it = who("it_admin");
  out("lead", lead.id, "it", it?.id, it?.email);
  const by = accountOf(lead.id);
  const target = it ?? who("area_lead");
  const r = await p.send(p.slack.command({ text: `/pl match <@${by}|x> to ${target.email}`, by }));
  out("match self", r.status, (await r.text()).slice(0, 300));
  const owner = await p.app.product.store.read(district, (tx: any) => tx.roster.findPersonByAccount({ platform: "slack", workspace: "T0001", account: by }));
  out("owner now", owner?.id, owner?.assignments);
});

test("hand match undone by status change", async () => {
  p = await startSlackProduct();
  const lead = who("pl_lead"); const by = accountOf(lead.id);
  const teacher = p.people.find((x: any) => x.assignments?.some((a: any) => a.role === "teacher") && x.email);
  const principal = who("principal");
  // an account whose Slack mail is the principal's on the roster (shared office mailbox), used by the teacher
  p.slack.addPerson({ id: "UOFFICE", email: principal.email });
  let r = await p.send(p.slack.command({ text: `/pl match <@UOFFICE|x> to ${teacher.email}`, by }));
  out("match", (await r.text()).slice(0, 200));
  const owner = async () => (await p.app.product.store.read(district, (tx: any) => tx.roster.findPersonByAccount({ platform: "slack", workspace: "T0001", account: "UOFFICE" })))?.id;
  out("teacher", teacher.id, "owner", await owner());
  r = await p.send(p.slack.event({ type: "user_change", user: p.slack.profile("UOFFICE") }));
  out("after user_change", r.status, await owner(), "principal", principal.id, "principal address", await p.app.product.store.read(district, (tx: any) => tx.roster.findAddress(principal.id)));
});

test("message shortcut asks slack first", async () => {
  p = await startSlackProduct();
  const by = accountOf(who("pl_lead").id);
  p.slack.addPerson({ id: "USTRANGE", email: "nobody@elsewhere.org" });
  p.slack.addChannel({ id: "C1", name: "staff" });
  const m = p.slack.write({ by: "USTRANGE", channel: "C1", text: "hi" });
  p.slack.setLatency(900);
  for (let i = 0; i < 2; i++) {
    const n = p.slack.calls.length; const t = performance.now();
    const r = await p.send(p.slack.shortcut({ by, callback: "praise_message", message: m }));
    out("shortcut", r.status, Math.round(performance.now() - t), "ms to ack");
    await until(() => p.slack.calls.slice(n).some((c: any) => c.method === "views.open"), 8000).catch(() => out("no views.open"));
    out("to views.open done", Math.round(performance.now() - t), p.slack.calls.slice(n).map((c: any) => c.method + ":" + c.error));
  }
  // slow users.info only
});

test("stranger costs a users.info each", async () => {
  p = await startSlackProduct();
  p.slack.addPerson({ id: "UGUEST", email: "g@x.org", guest: true });
  const n = p.slack.calls.length;
  for (let i = 0; i < 20; i++) await p.send(p.slack.command({ text: "/pl help", by: "UGUEST" }));
  out("stranger calls", p.slack.calls.slice(n).filter((c: any) => c.method === "users.info").length);
});
