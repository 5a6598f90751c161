import { expect, test } from "vitest";
import type { Card } from "#ports/card.ts";
import { inviteSites } from "#usecases/invite-sites.ts";
import type { FindProfile } from "#usecases/product.ts";
import { keyOf, sendDirect } from "#usecases/send-direct.ts";
import { cardIn, createChat, formIn } from "./answers-desk.ts";
import { type Opened, person, site, useWorlds, type World, w1 } from "./answers-rig.ts";

let product: Opened;
let world: World;
useWorlds((opened) => {
  ({ product, world } = opened);
});

const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const lia = "lia-slack";

/** Ben's Teams speaks Mexican Spanish, and says so with everything he does. */
const mexican = () => createChat(product, world.district, { locale: "es-MX" });
const text = (card: Card): string => `${card.title ?? ""} ${card.text ?? ""} ${card.context ?? ""}`;
const newest = (who: string, start: string): Card => {
  const found = world.inbox(who).findLast(({ key }) => key.startsWith(start));
  if (found) return found.card;
  throw new RangeError(`${who} has no message "${start}"`);
};
/** Asks Oak once more, as a school that comes back is asked. */
const inviteAgain = async () => {
  await world.run(function* (tx) {
    const wave = yield* tx.waves.findWave(w1);
    if (!wave) throw new RangeError("There is no wave.");
    const work = { tx, product, now: product.clock.now() };
    yield* inviteSites(work, { ...wave, occasion: "2025-08" }, [site("oak")]);
  });
  await world.deliver();
};

test("a principal whose Teams speaks Spanish is asked, answers and is helped in Spanish, and the co-principal in English", async () => {
  const chat = mexican();
  expect(text(cardIn(await chat.say(ben, "/pl language")))).toContain("Le escribo en español");
  await inviteAgain();
  const asked = newest(ben, "invitation");
  expect(text(asked)).toContain("martes 23 de septiembre");
  expect(text(asked)).toContain("octubre");
  expect(text(newest(ana, "invitation"))).toContain("Tuesday, September 23");

  const form = formIn(await chat.press(ben, asked, "Todavía no"));
  await world.deliver();
  expect(text(newest(ben, "invitation"))).toContain("Todavía no");
  expect(text(newest(ana, "invitation"))).toContain("Not yet");
  expect(text(newest(ana, "answer-notice"))).toContain("Not yet");

  const reason = form.fields.find(({ type }) => type === "choices");
  const [first] = reason && "options" in reason ? reason.options : [];
  const codes = { [reason?.name ?? ""]: [first?.value ?? ""] };
  await chat.submit(ben, form, codes);
  product.clock.moveTo(new Date("2025-08-19T15:00:00Z"));
  await world.deliver();
  expect(text(newest(ben, "connection"))).toContain(first?.label ?? "none");
  const own = world.product.wordsIn.es.library.pitfalls.find(({ code }) => code === first?.value);
  expect(first?.label).toBe(own?.label);
  const theirs = world.product.wordsIn.en.library.pitfalls.find(({ code }) => code === own?.code);
  expect(text(newest(ana, "invitation"))).toContain(theirs?.label ?? "none");
});

test("a question in Spanish reaches the lead in the lead's own language, and who asks reads their own", async () => {
  const chat = mexican();
  const card = cardIn(await chat.say(ben, "/pl answer"));
  const form = formIn(await chat.press(ben, card, "Tengo una pregunta"));
  await chat.submit(ben, form, { question: "¿Quién paga?" });
  await world.deliver();
  const question = newest(lia, "question");
  expect(text(question)).toContain("asks about Wave 1");
  await world.press(lia, question, "I'm on it");
  await world.deliver();
  expect(text(newest(ben, "invitation"))).toMatch(/se ocupa|responde/);
  expect(text(newest(ana, "invitation"))).toContain("Lia");
});

test("whoever chooses a language reads it everywhere from then on, and may follow their program again", async () => {
  const chat = mexican();
  const told = async () => {
    await world.run(function* (tx) {
      const work = { tx, product, now: product.clock.now() };
      const [place, reader] = [yield* tx.roster.getSite(site("oak")), person(ben)];
      yield* sendDirect(work, {
        key: keyOf("note", product.random.id()),
        kind: "answer_notice",
        person: yield* tx.roster.getPerson(reader),
        card: (words) => ({ text: words.language, fallback: words.language }),
        place,
        after: work.now,
      });
    });
    await world.deliver();
    return newest(ben, "note").text;
  };
  const english = cardIn(await chat.say(ben, "/pl idioma inglés"));
  expect(text(english)).toContain("I write to you in English, because you chose it");
  expect(text(cardIn(await chat.say(ben, "/pl stop")))).toContain("off the list");
  expect(text(cardIn(await chat.say(ben, "/pl start")))).not.toContain("Bien");
  expect(await told()).toBe("en");
  expect(text(cardIn(await chat.say(ben, "/pl language klingon")))).toContain("English or Spanish");
  expect(text(cardIn(await chat.say(ben, "/pl language auto")))).toContain("Le escribo en español");
  expect(await told()).toBe("es");
});

test("a program that changes to a language we do not have gives English from then on", async () => {
  /** Each program counts what is done in it from one; what was done before is not heard again. */
  const speak = async (locale: string | undefined, turn: number) => {
    const chat = createChat(product, world.district, { locale });
    for (let before = 1; before < turn; before += 1) await chat.say(ben, "/pl language");
    return text(cardIn(await chat.say(ben, "/pl language")));
  };
  expect(await speak("es-MX", 1)).toContain("Le escribo en español");
  expect(await speak(undefined, 2)).toContain("Le escribo en español");
  expect(await speak("pt-BR", 3)).toContain("in English");
  expect(await speak(undefined, 4)).toContain("in English");
});

test("Slack is asked once which language somebody reads, and nobody waits for it", async () => {
  let asked = 0;
  let answer: (() => void) | undefined;
  const findProfile: FindProfile = async (_platform, _workspace, who) => {
    asked += 1;
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    if (!("account" in who)) return "nobody";
    return { account: who.account, kind: "staff", locale: "es-US" };
  };
  const chat = createChat(product, world.district, { findProfile });
  expect(text(cardIn(await chat.say(ana, "/pl language")))).toContain("in English");
  answer?.();
  const known = async () => await world.run((tx) => tx.roster.findLanguage(person(ana)));
  await expect.poll(known).toBe("es");
  expect(text(cardIn(await chat.say(ana, "/pl language")))).toContain("Le escribo en español");
  await inviteAgain();
  expect(text(newest(ana, "invitation"))).toContain("martes 23 de septiembre");
  expect(asked).toBe(1);
});

test("a person who is nobody on the roster is turned away in the language of their program", async () => {
  const reply = await mexican().say("stranger-teams", "/pl help");
  expect(text(cardIn(reply))).toMatch(/personal|lista/);
});
