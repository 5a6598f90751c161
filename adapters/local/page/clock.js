import { listMoments, moveClock, readClock, startOver } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { session, undisturbed } from "./session.js";
import { openStartOver } from "./start-over.js";
import { dayOf, hourOf, shortDayOf, useZone } from "./time.js";
import { say } from "./toast.js";
import { words } from "./words.js";

/**
 * The product's time and the ways to move it. `onMoved` runs after the time moved, `onWiped` after
 * a fresh start, `onProblem` when either was refused.
 */
export function createClock(root, { onMoved, onWiped, onProblem }) {
  const long = el("span", { class: "clock-long" });
  const short = el("span", { class: "clock-short" });
  const panel = el("div", { id: "clock-panel", class: "clock-panel", popover: "auto" });
  const button = el(
    "button",
    { type: "button", class: "button clock-button", popovertarget: panel.id },
    icon("clock"),
    el("span", { class: "unseen", text: `${words.clock.label}: ` }),
    el("time", {}, long, short),
    icon("down"),
  );
  root.append(button, panel);
  let now;

  function tell(instant) {
    if (instant === now) return;
    now = instant;
    long.textContent = `${dayOf(instant)} · ${hourOf(instant)}`;
    short.replaceChildren(
      el("span", { text: shortDayOf(instant) }),
      el("span", { text: hourOf(instant) }),
    );
  }

  async function busy(work) {
    panel.hidePopover();
    button.setAttribute("aria-busy", "true");
    await undisturbed(work).catch(onProblem);
    button.removeAttribute("aria-busy");
  }

  async function move(to) {
    await busy(async () => {
      say(words.clock.moving);
      const moved = await moveClock({ to });
      tell(moved.now);
      say(words.clock.moved(`${dayOf(moved.now)}, ${hourOf(moved.now)}`, moved.delivered));
      await onMoved();
    });
  }

  const wipe = (scene) =>
    busy(async () => {
      say(words.clock.wiping);
      await startOver(scene);
      say(words.clock.wiped);
      await onWiped();
    });
  const askToWipe = () => {
    panel.hidePopover();
    openStartOver(wipe);
  };

  panel.addEventListener("beforetoggle", async (event) => {
    if (event.newState !== "open") return;
    const moments = await listMoments().catch(() => []);
    fillPanel(panel, { moments, move, askToWipe });
    panel.querySelector("button")?.focus();
  });
  return {
    now: () => now,
    /** Reads the time and whose time it is. */
    read: async () => {
      const read = await readClock();
      session.district = read.district;
      if (useZone(read.district.zone)) now = undefined;
      tell(read.now);
    },
    /** Moves to the first moment the playground offers: the next school morning. */
    moveToFirst: async () => {
      const [moment] = await listMoments();
      if (moment !== undefined) await move(moment.to);
    },
  };
}

function fillPanel(panel, { moments, move, askToWipe }) {
  const rows = moments.map(({ label, to }) =>
    el(
      "button",
      { type: "button", class: "row", on: { click: () => move(to) } },
      el(
        "span",
        { class: "row-text" },
        el("span", { class: "row-name", text: label }),
        el("span", { class: "row-hint", text: `${dayOf(to)} · ${hourOf(to)}` }),
      ),
    ),
  );
  panel.replaceChildren(
    el("h2", { text: words.clock.move }),
    el("p", { class: "clock-explain", text: words.clock.explain }),
    ...rows,
    el("hr"),
    el("button", {
      type: "button",
      class: "row row-danger",
      text: words.clock.startOver,
      on: { click: askToWipe },
    }),
  );
}
