import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Product, startProduct } from "./playground-rig.ts";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

const folder = "sample-district/oneroster-1.2";
const tables = ["manifest.csv", "orgs.csv", "users.csv", "roles.csv"];

function sampleZip(change: (name: string, text: string) => string = (_name, text) => text) {
  const files = tables.map((name) => {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    return [name, strToU8(change(name, text))] as const;
  });
  return zipSync(Object.fromEntries(files));
}

async function send(zip: Uint8Array, query = "") {
  const url = `http://127.0.0.1/playground/api/import${query}`;
  const response = await product.app.web.request(url, { method: "POST", body: Buffer.from(zip) });
  return { status: response.status, body: await response.text() };
}

test("an IT admin sees what an import would change, and nothing changes", async () => {
  const { body } = await send(sampleZip(), "?dry_run=1");
  expect(JSON.parse(body).report).toMatchObject({
    dryRun: true,
    siteCount: 87,
    staffCount: 4895,
    dropped: { student: 30, parent: 10 },
  });
  expect(await product.people("q=branza&limit=50")).toHaveLength(10);
});

test("a bad row is named by file, line and column, and nothing is half imported", async () => {
  const broken = sampleZip((name, text) =>
    name === "users.csv" ? text.replace(",Thuy,Morris,", ",,Morris,") : text,
  );
  const { status, body } = await send(broken);
  expect(status).toBe(422);
  expect(JSON.parse(body).error).toContain("users.csv line 3, column givenName");
  expect(await product.people("q=thuy morris")).not.toEqual([]);
});

test("another district takes the sample's place, with its own staff and a wave to open", async () => {
  const other = sampleZip((_name, text) => text.replaceAll("rbps", "otherpl"));
  const { status } = await send(other);
  expect(status).toBe(200);
  const [lead] = await product.people("q=jun branza");
  expect(lead?.id).toBe("otherpl-u00001");
  const reply = await product.say(
    "otherpl-u00005",
    "/praise @Jun Brânză for a quiet start in math today, calmly done",
  );
  expect(reply.text).toContain("Thank you");
  await product.reset();
  const [back] = await product.people("q=jun branza");
  expect(back?.id).toBe("rbps-u00001");
});

test("what is no roster is refused with a way on", async () => {
  const { status, body } = await send(strToU8("not a zip"));
  expect(status).toBe(422);
  expect(JSON.parse(body)).toMatchObject({ error: expect.any(String), hint: expect.any(String) });
});
