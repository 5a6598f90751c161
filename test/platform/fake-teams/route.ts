import type { Limits } from "./limits.ts";
import type { Json } from "./types.ts";
import type { World } from "./world.ts";

export interface Answer {
  readonly status: number;
  /** JSON; undefined for an empty answer. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request that reached the server. */
export interface Ask {
  readonly world: World;
  readonly limits: Limits | undefined;
  /** What stands for the path's ":" parts, decoded. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Json;
  /** The body as it came. */
  readonly text: string;
}

export interface Route {
  readonly method: string;
  /** Parts of the path; ":" is any part. */
  readonly path: string;
  readonly kind: string;
  readonly run: (ask: Ask) => Answer;
}

export interface Match {
  readonly route: Route;
  readonly ids: readonly string[];
}

/** The first route for a path; empty parts of it are skipped. */
export function findRoute(
  routes: readonly Route[],
  { method, path }: { readonly method: string; readonly path: string },
): Match | undefined {
  const parts = path.split("/").filter((part) => part !== "");
  for (const route of routes) {
    const pattern = route.path.split("/");
    const fits =
      route.method === method &&
      pattern.length === parts.length &&
      pattern.every((part, at) => part === ":" || part === parts[at]);
    if (!fits) continue;
    const ids = parts.filter((_, at) => pattern[at] === ":");
    return { route, ids: ids.map((id) => decodeURIComponent(id)) };
  }
  return undefined;
}
