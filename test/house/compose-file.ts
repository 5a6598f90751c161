import { parse } from "yaml";
import { z } from "zod";

const Texts = z.record(z.string(), z.string());
const Network = z.object({ ipv4_address: z.string().optional() }).nullable();

/** What our rules look at; a key that stands on no list is a mistake. */
const Service = z.strictObject({
  build: z.string().optional(),
  image: z.string(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  restart: z.string().optional(),
  pids_limit: z.number().optional(),
  mem_limit: z.string().optional(),
  shm_size: z.string().optional(),
  logging: Texts.optional(),
  profiles: z.array(z.string()).default([]),
  env_file: z.array(z.string()).default([]),
  environment: Texts.default({}),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  tmpfs: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  healthcheck: z.looseObject({ test: z.array(z.string()).optional() }).optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), Texts)]).optional(),
  networks: z
    .union([
      z
        .array(z.string())
        .transform((names) => Object.fromEntries(names.map((name) => [name, null]))),
      z.record(z.string(), Network),
    ])
    .default({}),
});

const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(
    z.string(),
    z.object({
      internal: z.boolean().default(false),
      ipam: z.object({ config: z.array(z.object({ subnet: z.string() })) }).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

export type ComposeFile = z.infer<typeof Compose>;
export type ComposeService = z.infer<typeof Service>;

export function readCompose(text: string): ComposeFile {
  return Compose.parse(parse(text, { merge: true }));
}

export function serviceOf(compose: ComposeFile, name: string): ComposeService {
  const service = compose.services[name];
  if (!service) throw new Error(`compose.yaml has no service ${name}.`);
  return service;
}
