import { ProductError } from "#domain/errors.ts";
import { displayName } from "#domain/roster.ts";
import { digestText } from "#messages/digest-card.ts";
import type { ChatEvent, Reply } from "#ports/chat.ts";
import { findColleague } from "#usecases/find-colleague.ts";
import { listDigestReaders, nameDigestReader } from "#usecases/name-digest-reader.ts";
import { readDigest } from "#usecases/read-digest.ts";
import { showDigest } from "#usecases/show-digest.ts";
import { say, show, type Talk } from "./talk.ts";

type Command = Extract<ChatEvent, { kind: "command" }>;

const READERS = /^(add|remove|readers)\b\s*(.*)$/i;

/** The button under a digest. */
export const digestPresses = { "digest-text": showText };

/** `/pl digest`, a school's name with it, and who else reads the district's. */
export async function digest(talk: Talk, rest: string, { account }: Command): Promise<Reply> {
  const { product, act } = talk;
  const [, what = "", name = ""] = READERS.exec(rest.trim()) ?? [];
  if (what !== "") return await readers(talk, what.toLowerCase(), name.trim());
  const shown = await showDigest(product, act, { typed: rest.trim(), account });
  const { words } = product;
  switch (shown.kind) {
    case "shown":
      return show(shown.card);
    case "sent":
      return say(words.say("digest_sent", {}));
    case "quiet":
      return say(words.say("digest_quiet", {}));
    case "quiet_school":
      return say(words.say("note_quiet", { school: shown.school }));
    case "which":
      return say(words.say("digest_which", { names: words.list(shown.schools) }));
    case "not_yours":
      return say(words.say("digest_not_yours", {}));
  }
}

async function readers(talk: Talk, what: string, name: string): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const names = await listDigestReaders(product, act);
  if (what === "readers") {
    const key = names.length > 0 ? "digest_readers" : "digest_readers_none";
    return say(words.say(key, { names: words.list(names) }));
  }
  if (name === "") return say(words.say("digest_reader_usage", {}));
  const found = await findColleague(product, act, name);
  if (found.kind !== "one") return say(words.say("digest_reader_unknown", { name }));
  const reads = what === "add";
  await nameDigestReader(product, act, { person: found.person.id, reads });
  const person = displayName(found.person);
  return say(words.say(reads ? "digest_reader_added" : "digest_reader_removed", { person }));
}

/** To copy into a bulletin: nothing but text. */
async function showText({ product, act }: Talk, id: string): Promise<Reply> {
  const { words } = product;
  try {
    const { view } = await readDigest(product, act, id);
    return say(digestText(words, view));
  } catch (error) {
    if (!(error instanceof ProductError) || error.code !== "NOT_ALLOWED") throw error;
    return say(words.say("digest_gone", {}));
  }
}
