/** The few words this adapter says by itself; every other word comes with a card or a form. */
export const words = {
  formNotOpened: "The form did not open in time. Please try that once more.",
  stillWorking: "This takes a little longer than usual. The answer comes in a moment.",
  pressAgain: "This took too long. Your words are still here: please press the button again.",
  doneAlready: "That is done. It was not done twice.",
  bot: "Groundswell",
  message: "A message from Groundswell.",
  close: "Close",
  cancel: "Cancel",
  submit: "Send",
  picture: "Picture",
  unnamed: "…",
  choose: "Choose one",
  chooseSome: "Choose",
  findPeople: "Type a name",
  nothingToChoose: "There is nothing to choose from yet.",
  cut: "There is more than fits here.",
  buttonsLeftOut: "Your text is too long to wait in a button. Copy it and start again with it.",
  /** In the reader's own zone; Slack fills the braces. */
  date: "{date_short_pretty} at {time}",
  rowsLeftOut: (count: number): string => `… and ${count} more`,
  /** Buttons that say the same, told apart for a screen reader. */
  oneOfSame: (label: string, which: { readonly number: number; readonly count: number }): string =>
    `${label}, ${which.number} of ${which.count}`,
} as const;
