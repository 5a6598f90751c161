import type { PageRoute } from "./page-routes.ts";
