import { expect, test } from "vitest";
import { z } from "zod";
import { read, trackedFiles } from "./files.ts";

const Optional = z.record(z.string(), z.string()).optional();

const picture = /[.](png|jpg|ico|woff2?|ttf|zip|db)$/;
const text = trackedFiles()
  .filter((file) => !picture.test(file))
  .map((file) => ({ file, content: read(file) }));

const registryHost = /registry[.](npmjs|yarnpkg)|npm[.]pkg[.]github|artifactor[y]|npmmirro[r]/;
const machinePath = /(?<![\w.~/:-])\/(home|Users|root|work|tmp)\/[\w.]/;
const secret =
  /xox[abeprs]-\d{9,}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|(SECRET|PASSWORD|TOKEN)\w*=["']?[\w+/=-]{20,}/;

const filesWith = (pattern: RegExp) =>
  text.flatMap(({ file, content }) => {
    const hit = pattern.exec(content);
    return hit ? [`${file}: ${hit[0]}`] : [];
  });

test("there are files to look at", () => {
  expect(text.length).toBeGreaterThan(100);
});

test("no file names a package registry", () => {
  expect(filesWith(registryHost)).toEqual([]);
});

test("no file holds a path of one machine", () => {
  expect(filesWith(machinePath)).toEqual([]);
});

test("no file holds what looks like a secret", () => {
  expect(filesWith(secret)).toEqual([]);
});

test("the lock file installs from whichever registry a district uses", () => {
  const lock = read("package-lock.json");
  expect(lock).toContain('"integrity"');
  expect(lock).not.toContain('"resolved"');
});

test("npm ci works on every platform: the lock file knows each optional package", () => {
  const packages = z
    .object({ packages: z.record(z.string(), z.object({ optionalDependencies: Optional })) })
    .parse(JSON.parse(read("package-lock.json"))).packages;
  const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  );
  const isThere = ({ path, name }: { path: string; name: string }) =>
    `${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.filter((each) => !isThere(each)).map(({ name }) => name)).toEqual([]);
});

test("these rules see what they look for", () => {
  expect(machinePath.test(`see ${["", "home", "ada"].join("/")}`)).toBe(true);
  expect(secret.test(`xoxb-${"1".repeat(12)}`)).toBe(true);
  expect(registryHost.test(["registry", "npmjs", "org"].join("."))).toBe(true);
});
