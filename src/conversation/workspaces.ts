import type { DistrictId } from "#domain/ids.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { linkByCode, linkOnlyDistrict } from "#usecases/link-workspace.ts";
import { followProfile } from "#usecases/recognise-person.ts";
import { type ConversationParts, say } from "./talk.ts";

type Kind<K extends ChatEvent["kind"]> = Extract<ChatEvent, { readonly kind: K }>;

const NONE: Reply = { kind: "none" };
const LINK = "link";

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
    yield* tx.outbox.cancelWorkspace(platform, workspace);
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

/** A workspace of no district: a code links it, and everything else says so. */
export async function answerUnlinked(
  { product }: ConversationParts,
  event: ChatEvent,
): Promise<Reply> {
  const { words, store, clock } = product;
  if (event.kind === "search") return { kind: "choices", options: [] };
  if (event.kind === "profile") return NONE;
  const code = codeIn(event);
  if (code === undefined) return say(words.say("workspace_unlinked", {}));
  const { platform, workspace, key } = event;
  const district = await linkByCode(product, { platform, workspace }, code);
  if (!district) return say(words.say("link_code_wrong", {}));
  const eventKey = `${platform}:${workspace}:${key}`;
  await store.transaction(district.id, (tx) => tx.events.remember(eventKey, clock.now()));
  return say(words.say("workspace_linked", { district: district.name }));
}

/** What follows "/pl link"; undefined for anything else. */
function codeIn(event: ChatEvent): string | undefined {
  if (event.kind !== "command" || event.command !== "pl") return undefined;
  const text = event.text.trim();
  const isLink = text.slice(0, LINK.length).toLowerCase() === LINK;
  return isLink ? text.slice(LINK.length) : undefined;
}
