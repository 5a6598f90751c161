import { changeIdea, changeRetired, showIdea, showIdeas } from "./ideas-page.ts";
import { IDEAS_PATH, WORDS_PATH } from "./wording-paths.ts";
import { changePhrase, showPhrase, showWords } from "./words-page.ts";

const phrase = `${WORDS_PATH}/:key`;
const idea = `${IDEAS_PATH}/:idea`;

/** The pages on which a district says things its own way. */
export const wordingRoutes = [
  { method: "GET", path: WORDS_PATH, right: "listWords", handle: showWords },
  { method: "GET", path: phrase, right: "readPhrase", handle: showPhrase },
  { method: "POST", path: phrase, right: "keepPhrase", handle: changePhrase },
  { method: "GET", path: IDEAS_PATH, right: "listIdeas", handle: showIdeas },
  { method: "GET", path: idea, right: "readIdea", handle: showIdea },
  { method: "POST", path: idea, right: "keepIdea", handle: changeIdea },
  { method: "POST", path: `${idea}/retire`, right: "retireIdea", handle: changeRetired },
] as const;
