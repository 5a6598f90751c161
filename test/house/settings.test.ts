import { expect, test } from "vitest";
import { settings } from "#host/config.ts";

test("an IT admin finds every setting in .env.example, with its default", async () => {
  expect(settings.length).toBeGreaterThan(0);
  const blocks = settings.map(({ name, fallback, about }) => `# ${about}\n#${name}=${fallback}\n`);
  const text = [
    "# Copy to .env and uncomment what you need. Every setting has a safe default.",
    "",
    ...blocks,
  ].join("\n");
  // Written again by: npx vitest run --project house --update
  await expect(text).toMatchFileSnapshot("../../.env.example");
});
