const SHOWN_MS = 5000;
let timer;

/** Says one sentence to screen readers only: the page shows it in another way. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/** Says one sentence quietly, on screen and to screen readers. */
export function say(text) {
  const toast = document.getElementById("toast");
  clearTimeout(timer);
  toast.textContent = text;
  toast.toggleAttribute("data-shown", true);
  timer = setTimeout(() => toast.toggleAttribute("data-shown", false), SHOWN_MS);
}
