import { z } from "zod";
import { principal, school, teacher } from "./playground-rig.ts";
import { createBrowser, csrfIn, ticketIn } from "./sign-in-rig.ts";
import type { Lexicon } from "./told-words.ts";

const NUMBER = /type (\d{3})\./;
const replied = z.object({
  reply: z.object({
    card: z
      .object({ text: z.string(), links: z.array(z.object({ url: z.string() })).optional() })
      .optional(),
  }),
});

/** What people do in the playground and on its pages, and what nobody should do there. */
export async function playAlone(url: string, lexicon: Lexicon): Promise<void> {
  const { word } = lexicon;
  const call = async (name: string, body?: string): Promise<Response> =>
    await fetch(
      `${url}/playground/api/${name}`,
      body === undefined ? {} : { method: "POST", body },
    );
  const say = async (as: string, text: string): Promise<Response> =>
    await call("events", JSON.stringify({ as, kind: "command", text }));
  await say(teacher, `/praise @Jun Brânză for ${lexicon.deed()}`);
  await say(word(), `/praise ${word()}`);
  await call("events", `{"as": "${word()}`);
  await call("events", JSON.stringify({ as: teacher, kind: word(), text: word() }));
  await call(`people?q=${word()}&site=${word()}`);
  await call(`inbox?person=${word()}`);
  await call("clock", JSON.stringify({ to: word() }));
  await call("import", word().repeat(100));
  await call("clock", JSON.stringify({ advance: "PT2H" }));
  const { card } = replied.parse(await (await say(principal, "/pl dashboard")).json()).reply;
  await visitPages(url, lexicon, {
    path: card?.links?.[0]?.url ?? "",
    number: NUMBER.exec(card?.text ?? "")?.[1] ?? "",
  });
}

interface Link {
  readonly path: string;
  readonly number: string;
}

/** Signs in by the link, looks around, and asks for what is not there. */
async function visitPages(url: string, lexicon: Lexicon, { path, number }: Link): Promise<void> {
  const { word } = lexicon;
  lexicon.keep(path.split("/").at(-1) ?? "");
  const browser = createBrowser(url);
  const ticket = ticketIn(await browser.go(`${path}?from=${word()}`));
  await browser.go(path, { form: { ticket: word(), number } });
  await browser.go(path, { form: { ticket, number, [word()]: word() } });
  const page = await browser.go(`/dashboard/school/${school}`);
  if (page.status !== 200) throw new RangeError(`Nobody was signed in: ${page.status}.`);
  lexicon.keep(...[...browser.jar.values()].flatMap((value) => value.split(".")));
  lexicon.keep(ticket, csrfIn(page));
  await browser.go(`/dashboard/school/${word()}?q=${word()}`);
  await browser.go(`/dashboard/week/calls/${word()}`, { form: { csrf: word() } });
  await browser.go(`/${word()}/${word()}`, { headers: { "x-request-id": word() } });
  await browser.go("/sign-out", { form: { csrf: csrfIn(page) } });
}
