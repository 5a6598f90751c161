import { findPeople, listChannels } from "./api.js";
import { openDialog } from "./dialog.js";
import { debounce, el, newId } from "./dom.js";
import { createListbox } from "./listbox.js";
import { personHint } from "./phrases.js";
import { words } from "./words.js";

const WAIT_MS = 200;
const MOST = 40;

/** Finds one of all the staff by name, school or role. */
export function pickPerson(onPick) {
  const role = el("select", { id: newId("role") });
  role.append(el("option", { value: "", text: words.people.anyRole }));
  for (const [value, text] of Object.entries(words.roles))
    role.append(el("option", { value, text }));
  const search = async (q) => {
    const people = await findPeople({ q, role: role.value, limit: MOST });
    return people.map((person) => ({
      label: person.name,
      hint: personHint(person),
      picked: person,
    }));
  };
  const beside = el(
    "div",
    { class: "form-field" },
    el("label", { for: role.id, text: words.people.role }),
    role,
  );
  const run = openPicker({ say: words.people, none: words.people.nobody, search, beside, onPick });
  role.addEventListener("change", run);
}

/** True when every word of the query is in the channel's name. */
function soundsLike(name, q) {
  const parts = q.toLowerCase().split(" ");
  return parts.every((part) => part === "school" || name.includes(part));
}

/** Finds a channel of the district. */
export async function pickChannel(onPick) {
  const channels = await listChannels();
  const search = async (q) => {
    return channels
      .filter(({ name }) => soundsLike(name, q))
      .map((channel) => ({ label: `# ${channel.name}`, picked: channel }));
  };
  openPicker({ say: words.channels, none: words.channels.nothing, search, onPick });
}

function openPicker({ say, none, search, beside, onPick }) {
  const id = newId("search");
  const status = el("p", { class: "picker-status", role: "status" });
  const input = el("input", {
    id,
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    placeholder: say.placeholder,
    autocomplete: "off",
    spellcheck: "false",
    autofocus: true,
  });
  const choose = ({ picked }) => {
    dialog.close();
    onPick(picked);
  };
  const box = createListbox({ input, label: say.results, onChoose: choose });
  let asked = 0;
  const run = async () => {
    asked += 1;
    const mine = asked;
    const found = await search(input.value.trim()).catch((refusal) => {
      status.textContent = refusal.message;
    });
    if (found === undefined || mine !== asked) return;
    box.show(found);
    status.textContent = found.length > 0 ? say.found : none;
  };
  input.addEventListener("input", box.rest);
  input.addEventListener("input", debounce(run, WAIT_MS));
  input.addEventListener("keydown", (event) => event.key !== "Escape" && box.key(event));
  const field = el(
    "div",
    { class: "form-field" },
    el("label", { for: id, text: say.label }),
    input,
  );
  const filters = el("div", { class: "picker-filters" }, field, beside);
  const content = el("div", { class: "dialog-body" }, filters, status, box.list);
  const dialog = openDialog({ title: say.title, className: "picker", content });
  void run();
  return run;
}
