/** What is asked before the playground starts over. */
export const sceneWords = {
  title: "Start over?",
  text: "This brings back the sample district. Everything said and answered in the playground is gone.",
  label: "Where to begin",
  choices: [
    {
      id: "first-morning",
      label: "On the first morning",
      hint: "Monday, August 18, 2025. Wave 1 is ready to open, and nothing has been sent.",
    },
    {
      id: "mid-year",
      label: "In the middle of the year",
      hint: "Tuesday, March 10, 2026. Two waves are over: some schools are in, some said not yet, and some wait for a month of their own.",
    },
  ],
  action: "Start over",
};

/** The second step for a newcomer in the middle of the year: there is no wave to open yet. */
export const midYearStep = {
  wave: "See where the waves stand",
  waveText: (name) => `As ${name}, PL lead: see which schools are in, and who said not yet.`,
  waveFill: "Become the PL lead",
  waveWords: "/pl waves",
};
