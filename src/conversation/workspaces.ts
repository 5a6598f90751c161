import type { DistrictId } from "#domain/ids.ts";
import { removedCard } from "#messages/alarm-cards.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { keepReach, wakeMissed } from "#usecases/follow-reach.ts";
import { inLocale } from "#usecases/languages.ts";
import { linkByCode, linkOnlyDistrict } from "#usecases/link-workspace.ts";
import { raiseAlarm } from "#usecases/raise-alarm.ts";
import { followProfile } from "#usecases/recognise-person.ts";
import { writeAudit } from "#usecases/write-audit.ts";
import { type ConversationParts, say } from "./talk.ts";

type Kind<K extends ChatEvent["kind"]> = Extract<ChatEvent, { readonly kind: K }>;

const NONE: Reply = { kind: "none" };
const LINK = "link";
const PL = /^(?:\/?pl\s+)?([\s\S]*)$/i;
/** Nobody waits for an answer to these. */
const UNASKED: ReadonlySet<ChatEvent["kind"]> = new Set(["profile", "added", "removed"]);

/** The app came to a workspace: linked by itself only where there is one of both. */
export async function followInstall(
  { product }: ConversationParts,
  district: DistrictId | undefined,
  event: Kind<"installed">,
): Promise<Reply> {
  if (district === undefined && event.only) await linkOnlyDistrict(product, event);
  return NONE;
}

/** The app has left: nobody is served there until somebody links it again. */
export async function followUninstall(
  { product }: ConversationParts,
  district: DistrictId | undefined,
  { platform, workspace, key }: Kind<"uninstalled">,
): Promise<Reply> {
  if (district === undefined) return NONE;
  const { store, clock, log } = product;
  const eventKey = `${platform}:${workspace}:${key}`;
  // One that comes late must not undo a link that was made after it.
  if (await store.read(district, (tx) => tx.events.has(eventKey))) return NONE;
  await store.links.unlink(platform, workspace);
  // Another district may be linked here next: nothing of this one may reach it.
  await store.transaction(district, function* (tx) {
    yield* tx.events.remember(eventKey, clock.now());
    yield* tx.roster.forgetWorkspace({ platform, workspace });
    const waiting = yield* tx.outbox.cancelWorkspace(platform, workspace);
    yield* raiseAlarm(
      { tx, product, now: clock.now() },
      {
        incident: `removed:${eventKey}`,
        card: (words) => removedCard(words, platform, waiting),
      },
    );
    const subject = `workspace:${platform}:${workspace}`;
    const said = { actor: `platform:${platform}`, action: "workspace_unlinked", subject } as const;
    yield* writeAudit({ tx, now: clock.now() }, said);
  });
  log.info("workspace_unlinked", { platform, workspace, district });
  return NONE;
}

/** Somebody came, left, or has another e-mail. */
export async function followPerson(
  { product }: ConversationParts,
  district: DistrictId,
  { platform, workspace, profile }: Kind<"profile">,
): Promise<Reply> {
  await followProfile(product, { district, platform, workspace }, profile);
  return NONE;
}

/** The bot came to a channel or left it, or it has another name: only a linked one is known here. */
export async function followChannel(
  { product }: ConversationParts,
  district: DistrictId | undefined,
  event: Kind<"joined" | "left">,
): Promise<Reply> {
  if (district === undefined) return NONE;
  const { platform, workspace, channel: id, reach } = event;
  const name = event.kind === "joined" ? event.channelName : undefined;
  const conversation = { kind: "channel", id } as const;
  const at = { district, platform, workspace };
  if (reach !== undefined || event.kind === "left") {
    await keepReach(product, at, { conversation, reach });
  }
  if (reach !== undefined) await wakeMissed(product, at, conversation);
  if (name !== undefined) {
    const channel = { id, platform, workspace, name };
    await product.store.transaction(district, (tx) => tx.roster.renameChannel(channel));
  }
  return NONE;
}

/** A workspace of no district: a code links it, and everything else says so. */
export async function answerUnlinked(
  { product }: ConversationParts,
  event: ChatEvent,
): Promise<Reply> {
  const { words, store, clock } = inLocale(product, event.locale);
  if (event.kind === "search") return { kind: "choices", options: [] };
  if (UNASKED.has(event.kind)) return NONE;
  const code = codeIn(event);
  if (code === undefined) return say(words.say("workspace_unlinked", {}));
  const { platform, workspace, key } = event;
  const district = await linkByCode(product, { platform, workspace }, code);
  if (!district) return say(words.say("link_code_wrong", {}));
  const eventKey = `${platform}:${workspace}:${key}`;
  await store.transaction(district.id, (tx) => tx.events.remember(eventKey, clock.now()));
  return say(words.say("workspace_linked", { district: district.name }));
}

/** What follows "/pl link", or "link" in plain words; undefined for anything else. */
function codeIn(event: ChatEvent): string | undefined {
  const typed = event.kind === "text" ? PL.exec(event.text.trim())?.[1] : undefined;
  const command = event.kind === "command" && event.command === "pl" ? event.text : undefined;
  const text = (command ?? typed ?? "").trim();
  const isLink = text.slice(0, LINK.length).toLowerCase() === LINK;
  return isLink ? text.slice(LINK.length) : undefined;
}
