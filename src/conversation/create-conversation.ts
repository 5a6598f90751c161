import { type DistrictId, type PersonId, toId } from "#domain/ids.ts";
import { isAction, isFormId } from "#messages/actions.ts";
import { helpCard } from "#messages/help-card.ts";
import type { ChatEvent, OnEvent, Reply } from "#ports/chat.ts";
import { searchColleagues } from "#usecases/find-colleague.ts";
import type { Product } from "#usecases/product.ts";
import { answerCommand } from "./commands.ts";
import { openPraiseForm } from "./praise.ts";
import { presses } from "./presses.ts";
import { submissions } from "./submissions.ts";
import { explain, helpContact, say, show, type Talk } from "./talk.ts";

/** The district that a workspace belongs to; undefined for one that nobody linked. */
export type FindDistrict = (platform: string, workspace: string) => DistrictId | undefined;

/** Turns what people do in chat into use cases, and what came of it into a reply. Never throws. */
export function createConversation(product: Product, findDistrict: FindDistrict): OnEvent {
  return async (event) => {
    try {
      const district = findDistrict(event.platform, event.workspace);
      if (district === undefined) return say(product.words.say("failed", {}));
      const talk = await recognise(product, district, event);
      return talk.kind === "stranger" ? talk.reply : await answerOrExplain(talk, event);
    } catch (cause) {
      product.log.error("event_failed", { cause });
      return say(product.words.say("failed", {}));
    }
  };
}

async function answerOrExplain(talk: Talk, event: ChatEvent): Promise<Reply> {
  try {
    return await answer(talk, event);
  } catch (error) {
    return await explain(talk, error);
  }
}

/** Acts for nobody: only the name of the help contact is read with it. */
const NOBODY = toId<PersonId>("");

type Recognised =
  | (Talk & { readonly kind: "known" })
  | { readonly kind: "stranger"; readonly reply: Reply };

/** Only people on the staff roster are served; of anybody else nothing is kept. */
async function recognise(
  product: Product,
  district: DistrictId,
  event: ChatEvent,
): Promise<Recognised> {
  const { platform, workspace, account, key } = event;
  const person = await product.store.read(district, (tx) =>
    tx.roster.findPersonByAccount({ platform, workspace, account }),
  );
  const act = { district, platform, eventKey: `${platform}:${workspace}:${key}` };
  if (person) return { kind: "known", product, act: { ...act, person: person.id } };
  const nobody = { product, act: { ...act, person: NOBODY } };
  const contact = await helpContact(nobody);
  product.log.info("stranger_turned_away", { platform });
  const reply = say(product.words.say("wrong_person", { help_contact: contact }));
  return { kind: "stranger", reply };
}

async function answer(talk: Talk, event: ChatEvent): Promise<Reply> {
  const { words } = talk.product;
  switch (event.kind) {
    case "command":
      return await answerCommand(talk, event);
    case "press":
      if (!isAction(event.action)) return say(words.say("old_button", {}));
      return await presses[event.action](talk, event.value);
    case "submit":
      if (!isFormId(event.form)) return say(words.say("old_button", {}));
      return await submissions[event.form](talk, event);
    case "search":
      return {
        kind: "choices",
        options: await searchColleagues(talk.product, talk.act, event.query),
      };
    case "shortcut":
      return await openPraiseForm(talk, event.text);
    case "text":
    case "opened":
      return await help(talk);
    case "joined":
    case "left":
    case "reaction":
    case "installed":
    case "uninstalled":
      return { kind: "none" };
  }
}

async function help({ product, act }: Talk): Promise<Reply> {
  const person = await product.store.read(act.district, (tx) => tx.roster.getPerson(act.person));
  return show(helpCard(product.words, person));
}
