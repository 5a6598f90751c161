import { el } from "./dom.js";
import { icon } from "./icons.js";
import { recall, remember } from "./memory.js";
import { midYearStep } from "./scene-words.js";
import { session } from "./session.js";
import { words } from "./words.js";

const HIDDEN = "steps-hidden";
const DONE = "steps-done";
const PRAISE = "/praise";
const OPEN_WAVE = "confirm-wave";

/**
 * Three steps for a newcomer, above the conversation; part of the page, not of the chat. `on` says
 * what its buttons do, `cast` who is in them.
 */
export function createTryThis(section, on) {
  let cast;
  const done = () => recall(DONE) ?? [];

  function draw() {
    section.hidden = recall(HIDDEN) === true || cast === undefined;
    if (section.hidden) return;
    const steps = stepsOf(cast, { on, finish });
    const current = steps.findIndex((_, index) => !done().includes(index));
    const items = steps.map((step, index) =>
      stepItem(step, {
        index,
        isDone: done().includes(index),
        isCurrent: index === current,
        isLast: step.buttons.length > 1 && index === done().at(-1),
      }),
    );
    section.replaceChildren(head(dismiss, current === -1), el("ol", {}, ...items));
  }

  function dismiss() {
    remember(HIDDEN, true);
    draw();
    on.dismissed();
  }

  function finish(index) {
    if (done().includes(index)) return;
    remember(DONE, [...done(), index]);
    draw();
  }

  return {
    setCast(next) {
      cast = next;
      draw();
    },
    /** Ticks the step off once somebody has done it, by whatever way. */
    wrote: (text) => {
      if (text.startsWith(PRAISE)) finish(0);
      if (isMidYear() && text.startsWith(midYearStep.waveWords)) finish(1);
    },
    pressed: (action) => action === OPEN_WAVE && finish(1),
    moved: () => finish(2),
    reset() {
      remember(DONE, undefined);
      remember(HIDDEN, undefined);
      draw();
    },
  };
}

const isMidYear = () => session.district?.scene === "mid-year";

function stepsOf({ colleague, lead }, { on }) {
  const say = isMidYear() ? { ...words.tryThis, ...midYearStep } : words.tryThis;
  return [
    {
      title: say.thank,
      text: say.thankText(colleague.name),
      buttons: [
        { label: say.thankFill, act: () => on.fillAsTeacher(say.thankWords(colleague.name)) },
        { label: say.seeAs(colleague.name), act: () => on.become(colleague), afterwards: true },
      ],
    },
    {
      title: say.wave,
      text: say.waveText(lead.name),
      buttons: [{ label: say.waveFill, act: () => on.fillAs(lead, say.waveWords) }],
    },
    {
      title: say.clock,
      text: say.clockText,
      buttons: [{ label: words.clock.move, act: () => on.moveClock() }],
    },
  ];
}

function head(dismiss, finished) {
  const close = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": words.tryThis.dismiss,
      title: words.tryThis.dismiss,
      on: { click: dismiss },
    },
    icon("close"),
  );
  const title = el("h2", { id: "try-title", text: words.tryThis.title });
  return el(
    "div",
    { class: "try-head" },
    title,
    el("p", { text: finished ? words.tryThis.finished : words.tryThis.intro }),
    close,
  );
}

function stepItem(step, { index, isDone, isCurrent, isLast }) {
  const number = el("span", { class: "try-number" }, isDone ? icon("check") : String(index + 1));
  const state = isDone
    ? el("span", { class: "unseen", text: ` (${words.tryThis.done})` })
    : undefined;
  const buttons = step.buttons
    .filter(({ afterwards = false }) => step.buttons.length === 1 || afterwards === isDone)
    .map(({ label, act }) =>
      el("button", {
        type: "button",
        class: "button button-small",
        text: label,
        on: { click: act },
      }),
    );
  return el(
    "li",
    {
      class: isDone ? "try-step try-done" : "try-step",
      "data-current": isCurrent,
      "data-last": isLast,
    },
    number,
    el(
      "div",
      {},
      el("h3", {}, step.title, state),
      el("p", { text: step.text }),
      el("div", { class: "try-buttons" }, ...buttons),
    ),
  );
}
