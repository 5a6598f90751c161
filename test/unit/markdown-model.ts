/**
 * The markdown that clients of Teams read, as strictly as the strictest of them: what this model
 * calls nothing is shown as it stands.
 */
const rules: Readonly<Record<string, RegExp>> = {
  emphasis: /[*_~]/,
  code: /`/,
  link: /\[|\]\(/,
  "bare link": /:\/\/|\bwww\.|[\w.]@[\w.]/i,
  "tag or mention": /<|>/,
  escape: /\\/,
  list: /^\s*(?:[-+•]\s|\d+[.)]\s)/m,
  heading: /^\s*#/m,
  rule: /^\s*(?:-{3,}|={3,})\s*$/m,
  entity: /&#?\w+;/,
  function: /\{\{/,
};

/** What a client would make of this text besides words. */
export function readMarkdown(text: string): string[] {
  return Object.entries(rules).flatMap(([name, rule]) => (rule.test(text) ? [name] : []));
}
