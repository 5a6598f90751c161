import { drawCard } from "./cards.js";

/** The cards of the page, drawn anew only when they say something else. */
export function createWeek(container, onAct) {
  let shown = "";
  let left;
  const placeOf = (element) => {
    const section = [...container.children].find((each) => each.contains(element));
    return section && { section: nameOf(section), label: element.getAttribute("aria-label") };
  };
  const goTo = (place) => {
    const section = [...container.children].find((each) => nameOf(each) === place?.section);
    const button = [...(section?.querySelectorAll("button") ?? [])].find(
      (each) => each.getAttribute("aria-label") === place.label,
    );
    (button ?? section ?? container).focus();
  };
  return {
    draw: (cards) => {
      const next = JSON.stringify(cards, withoutSealed);
      if (next === shown) return;
      shown = next;
      const place = placeOf(document.activeElement);
      container.replaceChildren(...cards.map((json) => toSection(json, onAct)));
      if (place) goTo(place);
    },
    /** Remembers where somebody was, before a dialog opens over it. */
    leave: (element) => {
      left = placeOf(element) ?? left;
    },
    /** Goes there again, if it was drawn anew meanwhile. */
    comeBack: () => {
      if (left && !container.contains(document.activeElement)) goTo(left);
    },
  };
}

function toSection(json, onAct) {
  const { element } = drawCard(json, onAct);
  const section = document.createElement("section");
  section.tabIndex = -1;
  section.append(element);
  section.setAttribute("aria-label", nameOf(section));
  return section;
}

function nameOf(section) {
  const heading = section.querySelector('[role="heading"]');
  return (heading ?? section).textContent.slice(0, MOST);
}

const MOST = 80;

/** What we lock into actions differs each time, and says nothing else. */
function withoutSealed(key, value) {
  return key === "data" ? undefined : value;
}
