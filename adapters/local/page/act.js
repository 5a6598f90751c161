import { readInbox, sendEvent } from "./api.js";
import { addEntry, overrideMessage, placeOf, replaceNote } from "./entries.js";
import { openForm } from "./form.js";
import { session } from "./session.js";
import { words } from "./words.js";

/**
 * What a person does, and what the answer does to the page. `now()` is the product's time;
 * `refresh(options)` reads the open conversation again.
 */
export function createActs({ now, refresh }) {
  const place = () => placeOf(session.me, session.open);

  /** Shows what went wrong as a line of the conversation. */
  async function tellProblem({ message, hint = "" }) {
    addEntry(place(), { kind: "problem", at: now(), text: message, hint });
    await refresh({ follow: true });
  }

  async function send(text) {
    const kind = text.startsWith("/") ? "command" : "text";
    const { id, name } = session.me;
    addEntry(place(), { kind: "own", at: now(), text, author: { id, name } });
    if (kind === "text" && session.open.kind === "channel") {
      const { channelText: message, channelTextHint: hint } = words.stream;
      return tellProblem({ message, hint });
    }
    await refresh({ follow: true });
    const { open } = session;
    const channel = open.kind === "channel" ? { channel: open.id, channelName: open.name } : {};
    await sendEvent({ as: id, kind, text, ...channel })
      .then((reply) => take(reply, { as: id, follow: true }))
      .catch(tellProblem);
  }

  async function press(entry, { action, value }) {
    const as = session.me.id;
    await sendEvent({ as, kind: "press", message: entry.id, action, value })
      .then((reply) => take(reply, { as, entry, follow: reply.kind === "note" }))
      .catch(tellProblem);
  }

  /** Does what the reply asks; `entry` is the line whose button was pressed. */
  async function take(reply, { as, entry, follow }) {
    if (reply.kind === "form") return fillForm(reply.form, { as, entry });
    if (SHOWN_BELOW.has(reply.kind))
      addEntry(place(), { kind: "note", at: now(), card: noteCard(reply) });
    if (reply.kind === "replace") takePlace(reply, entry);
    await refresh({ follow });
  }

  /** Puts the card in the place of the pressed one; without one it is a note. */
  function takePlace({ card }, entry) {
    if (entry?.kind === "note") replaceNote(place(), entry.key, card);
    else if (entry !== undefined) overrideMessage(entry, card);
    else addEntry(place(), { kind: "note", at: now(), card });
  }

  function fillForm(form, { as, entry }) {
    const { id, context } = form;
    openForm(form, {
      submit: (values) =>
        sendEvent({ as, kind: "submit", message: entry?.id, form: id, context, values }),
      search: async (field, query) =>
        (await sendEvent({ as, kind: "search", form: id, field, query })).options ?? [],
      onReply: (reply) => take(reply, { as, entry, follow: reply.kind !== "replace" }),
    });
  }
  return { send, press, tellProblem };
}

/** Replies that only the person who acted sees. */
const SHOWN_BELOW = new Set(["note", "repeated", "failed", "page"]);

function noteCard({ card, text = "" }) {
  return card ?? { text, fallback: text };
}

/** The open conversation's messages; an answer that comes too late is undefined. */
export async function readOpen() {
  const { open, me } = session;
  const messages = await readInbox(open);
  return open === session.open && me === session.me ? messages : undefined;
}
