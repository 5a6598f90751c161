const SVG = "http://www.w3.org/2000/svg";

const paths = {
  menu: ["M3 6h18M3 12h18M3 18h18"],
  close: ["M6 6l12 12M18 6L6 18"],
  send: ["M4 12l16-8-6 16-3-6z"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7v5l3 2"],
  upload: ["M12 16V4M7 9l5-5 5 5", "M4 16v4h16v-4"],
  down: ["M6 9l6 6 6-6"],
  search: ["M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14z", "M16.500 16.500L21 21"],
  eye: ["M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z", "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"],
  check: ["M5 12.500l5 5L19 7"],
  channel: ["M9 4L7 20M17 4l-2 16M4 9h17M3 15h17"],
  alert: ["M12 4L2.500 20h19z", "M12 10v4M12 17v.500"],
};

/** A line drawing that screen readers skip; the words beside it carry the meaning. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of paths[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
