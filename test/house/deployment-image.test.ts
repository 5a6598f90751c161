import { expect, test } from "vitest";
import { z } from "zod";
import { broken, isSetting, seconds } from "./deployment-rules.ts";
import { read, trackedFiles } from "./files.ts";
import { copiesOf, environmentOf, lastOf, readStages, type Step } from "./image.ts";

const dockerfile = read("Dockerfile");
const { engines, scripts } = z
  .object({ engines: z.object({ node: z.string() }), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));
const files = trackedFiles();
const isCovered = (file: string, by: readonly string[]) =>
  by.some((each) => file === each || file.startsWith(`${each}/`));
const allowed = read(".dockerignore")
  .split("\n")
  .filter((line) => line.startsWith("!"))
  .map((line) => line.slice(1));

type Stages = readonly (readonly Step[])[];
const finalOf = (stages: Stages) => stages.at(-1) ?? [];
const wordsOf = (stages: Stages, keyword: string) => lastOf(finalOf(stages), keyword).words;
const textOf = (stages: Stages, keyword: string) => lastOf(finalOf(stages), keyword).text;
const environment = (stages: Stages) => environmentOf(finalOf(stages));
const ownCopies = (stages: Stages) => stages.flatMap((stage) => copiesOf(stage).own);
const shipped = (stages: Stages) => {
  const { own, from } = copiesOf(finalOf(stages));
  const workdir = `${wordsOf(stages, "WORKDIR")[0]}/`;
  return [...own, ...from.map((file) => file.replace(workdir, ""))];
};

/** Files that the bot reads beside its bundle; the playground's are not for production. */
const readAtRuntime = files
  .filter((file) => /^src\/compose(?!-playground)[a-z-]*[.]ts$/.test(file))
  .flatMap((file) => [...read(file).matchAll(/path[.]join\(ROOT, "([^"]+)"\)/g)])
  .map(([, file = ""]) => file)
  .concat("src/web/page");

/** Packages that are not in the bundle: what bundle.mjs leaves out, and those whose files are asked for. */
const external = /external: \[([^\]]+)\]/.exec(read("bundle.mjs"))?.[1] ?? "";
const apart = [
  ...[...external.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name),
  ...files
    .filter((file) => /^(src|adapters)\/.*[.]ts$/.test(file))
    .flatMap((file) => [...read(file).matchAll(/resolve\(["`]((?:@[\w-]+\/)?[a-z][\w-]+)\//g)])
    .map(([, name = ""]) => name),
  // What better-sqlite3 asks for its machine code with.
  "bindings",
  "file-uri-to-path",
].filter((name) => name !== "pg-native");

const imageRules = {
  "who runs it is a number, and not root": (stages: Stages) =>
    /^[1-9]\d*:[1-9]\d*$/.test(textOf(stages, "USER")),
  "SIGTERM reaches node: no shell and no npm in between": (stages: Stages) =>
    textOf(stages, "CMD") === JSON.stringify(scripts.start?.split(" ")).replaceAll(",", ", ") &&
    textOf(stages, "STOPSIGNAL") === "SIGTERM" &&
    lastOf(finalOf(stages), "ENTRYPOINT").text === "",
  "Node is one that package.json allows and .nvmrc names, in every stage": (stages: Stages) => {
    const bases = stages
      .slice(1)
      .map(([from]) => /^node:(\d+)[.](\d+)-/.exec(from?.words[0] ?? ""));
    const [, major = "", minor = ""] = /^>=(\d+)[.](\d+)$/.exec(engines.node) ?? [];
    const isGood = (base: RegExpExecArray | null) =>
      base?.[1] === major && Number(base[2]) >= Number(minor) && major === read(".nvmrc").trim();
    return bases.length === 2 && bases.every(isGood);
  },
  "the last stage is a slim one, and compiles nothing": (stages: Stages) =>
    (finalOf(stages)[0]?.words[0] ?? "").endsWith("-slim") &&
    finalOf(stages).every(({ keyword, text }) => keyword !== "RUN" || !/npm|apt|gcc/.test(text)),
  "only what production needs is installed, as locked": (stages: Stages) =>
    stages[1]?.some(({ text }) => text.startsWith("npm ci --omit=dev")) === true,
  "it is bundled by the script that npm start uses": (stages: Stages) =>
    stages[1]?.some(({ text }) => text === "npm run prestart -- src/cli/main.ts") === true &&
    copiesOf(stages[1]).own.includes(scripts.prestart?.replace("node ", "") ?? ""),
  "it is a production bot, and every setting is one": (stages: Stages) =>
    environment(stages).NODE_ENV === "production" &&
    Object.keys(environment(stages)).every(isSetting),
  "no secret stands in it": (stages: Stages) =>
    Object.keys(environment(stages)).every((name) => !/KEY|SECRET|TOKEN|PASSWORD/.test(name)),
  "other machines reach it, at the port that it names": (stages: Stages) =>
    environment(stages).HOST === "0.0.0.0" && environment(stages).PORT === textOf(stages, "EXPOSE"),
  "what it writes lies in the volume": (stages: Stages) =>
    environment(stages).DATABASE_URL?.startsWith(`file:${textOf(stages, "VOLUME")}/`) === true,
  "every file that it takes is in git and passes .dockerignore": (stages: Stages) =>
    ownCopies(stages).every(
      (copy) => files.some((file) => isCovered(file, [copy])) && isCovered(copy, allowed),
    ),
  ".dockerignore lets nothing else through": (stages: Stages) =>
    read(".dockerignore").includes("\n*\n") &&
    allowed.every((each) => ownCopies(stages).includes(each)),
  "every file that the bot reads beside its bundle is in it": (stages: Stages) =>
    readAtRuntime.length > 4 && readAtRuntime.every((file) => isCovered(file, shipped(stages))),
  "every package that is not in the bundle is in it, and no other": (stages: Stages) => {
    const packages = shipped(stages).filter((file) => file.startsWith("node_modules/"));
    const wanted = apart.map((name) => `node_modules/${name}`);
    return (
      apart.length > 6 &&
      wanted.every((each) => isCovered(each, packages)) &&
      packages.every((each) => wanted.some((name) => isCovered(name, [each])))
    );
  },
  "its health check is a file in it, and waits for that long": (stages: Stages) => {
    const { flags, text } = lastOf(finalOf(stages), "HEALTHCHECK");
    const [, file = ""] = /^CMD \["node", "([^"]+)"\]$/.exec(text) ?? [];
    const patience = /PATIENCE_MS = (\d+)/.exec(read("deploy/check-health.js"))?.[1];
    const isLonger = seconds(flags.timeout) * 1000 > Number(patience);
    return shipped(stages).includes(file) && isLonger;
  },
};

test("the image is small, not root, without secrets, and holds what the bot reads", () => {
  expect(broken(imageRules, readStages(dockerfile))).toEqual([]);
});

test.each([
  ["who runs it is a number, and not root", "USER 10001:10001", "USER node"],
  ["SIGTERM reaches node: no shell and no npm in between", /CMD \["node", "--m.*/, "CMD npm start"],
  ["Node is one that package.json allows and .nvmrc names, in every stage", "=20.20", "=18.20"],
  ["the last stage is a slim one, and compiles nothing", "-bookworm-slim", "-bookworm"],
  ["only what production needs is installed, as locked", "npm ci --omit=dev", "npm install"],
  ["it is bundled by the script that npm start uses", "npm run prestart", "npx tsc"],
  ["it is a production bot, and every setting is one", "HOST=", "HOSTNAME="],
  ["no secret stands in it", "HOST=", "SECRET_KEY=abc HOST="],
  ["other machines reach it, at the port that it names", "EXPOSE 3000", "EXPOSE 8080"],
  ["what it writes lies in the volume", "VOLUME /data", "VOLUME /var"],
  ["every file that it takes is in git and passes .dockerignore", "COPY src src", "COPY docs docs"],
  [".dockerignore lets nothing else through", "COPY adapters adapters\n", ""],
  [
    "every file that the bot reads beside its bundle is in it",
    "COPY src/web/page src/web/page",
    "",
  ],
  [
    "every package that is not in the bundle is in it, and no other",
    "COPY --from=build /app/node_modules/bindings node_modules/bindings\n",
    "",
  ],
  ["its health check is a file in it, and waits for that long", "--timeout=5s", "--timeout=3s"],
])("whoever breaks it is told: %s", (rule, from, to) => {
  const worse = dockerfile.replace(from, to);
  expect(worse).not.toBe(dockerfile);
  expect(broken(imageRules, readStages(worse))).toContain(rule);
});
