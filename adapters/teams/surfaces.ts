interface Offered {
  /** What a person types, or picks from the list. */
  readonly title: string;
  readonly description: string;
}

/** What Teams lists when somebody mentions the bot, or types "/" in a channel. */
export const commands: readonly Offered[] = [
  { title: "praise", description: "Thank a colleague: praise @colleague for what they did" },
  { title: "help", description: "How to start, and what I can do" },
  { title: "status", description: "Your settings, your next idea and your school's answer" },
  { title: "mine", description: "Your own shout-outs; nobody else sees that list" },
  { title: "answer", description: "Your school's answer; you can change it at any time" },
  { title: "start", description: "One short idea a week, in school hours" },
  { title: "stop", description: "Ends everything I would start, at once" },
  { title: "pause", description: "Two weeks without anything I start; nobody else sees it" },
  { title: "wave", description: "For PL leads: the waves, and which schools answered what" },
  { title: "calls", description: "For PL leads: schools that should hear from a person" },
];

/** The form that "/", the message box and a message's menu open: its command id. */
export const praiseForm = "praise";

/** The personal tab: its address below ours, and Teams' name for it. */
export const tab = { path: "/teams/tab", entityId: "my-week" } as const;

/** What the app's page in Teams links to, as addresses below ours. */
export const pages = {
  about: "/teams/about",
  privacy: "/teams/privacy",
  terms: "/teams/terms",
} as const;
