/** What the page says by itself; every other word comes with a card or a form. */
export const words = {
  outside: "Your week is shown in Microsoft Teams: please open Groundswell there.",
  consent:
    "Before your week can be shown here, your IT admin has to give consent once for everybody; all of it works in the chat too. For your page in the browser, type dashboard there.",
  silent: "Groundswell cannot be reached just now.",
  silentHint: "Nothing is lost. Please try again in a moment.",
  notSent: "That did not arrive. Please press it once more: it will not be done twice.",
  working: "One moment ...",
  done: "Done.",
  unsent: "What you wrote is not sent yet. Close once more to leave without sending.",
};
