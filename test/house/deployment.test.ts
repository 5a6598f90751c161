import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseEnv, promisify } from "node:util";
import { expect, test } from "vitest";
import { errorHints } from "#domain/errors.ts";
import { readConfig, settings } from "#host/config.ts";
import { createRanges } from "#web/client-address.ts";
import { type ComposeFile, type ComposeService, readCompose, serviceOf } from "./compose-file.ts";
import { broken, isSetting, STOP_SECONDS, seconds } from "./deployment-rules.ts";
import { read, trackedFiles } from "./files.ts";
import { environmentOf, readStages } from "./image.ts";

const REPLICAS = ["groundswell-1", "groundswell-2"];
/** The district's own, which git does not take. */
const CERTIFICATES = "deploy/certificates";
const text = read("compose.yaml");
const files = trackedFiles();
const mountable = [...files, CERTIFICATES];
const sql = read("deploy/make-database.sql");
const passwords = [...sql.matchAll(/\\getenv \w+ (\w+)/g)].map(([, name = ""]) => name);
const image = readStages(read("Dockerfile")).at(-1) ?? [];

const all = ({ services }: ComposeFile) => Object.values(services);
const bots = (compose: ComposeFile) => all(compose).filter(({ build }) => build !== undefined);
const of = serviceOf;
const isConfined = (service: ComposeService) =>
  service.read_only === true &&
  service.cap_drop.join() === "ALL" &&
  service.security_opt.join() === "no-new-privileges:true" &&
  service.mem_limit !== undefined &&
  service.pids_limit !== undefined;
const mounts = ({ volumes }: ComposeService) => volumes.map((volume) => volume.split(":")[0] ?? "");

const rules = {
  "every container is read only, without rights, and has an end": (compose: ComposeFile) =>
    all(compose).every(isConfined),
  "nobody is root, and nobody has a right of root": (compose: ComposeFile) =>
    all(compose).every(
      ({ build, cap_add, user = "0" }) =>
        cap_add.length === 0 && (build !== undefined || /^[1-9]\d*:/.test(user)),
    ),
  "the outside reaches the proxy alone": (compose: ComposeFile) =>
    Object.entries(compose.services).every(
      ([name, { ports }]) => ports.length === 0 || name === "proxy",
    ),
  "nobody but the bot reaches the database, and it reaches nobody": (compose: ComposeFile) =>
    Object.keys(of(compose, "database").networks).join() === "back" &&
    compose.networks.back?.internal === true &&
    of(compose, "proxy").networks.back === undefined,
  "the database keeps its rows in a volume": (compose: ComposeFile) =>
    mounts(of(compose, "database")).includes("database") && "database" in compose.volumes,
  "what is mounted is a file in git or a volume": (compose: ComposeFile) =>
    all(compose)
      .flatMap(mounts)
      .every((from) => from in compose.volumes || mountable.includes(from.replace("./", ""))),
  "two replicas are alike": (compose: ComposeFile) => {
    const [one, two] = REPLICAS.map((name) => ({ ...of(compose, name), networks: {} }));
    return JSON.stringify(one) === JSON.stringify(two);
  },
  "every setting is one, and none is a secret": (compose: ComposeFile) =>
    bots(compose)
      .flatMap(({ environment }) => Object.keys(environment))
      .every((name) => isSetting(name) && !/KEY|SECRET|TOKEN|PASSWORD|DATABASE/.test(name)),
  "secrets come from files that git does not take": (compose: ComposeFile) =>
    Object.entries(compose.services).every(
      ([name, { env_file }]) => env_file.length > 0 || name === "proxy",
    ) &&
    all(compose)
      .flatMap(({ env_file }) => env_file)
      .every((file) => /^deploy\/\w+[.]env$/.test(file) && !files.includes(file)) &&
    read("deploy/.gitignore") === "*.env\ncertificates/\n",
  "the owner's password reaches nobody but who makes the tables": (compose: ComposeFile) =>
    Object.entries(compose.services).every(
      ([name, { env_file, restart }]) =>
        env_file.includes("deploy/owner.env") === (name === "migrate") &&
        (restart === "no" || name !== "migrate"),
    ),
  "the proxy sees no secret": (compose: ComposeFile) => of(compose, "proxy").env_file.length === 0,
  "a replica may finish what is under way": (compose: ComposeFile) =>
    bots(compose).every(
      ({ stop_grace_period }) => seconds(stop_grace_period) > STOP_SECONDS && STOP_SECONDS > 0,
    ),
  "the proxy is believed, and nobody else": (compose: ComposeFile) => {
    const address = of(compose, "proxy").networks.front?.ipv4_address ?? "";
    const subnet = compose.networks.front?.ipam?.config[0]?.subnet ?? "";
    const isNamed = bots(compose).every(
      ({ environment }) => environment.TRUSTED_PROXIES === address,
    );
    return isNamed && createRanges([subnet])(address);
  },
  "a replica waits for the database and its tables": (compose: ComposeFile) => {
    const waits = (name: string) => JSON.stringify(of(compose, name).depends_on);
    const isHealthy = '"database":{"condition":"service_healthy"}';
    const isMade = '"migrate":{"condition":"service_completed_successfully"}';
    return (
      REPLICAS.every((name) => waits(name).includes(isHealthy) && waits(name).includes(isMade)) &&
      waits("migrate").includes(isHealthy) &&
      of(compose, "database").healthcheck?.test?.includes("pg_isready") === true
    );
  },
};

test("the containers are confined, alike, and reach only whom they must", () => {
  expect(broken(rules, readCompose(text))).toEqual([]);
});

test.each([
  ["every container is read only, without rights, and has an end", "read_only: true", ""],
  ["every container is read only, without rights, and has an end", "mem_limit: 256m", ""],
  [
    "nobody is root, and nobody has a right of root",
    "cap_drop: [ALL]",
    "$&\n  cap_add: [SYS_ADMIN]",
  ],
  ["nobody is root, and nobody has a right of root", 'user: "999:999"', 'user: "0:0"'],
  ["the outside reaches the proxy alone", "shm_size: 256m", 'ports: ["5432:5432"]'],
  ["nobody but the bot reaches the database, and it reaches nobody", "internal: true", "{}"],
  ["the database keeps its rows in a volume", "- database:/", "- ./deploy:/"],
  ["what is mounted is a file in git or a volume", "./deploy/nginx.conf:", "/var/run/docker.sock:"],
  ["two replicas are alike", "groundswell-2:", "groundswell-2:\n    mem_limit: 2g"],
  ["every setting is one, and none is a secret", "    TRUSTED_PROXIES:", "    SECRET_KEY: x\n$&"],
  ["secrets come from files that git does not take", "deploy/database.env", "deploy/nginx.conf"],
  [
    "the owner's password reaches nobody but who makes the tables",
    "groundswell.env]\n  environment",
    "groundswell.env, deploy/owner.env]\n  environment",
  ],
  ["the proxy sees no secret", "mem_limit: 256m", "$&\n    env_file: [deploy/groundswell.env]"],
  ["a replica may finish what is under way", "stop_grace_period: 20s", "stop_grace_period: 10s"],
  [
    "the proxy is believed, and nobody else",
    "ipv4_address: 172.30.7.2",
    "ipv4_address: 172.30.7.9",
  ],
  ["a replica waits for the database and its tables", "service_healthy", "service_started"],
])("whoever breaks it is told: %s", (rule, from, to) => {
  const worse = text.replace(from, to);
  expect(worse).not.toBe(text);
  expect(broken(rules, readCompose(worse))).toContain(rule);
});

test("what make-env.sh writes starts a production bot with the roles of make-database.sql", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-env-"));
  const script = path.join(folder, "make-env.sh");
  const make = () => spawnSync("sh", [script, "https://bot.example.org"], { encoding: "utf8" });
  cpSync("deploy/make-env.sh", script);
  expect(make().stderr).toBe("");
  const written = readdirSync(folder).filter((name) => name.endsWith(".env"));
  const env = (name: string) => parseEnv(readFileSync(path.join(folder, name), "utf8"));
  const modes = written.map((name) => statSync(path.join(folder, name)).mode & 0o777);
  const [site, bot, owner, database] = ["site", "groundswell", "owner", "database"].map((name) =>
    env(`${name}.env`),
  );
  expect(make().stderr).toContain("is there already");
  expect(env("groundswell.env")).toEqual(bot);
  rmSync(folder, { recursive: true });
  expect(new Set(modes)).toEqual(new Set([0o600]));
  const compose = readCompose(text);
  const asked = new Set(all(compose).flatMap(({ env_file }) => env_file));
  expect([...asked].sort()).toEqual(written.map((name) => `deploy/${name}`).sort());

  const given = { ...site, ...bot, ...owner };
  expect(Object.keys(given).filter((name) => !isSetting(name))).toEqual([]);
  const { environment } = of(compose, "groundswell-1");
  const config = readConfig({ ...environmentOf(image), ...given, ...environment }, folder);
  expect(config.publicUrl).toBe("https://bot.example.org");
  const asApp = new URL(given.DATABASE_URL ?? "");
  const asOwner = new URL(given.DATABASE_DIRECT_URL ?? "");
  expect(sql).toContain(`create role ${asApp.username} login password :'app_password'`);
  expect(sql).toContain(`create role ${asOwner.username} login password :'owner_password'`);
  expect(sql).toContain(
    `create database${asApp.pathname.replace("/", " ")} owner ${asOwner.username}`,
  );
  expect([asApp.hostname, asOwner.hostname]).toEqual(["database", "database"]);
  expect([asApp.password, asOwner.password]).toEqual([
    database?.APP_PASSWORD,
    database?.OWNER_PASSWORD,
  ]);
  expect(["POSTGRES_PASSWORD", ...passwords].sort()).toEqual(Object.keys(database ?? {}).sort());
});

test("every setting that docs/deploying.md names is one", () => {
  const elsewhere = new Set([...passwords, ...Object.keys(errorHints)]);
  const named = [...read("docs/deploying.md").matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(
    ([name]) => name,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !(isSetting(name) || elsewhere.has(name)))).toEqual([]);
});

test("the health check ends with 0 while the bot is well, and with 1 otherwise", async () => {
  const source = read("deploy/check-health.js");
  const usual = settings.find(({ name }) => name === "PORT")?.fallback;
  expect(source).toContain(`{ PORT = "${usual}" }`);
  expect(read("src/web/health.ts")).toContain(`web.get("${/PORT}(\/\w+)`/.exec(source)?.[1]}"`);
  expect([await checkHealth(200), await checkHealth(503)]).toEqual([0, 1]);
});

/** What the command ends with, where a bot answers like this. */
async function checkHealth(status: number): Promise<number> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? status : 404).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const run = promisify(execFile)(process.execPath, ["deploy/check-health.js"], {
    env: { PORT: String(port) },
  });
  const code = await run.then(
    () => 0,
    (error: { readonly code: number }) => error.code,
  );
  server.close();
  return code;
}
