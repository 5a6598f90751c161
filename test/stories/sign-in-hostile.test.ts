import { describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { writeDistrict } from "#usecases/page-key.ts";
import { teacher } from "./playground-rig.ts";
import {
  createBrowser,
  csrfIn,
  district,
  isSignedIn,
  press,
  startPages,
  ticketIn,
  usePages,
} from "./sign-in-rig.ts";

const SECRET = "s".repeat(43);
const rig = usePages();
const { open, signedIn, ask } = rig;

describe("where somebody goes on after signing in", () => {
  test.each([
    ["/dashboard", "/dashboard"],
    ["/dashboard/week", "/dashboard/week"],
    ["/dashboard/school/rbps-s001?lang=es", "/dashboard/school/rbps-s001?lang=es"],
    ["//evil.example", "/dashboard"],
    ["https://evil.example/dashboard", "/dashboard"],
    ["https:/dashboard", "/dashboard"],
    ["/\\evil.example", "/dashboard"],
    ["\\\\evil.example", "/dashboard"],
    ["/dashboard/../..//evil.example", "/dashboard"],
    ["/dashboard/..", "/dashboard"],
    ["/dashboard//evil.example", "/dashboard"],
    ["/dashboard/%2e%2e/%2e%2e//evil.example", "/dashboard"],
    ["/dashboard%2f%2fevil.example", "/dashboard"],
    ["/dashboard@evil.example", "/dashboard"],
    ["/dashboard.evil.example", "/dashboard"],
    ["/dashboards", "/dashboard"],
    ["/dashboard\r\nlocation: https://evil.example", "/dashboard"],
    ["/dashboard\t", "/dashboard"],
    ["javascript:alert(1)", "/dashboard"],
    ["", "/dashboard"],
  ])("is one of our own pages, whatever is asked for: %j", async (wanted, shown) => {
    const { path, number } = await ask(teacher);
    const address = `${path}?next=${encodeURIComponent(wanted)}`;
    const pressed = await press(open(), address, { number });
    expect(pressed).toMatchObject({ status: 303, location: shown });
    expect([...pressed.headers.keys()]).not.toContain("refresh");
  });
});

describe("what somebody makes up", () => {
  test.each([
    `/sign-in/rbps/${SECRET}`,
    `/sign-in/nowhere/${SECRET}`,
    `/sign-in/../rbps/${SECRET}`,
    `/sign-in/..%2f..%2fetc%2fpasswd/${SECRET}`,
    `/sign-in/rbps/..%2f..%2f..%2fetc%2fpasswd`,
    `/sign-in/_2e_2e_2frbps/${SECRET}`,
    `/sign-in/rbps_00/${SECRET}`,
    `/sign-in/_ff_fe/${SECRET}`,
    `/sign-in/%E0%A4%A/${SECRET}`,
    `/sign-in/__proto__/${SECRET}`,
    `/sign-in/${"a".repeat(5000)}/${SECRET}`,
    "/sign-in/rbps/",
    "/sign-in/rbps",
    "/sign-in",
  ])("is not found, and nothing breaks: %s", async (path) => {
    for (const form of [undefined, { ticket: SECRET, number: "000" }]) {
      expect((await open().go(path, form ? { form } : {})).status).toBe(404);
    }
  });

  test("does not come back as a header of the answer", async () => {
    const evil = "x\r\nset-cookie: evil=1\r\nx-evil: 1";
    const encoded = encodeURIComponent(evil);
    const { path, number } = await ask(teacher);
    const browser = open();
    browser.jar.set("groundswell", `rbps.${encoded}`);
    browser.jar.set("groundswell-browser", `${encoded}.${SECRET}`);
    browser.jar.set("groundswell-visit", encoded);
    const paths = [`/sign-in/${encoded}/${SECRET}`, `/sign-in/rbps/${encoded}`, "/dashboard"];
    const seen = [
      ...(await Promise.all(paths.map(async (each) => await browser.go(each)))),
      await browser.go(`${path}?next=${encoded}&lang=${encoded}`),
      await browser.go(path, { form: { ticket: evil, number: evil, csrf: evil } }),
      await browser.go("/sign-out", { form: { csrf: evil } }),
      await press(browser, `${path}?next=${encoded}`, { number, next: evil }),
    ];
    expect(seen.map(({ status }) => status)).toEqual([404, 404, 401, 200, 403, 200, 303]);
    for (const { headers, cookies } of seen) {
      expect(headers.get("x-evil")).toBeNull();
      expect(cookies.filter((each) => each.startsWith("evil"))).toEqual([]);
    }
  });

  test("as a form that is none is refused", async () => {
    const { path } = await ask(teacher);
    for (const type of [
      "application/json",
      "multipart/form-data",
      "multipart/form-data; boundary=x",
    ]) {
      const headers = { "content-type": type };
      const response = await fetch(new URL(path, rig.url), { method: "POST", headers, body: "{" });
      expect(response.status).toBe(403);
    }
    expect((await open().go(path)).status).toBe(200);
  });
});

describe("a key of one district", () => {
  const other = toId<DistrictId>("Otra/ciudad_2.%");

  test("opens nothing of another district, in a link or in a cookie", async () => {
    const { store } = rig.product.app.product;
    const place = { id: other, name: "Other", shortName: "Other", zone: "America/New_York" };
    await store.transaction(other, (tx) => tx.roster.saveDistrict(place));
    const browser = await signedIn(teacher);
    const { path, number } = await ask(teacher);
    const elsewhere = path.replace("/rbps/", `/${writeDistrict(other)}/`);
    expect((await open().go(elsewhere)).status).toBe(404);
    const ticket = ticketIn(await browser.go(path));
    expect((await browser.go(elsewhere, { form: { ticket, number } })).status).toBe(404);
    const [, secret = ""] = browser.jar.get("groundswell")?.split(".") ?? [];
    for (const name of [writeDistrict(other), "nowhere", "rbps_00", "", "rbps."]) {
      const thief = open();
      thief.jar.set("groundswell", `${name}.${secret}`);
      expect(await isSignedIn(thief)).toBe(false);
    }
    const thief = open();
    thief.jar.set(
      "groundswell-browser",
      `${writeDistrict(other)}.${browser.jar.get("groundswell-browser")?.split(".")[1]}`,
    );
    expect((await press(thief, path)).status).toBe(422);
    await store.eraseDistrict(other);
  });

  test("is written with plain signs alone, and read back as it was", () => {
    expect(writeDistrict(other)).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(writeDistrict(district)).toBe("rbps");
  });
});

describe("on https", () => {
  test("cookies stay with this host, and a form comes from PUBLIC_URL or not at all", async () => {
    const pages = await startPages(rig.product.app.product, "https://bot.example.org");
    const browser = createBrowser(pages.url);
    const { path, number } = await ask(teacher);
    const ticket = ticketIn(await browser.go(path));
    expect([...browser.jar.keys()]).toEqual(["__Host-groundswell-visit"]);
    const form = { ticket, number };
    const foreign = await browser.go(path, { form, headers: { origin: pages.url } });
    expect(foreign.status).toBe(403);
    const headers = { origin: "https://bot.example.org" };
    const pressed = await browser.go(path, { form, headers });
    expect(pressed.status).toBe(303);
    for (const cookie of pressed.cookies) {
      expect(cookie).toMatch(/^__Host-groundswell/);
      expect(cookie.split("; ")).toEqual(expect.arrayContaining(["Path=/", "Secure"]));
      expect(cookie).not.toContain("Domain");
    }
    const [session] = pressed.cookies.filter((each) => each.startsWith("__Host-groundswell="));
    expect(session).toMatch(/; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const csrf = csrfIn(await browser.go("/dashboard/mine"));
    expect((await browser.go("/sign-out", { form: { csrf }, headers })).status).toBe(200);
    const planted = createBrowser(pages.url);
    planted.jar.set("groundswell", session?.split(/[=;]/)[1] ?? "");
    expect(await isSignedIn(planted)).toBe(false);
    await pages.stop();
  });
});
