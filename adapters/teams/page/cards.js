const { AdaptiveCards: library = {} } = globalThis;
const INK = { default: "var(--ink)", subtle: "var(--soft)" };
const ALERT = { default: "var(--alert)", subtle: "var(--alert)" };

/** Colours are the theme's own, so that a card that is up follows Teams without being drawn anew. */
const LOOK = {
  fontFamily: "inherit",
  spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  textBlock: { headingLevel: 2 },
  actions: {
    maxActions: 6,
    actionAlignment: "left",
    allowTitleToWrap: true,
    buttonSpacing: 8,
    spacing: "default",
  },
  containerStyles: {
    default: { borderColor: "var(--line)", foregroundColors: { default: INK, attention: ALERT } },
  },
  inputs: { label: { requiredInputs: { suffix: " *", suffixColor: "attention" } } },
};

/** A card as an element, and its inputs. `onAct` gets what a press has to send, and its button. */
export function drawCard(json, onAct) {
  const card = new library.AdaptiveCard();
  card.hostConfig = new library.HostConfig(LOOK);
  card.onExecuteAction = (action) => {
    if (action.getJsonTypeName() === "Action.OpenUrl") return openOutside(action.url);
    const inputs = card.getAllInputs().filter((input) => input.id && input.isSet());
    onAct({
      data: action.toJSON().data,
      inputs: Object.fromEntries(inputs.map(({ id, value }) => [id, String(value)])),
      button: action.renderedElement,
    });
  };
  card.parse(json);
  const element = card.render();
  for (const input of card.getAllInputs()) nameGroup(input);
  return { element, card };
}

/** In the browser of the machine: what is signed in there is not signed in inside of Teams. */
function openOutside(url) {
  globalThis.open(url, "_blank", "noopener");
}

/** Marks the inputs to look at, and goes to the first; false where there is none. */
export function pointAt(card, ids) {
  const found = ids.map((id) => card.getElementById(id)).filter(Boolean);
  for (const { renderedInputControlElement: control } of found) {
    control?.setAttribute("aria-invalid", "true");
  }
  found[0]?.focus();
  return found.length > 0;
}

/** Boxes of one question belong together for a screen reader too. */
function nameGroup({ renderedInputControlElement: control, renderedElement: element }) {
  if (!control || control.matches("input, select, textarea")) return;
  const label = element.querySelector("label");
  control.setAttribute("role", "group");
  if (label?.id) control.setAttribute("aria-labelledby", label.id);
}

/** What tells two buttons apart is what a screen reader says, in the place of a tip. */
function speakButtons() {
  class Spoken extends library.ExecuteAction {
    setupElementForAccessibility(element, ...rest) {
      super.setupElementForAccessibility(element, ...rest);
      element.setAttribute("aria-label", this.tooltip || this.title);
      element.removeAttribute("title");
    }
  }
  library.GlobalRegistry.actions.register("Action.Execute", Spoken, library.Versions.v1_4);
}

if (library.AdaptiveCard) {
  library.GlobalSettings.setTabIndexAtCardRoot = false;
  speakButtons();
}
