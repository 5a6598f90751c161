import process from "node:process";

/**
 * Loaded into the product before it starts: at SIGUSR2 it fails as a broken part would, with everything
 * that a library may hang on an error.
 */
process.once("SIGUSR2", () => {
  const { TOLD_FAULT = "", TOLD_WORDS: words = "" } = process.env;
  const message = `could not keep "${words}"\n    at ${words} (${words}:1:1)\nparams: ${words}`;
  const refused = `invalid input syntax for type json: "${words}"`;
  const cause = Object.assign(new SyntaxError(refused), { code: "22P02", detail: words });
  const fault = Object.assign(new Error(message, { cause }), { query: words, params: [words] });
  if (TOLD_FAULT === "exception") throw fault;
  void Promise.reject(fault);
});
