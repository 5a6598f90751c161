import process from "node:process";
import { defineConfig } from "drizzle-kit";

const engine = process.env.DIALECT === "postgresql" ? "postgres" : "sqlite";

/** `DIALECT=sqlite|postgresql drizzle-kit generate`; MIGRATIONS_OUT is for the drift check. */
export default defineConfig({
  dialect: engine === "postgres" ? "postgresql" : "sqlite",
  schema: `./src/store/${engine}-tables.ts`,
  out: `${process.env.MIGRATIONS_OUT ?? "./migrations"}/${engine}`,
});
