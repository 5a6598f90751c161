import { createActs, readOpen } from "./act.js";
import { createClock } from "./clock.js";
import { createComposer } from "./composer.js";
import { byId } from "./dom.js";
import { createDrawer } from "./drawer.js";
import { forgetEntries, mergeEntries, placeOf } from "./entries.js";
import { emptyWords, roleName } from "./phrases.js";
import { pickChannel, pickPerson } from "./picker.js";
import { openRoster } from "./roster.js";
import { findCast, firstPerson, session, setPerson, watched } from "./session.js";
import { createSidebar } from "./sidebar.js";
import { createStream } from "./stream.js";
import { announce, say } from "./toast.js";
import { createTryThis } from "./try-this.js";
import { findUnread, forgetRead, markRead, takeNews } from "./unread.js";
import { words } from "./words.js";

const POLL_MS = 3000;
/** Every so many polls the dots are looked up too. */
const DOTS_EVERY = 5;

let cast;
const closeDrawer = createDrawer();
const clock = createClock(byId("clock"), {
  onMoved: async () => {
    tryThis.moved();
    await refresh();
    await refreshDots();
  },
  onWiped: beginAfresh,
  onProblem: (refusal) => acts.tellProblem(refusal),
});
const acts = createActs({ now: clock.now, refresh });
const stream = createStream({
  log: byId("stream"),
  toNewest: byId("to-newest"),
  onPress: async (entry, button) => {
    await acts.press(entry, button);
    tryThis.pressed(button.action);
    await refreshDots();
  },
});
const composer = createComposer({
  form: byId("composer"),
  who: () => session.me,
  onSend: async (text) => {
    await acts.send(text);
    tryThis.wrote(text);
    await refreshDots();
  },
});
const sidebar = createSidebar(byId("side"), {
  become,
  open: openConversation,
  someoneElse: () => pickPerson(become),
  allChannels: () =>
    pickChannel(({ id, name }) => openConversation({ kind: "channel", id, name })).catch(
      acts.tellProblem,
    ),
  tryRoster,
});
function tryRoster() {
  openRoster({
    district: session.district,
    onImported: (another) => (another ? beginAfresh() : begin()).catch(acts.tellProblem),
  });
}
const tryThis = createTryThis(byId("try"), {
  become,
  fillAsTeacher: (text) => fillAs(cast.teacher, text),
  fillAs,
  moveClock: () => clock.moveToFirst().catch(acts.tellProblem),
  dismissed: () => composer.focus(),
});

async function begin() {
  byId("skip").textContent = words.skip;
  await clock.read();
  cast = await findCast();
  tryThis.setCast(cast);
  await become(await firstPerson());
}

/** Begins with a district of which nothing is known yet. */
async function beginAfresh() {
  forgetEntries();
  forgetRead();
  tryThis.reset();
  await begin();
}

/** Looks through a person's eyes, at their conversation with Groundswell. */
async function become(person) {
  const changed = session.me !== undefined && session.me.id !== person.id;
  await setPerson(person);
  if (changed) announce(words.toast.nowAs(person.name));
  await openConversation({ kind: "person", id: person.id, name: words.side.direct });
}

async function fillAs(person, text) {
  const direct = session.open.kind === "person" && session.me.id === person.id;
  if (!direct) await become(person);
  composer.fill(text);
  announce(words.tryThis.filled);
}

async function openConversation(conversation) {
  session.open = conversation;
  closeDrawer();
  const direct = conversation.kind === "person";
  const name = direct ? conversation.name : `# ${conversation.name}`;
  byId("conversation-name").textContent = name;
  byId("conversation-hint").textContent = words.reads(session.me.name, roleName(session.me));
  byId("stream").setAttribute("aria-label", words.stream.label(name));
  document.title = `${name} · ${session.me.name} · ${words.product}`;
  composer.hint(direct ? words.composer.direct : words.composer.channel);
  stream.clear();
  await refresh();
  await refreshDots();
}

/** Reads the open conversation again; `follow` goes to its end. */
async function refresh({ follow = false } = {}) {
  const messages = await readOpen();
  if (messages === undefined) return;
  markRead(session.open, messages);
  session.unread.delete(`${session.open.kind}:${session.open.id}`);
  const empty = emptyWords(session, composer.fill);
  stream.show(mergeEntries(placeOf(session.me, session.open), messages), { follow, empty });
}

let toldBefore = false;

/** Marks where something new waits, and says so once. */
async function refreshDots() {
  session.unread = await findUnread(watched());
  const names = newsOf(takeNews(session.unread));
  if (names.length > 0 && toldBefore) say(words.toast.arrived(names.join(", ")));
  toldBefore = true;
  sidebar.draw(session);
}

function newsOf(keys) {
  const places = [
    ...session.quick.map(({ id, name }) => [`person:${id}`, name]),
    ...session.channels.map(({ id, name }) => [`channel:${id}`, `# ${name}`]),
  ];
  return places.filter(([key]) => keys.includes(key)).map(([, name]) => name);
}

let polls = 0;
async function poll() {
  if (document.visibilityState !== "visible" || session.open === undefined) return;
  if (session.changing) return;
  polls += 1;
  await Promise.all([refresh(), clock.read()]);
  if (polls % DOTS_EVERY === 0) await refreshDots();
}

/** A silent playground is said once, not at every poll. */
let silent = false;
setInterval(() => {
  poll().then(
    () => {
      silent = false;
    },
    (refusal) => {
      if (!silent) say(`${refusal.message} ${refusal.hint ?? ""}`);
      silent = true;
    },
  );
}, POLL_MS);

/** Begins; a playground that is not there yet is said, and tried again. */
async function start() {
  await begin().catch((refusal) => {
    const { message: title, hint = "" } = refusal;
    stream.clear();
    stream.show([], { empty: { look: title, title, hint } });
    setTimeout(start, POLL_MS);
  });
}
await start();
