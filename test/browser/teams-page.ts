import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

/** Sizes and colours near to those of Teams, so that what breaks there breaks here. */
const HOST = {
  fontFamily: "'Segoe UI', 'DejaVu Sans', sans-serif",
  spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  fontSizes: { small: 12, default: 14, medium: 18, large: 22, extraLarge: 26 },
  textBlock: { headingLevel: 2 },
  actions: { maxActions: 6, actionAlignment: "left", buttonSpacing: 8, spacing: "default" },
  containerStyles: {
    default: {
      foregroundColors: {
        default: { default: "#242424", subtle: "#595959" },
        attention: { default: "#b10e1c", subtle: "#b10e1c" },
      },
    },
  },
  inputs: {
    label: {
      requiredInputs: { suffix: " *", suffixColor: "attention" },
    },
  },
};

const LOOK = `
  body { margin: 0; background: #f5f5f5 }
  main { background: #fff; margin: 8px; border-radius: 4px; max-width: 600px }
  .ac-pushButton { min-height: 32px; font-size: 14px; border-radius: 4px; border: 1px solid #d1d1d1;
    background: #fff; color: #242424; padding: 5px 12px }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff }
  .ac-actionSet { flex-wrap: wrap; gap: 4px 0 }
  .ac-input { font: 14px 'Segoe UI', 'DejaVu Sans', sans-serif; box-sizing: border-box; padding: 6px;
    border: 1px solid #616161; border-radius: 4px }
  .ac-input.ac-choiceSetInput-multiSelect { border: 0; padding: 0 }
  .ac-input.ac-choiceSetInput-multiSelect > div { min-height: 28px }
`;

/** Draws one card, or several with their names below each other; says what the library objected to. */
const SCRIPT = `
  AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
  const objectionsOf = (events) => events.map(({ event, message }) => event + ": " + message);
  const make = (json) => {
    const context = new AdaptiveCards.SerializationContext();
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(host);
    card.onExecuteAction = (action) => { window.pressed = { data: action.data, title: action.title } };
    card.parse(json, context);
    const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
    const validated = card.validateProperties().validationEvents;
    return { drawn: card.render(), said: objectionsOf([...parsed, ...validated]) };
  };
  window.draw = (json) => {
    const { drawn, said } = make(json);
    window.pressed = undefined;
    document.querySelector("main").replaceChildren(drawn);
    return said;
  };
  window.drawAll = (cards) => {
    const made = cards.map(([name, json]) => {
      const place = document.createElement("div");
      const { drawn, said } = make(json);
      place.dataset.name = name;
      place.append(drawn);
      return { place, said };
    });
    document.querySelector("main").replaceChildren(...made.map(({ place }) => place));
    return made.map(({ said }) => said);
  };
`;

export interface CardPage {
  readonly url: string;
  stop(): Promise<void>;
}

/** A page on loopback that draws cards with Microsoft's own library. */
export async function startCardPage(): Promise<CardPage> {
  const file = (name: string): string => {
    const manifest = createRequire(import.meta.url).resolve("adaptivecards/package.json");
    return readFileSync(path.join(path.dirname(manifest), "dist", name), "utf8");
  };
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cards</title>
    <meta name="viewport" content="width=device-width"><style>${file("adaptivecards.css")}${LOOK}</style>
    </head><body><h1 hidden>Cards</h1><main></main><script src="/library.js"></script>
    <script>const host = ${JSON.stringify(HOST)};${SCRIPT}</script></body></html>`;
  const library = file("adaptivecards.min.js");
  const server = createServer(({ url }, response) => {
    const isLibrary = url === "/library.js";
    const type = isLibrary ? "text/javascript" : "text/html";
    response.setHeader("content-type", `${type}; charset=utf-8`).end(isLibrary ? library : page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
