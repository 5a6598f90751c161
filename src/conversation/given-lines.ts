import { displayName, type Person } from "#domain/roster.ts";
import type { Share } from "#domain/shout-out.ts";
import type { Words } from "#messages/words.ts";
import type { Posted } from "#usecases/praise-posts.ts";
import type { Told } from "#usecases/tell-receiver.ts";
import type { Allowed } from "#usecases/thanks-wishes.ts";
import type { Talk } from "./talk.ts";

/** What became of a shout-out that was given or changed. */
export interface Became {
  /** Where it goes, whether or not a channel is linked there. */
  readonly share: Share;
  readonly posted: readonly Posted[];
  readonly wished: Allowed["wished"];
  readonly told: readonly Told[];
  /** True while all sending is stopped. */
  readonly halted?: boolean | undefined;
}

/** What its giver is told: where it is, whose wish was kept, and who hears of it when. */
export function givenLines({ product }: Talk, became: Became): readonly string[] {
  const { words, clock } = product;
  const now = clock.now();
  const names = namesOf(
    words,
    became.told.map(({ person }) => person),
  );
  const lines = [wishLine(words, became), postedLine(became, { words, now, names })];
  for (const { person, at, zone, untold } of became.told) {
    if (untold) continue;
    if (!at) lines.push(words.say("praise_receiver_stopped", { names: displayName(person) }));
    else if (became.halted) {
      lines.push(words.say("halt_praise_person", { names: displayName(person) }));
    } else if (at > now) {
      const when = words.when(at, now, zone);
      lines.push(words.say("praise_receiver_waits", { names: displayName(person), when }));
    }
  }
  return lines.filter((line) => line !== "");
}

function namesOf(words: Words, people: readonly Person[]): string {
  return words.list(people.map(displayName));
}

/** Kindly, and with the names of those alone whose wish it is. */
function wishLine(words: Words, { wished }: Became): string {
  if (!wished) return "";
  const names = namesOf(words, wished.by);
  return wished.share === "private"
    ? words.say("praise_private_wish", { names })
    : words.say("praise_school_wish", { names });
}

interface PostedWords {
  readonly words: Words;
  readonly now: Date;
  readonly names: string;
}

function postedLine(
  { posted, wished, share, halted }: Became,
  { words, now, names }: PostedWords,
): string {
  const last = posted.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
  if (!last && share !== "private") return words.say("praise_no_channel", { names });
  if (!last) return wished ? "" : words.say("praise_private_sent", { names });
  const channel = words.list(posted.map((each) => each.channel));
  if (halted) return words.say("halt_praise_channel", { channel, names });
  if (last.at <= now) return words.say("praise_channel_posted", { channel, names });
  const when = words.when(last.at, now, last.zone);
  return words.say("praise_channel_waits", { channel, names, when });
}
