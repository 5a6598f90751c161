import { avatar } from "./avatar.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { personHint, roleName } from "./phrases.js";
import { words } from "./words.js";

/**
 * The left side: who you are, whom you can become, and the conversations. `draw(session)` keeps
 * the focus on the control that had it.
 */
export function createSidebar(side, on) {
  side.setAttribute("aria-label", words.side.label);
  let drawn;
  return {
    draw(session) {
      const look = JSON.stringify([
        session.district,
        session.me,
        session.open,
        session.quick,
        session.channels,
        [...session.unread],
      ]);
      if (look === drawn) return;
      drawn = look;
      const focused = side.contains(document.activeElement)
        ? document.activeElement.dataset.key
        : undefined;
      side.replaceChildren(brand(session), you(session, on), conversations(session, on), foot(on));
      if (focused === undefined) return;
      side.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    },
  };
}

function brand({ district }) {
  return el(
    "div",
    { class: "brand" },
    el("img", { src: "/playground/assets/groundswell.svg", alt: "", width: "32", height: "32" }),
    el(
      "div",
      {},
      el("p", { class: "brand-name", text: district.name }),
      el("p", { class: "brand-hint", text: `${words.product} ${words.playground.toLowerCase()}` }),
    ),
  );
}

function you(session, on) {
  const { me, quick, unread } = session;
  const others = quick.filter(({ id }) => id !== me.id);
  const rows = others.map((person) =>
    personRow(person, { on, unread: unread.has(`person:${person.id}`) }),
  );
  const more = rowButton(
    { key: "someone", on: on.someoneElse },
    icon("search"),
    words.side.someoneElse,
  );
  return el(
    "section",
    { class: "side-part" },
    el("h2", { text: words.side.you }),
    meCard(me),
    el("h2", { text: words.side.switchTo }),
    el("ul", {}, ...rows, el("li", {}, more)),
  );
}

function meCard(me) {
  const platform = words.platforms[me.platform];
  return el(
    "div",
    { class: "me" },
    avatar(me),
    el(
      "div",
      {},
      el("p", { class: "me-name", text: me.name }),
      el("p", { class: "me-hint", text: personHint(me) }),
      platform ? el("p", { class: "me-hint", text: words.chatsIn(platform) }) : undefined,
    ),
  );
}

function personRow(person, { on, unread }) {
  const text = el(
    "span",
    { class: "row-text" },
    el("span", { class: "row-name", text: person.name }),
    el("span", { class: "row-hint", text: roleName(person) }),
  );
  const key = `person ${person.id}`;
  return el(
    "li",
    {},
    rowButton({ key, on: () => on.become(person) }, avatar(person), text, dot(unread)),
  );
}

function conversations(session, on) {
  const { me, open, channels, unread } = session;
  const direct = { kind: "person", id: me.id, name: words.side.direct };
  const row = (conversation, sign) => {
    const key = `${conversation.kind}:${conversation.id}`;
    const current = open.kind === conversation.kind && open.id === conversation.id;
    const options = { key, current, on: () => on.open(conversation) };
    return el(
      "li",
      {},
      rowButton(
        options,
        sign,
        el("span", { class: "row-text", text: conversation.name }),
        dot(unread.has(key)),
      ),
    );
  };
  const all = rowButton(
    { key: "all-channels", on: on.allChannels },
    icon("search"),
    words.side.allChannels,
  );
  return el(
    "section",
    { class: "side-part" },
    el("h2", { text: words.side.conversations }),
    el(
      "ul",
      {},
      row(direct, avatar()),
      ...channels.map((one) => row(one, icon("channel"))),
      el("li", {}, all),
    ),
  );
}

function rowButton({ key, current = false, on }, ...content) {
  return el(
    "button",
    {
      type: "button",
      class: "row",
      "data-key": key,
      "aria-current": current ? "true" : undefined,
      on: { click: on },
    },
    ...content,
  );
}

function dot(unread) {
  if (!unread) return undefined;
  return el(
    "span",
    { class: "dot" },
    el("span", { "aria-hidden": "true", text: words.side.isNew }),
    el("span", { class: "unseen", text: `, ${words.side.unread}` }),
  );
}

function foot(on) {
  const text = el(
    "span",
    { class: "row-text" },
    el("span", { class: "row-name", text: words.roster.open }),
    el("span", { class: "row-hint", text: words.roster.openHint }),
  );
  return el(
    "div",
    { class: "side-foot" },
    rowButton({ key: "roster", on: on.tryRoster }, icon("upload"), text),
    el("p", { text: words.side.note }),
  );
}
