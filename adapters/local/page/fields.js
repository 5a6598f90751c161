import { el, newId } from "./dom.js";
import { peopleField } from "./people-field.js";
import { words } from "./words.js";

/** Up to this many options are shown at once; more become a menu. */
const MOST_RADIOS = 4;

/**
 * A form field as {node, read, focus, showError}. `read` gives a string, or a list for the fields
 * that hold several.
 */
export function buildField(field, search) {
  const ids = {
    input: newId("field"),
    help: newId("help"),
    error: newId("error"),
    count: newId("count"),
  };
  const makers = {
    text: textField,
    choice: choiceField,
    choices: choicesField,
    people: peopleField,
  };
  const made = makers[field.type](field, { ids, search });
  const error = el("p", { class: "field-error", id: ids.error });
  error.hidden = true;
  const help = field.help
    ? el("p", { class: "field-help", id: ids.help, text: field.help })
    : undefined;
  const node = frame(field, { ids, made, help, error });
  const described = [help && ids.help, made.count && ids.count];
  describe(made.target, described);

  function showError(text) {
    error.textContent = text ?? "";
    error.hidden = text === undefined;
    describe(made.target, [text && ids.error, ...described]);
    if (made.group) node.toggleAttribute("data-invalid", text !== undefined);
    else made.target.setAttribute("aria-invalid", String(text !== undefined));
  }
  return { ...made, node, showError, missing: made.missing ?? words.form.missing };
}

function describe(target, ids) {
  const given = ids.filter(Boolean);
  if (given.length > 0) target.setAttribute("aria-describedby", given.join(" "));
  else target.removeAttribute("aria-describedby");
}

function frame(field, { ids, made, help, error }) {
  const mark = field.required ? words.form.required : words.form.optional;
  const name = [field.label, el("span", { class: "field-mark", text: mark })];
  if (made.group) {
    const legend = el("legend", {}, ...name);
    made.target.prepend(legend, ...(help ? [help] : []));
    made.target.append(error);
    return made.target;
  }
  const label = el("label", { for: ids.input }, ...name);
  return el("div", { class: "form-field" }, label, help, made.node, error);
}

function textField(field, { ids }) {
  const input = el(field.multiline ? "textarea" : "input", {
    id: ids.input,
    maxlength: field.maxLength,
    rows: field.multiline ? 3 : undefined,
    type: field.multiline ? undefined : "text",
    "aria-required": field.required,
  });
  input.value = field.value ?? "";
  const count = el("p", { class: "field-count", id: ids.count });
  const tell = () => {
    count.textContent = words.form.left(field.maxLength - input.value.length);
  };
  input.addEventListener("input", tell);
  tell();
  const node = el("div", {}, input, count);
  return { node, target: input, count, read: () => input.value, focus: () => input.focus() };
}

function choiceField(field, { ids }) {
  if (field.options.length <= MOST_RADIOS && field.required) return radios(field, { ids });
  if (field.options.length <= MOST_RADIOS && field.value) return radios(field, { ids });
  const first = field.required ? words.form.pickOne : words.form.pick;
  const select = el("select", { id: ids.input, "aria-required": field.required });
  select.append(el("option", { value: "", text: first }));
  for (const { value, label } of field.options) select.append(el("option", { value, text: label }));
  select.value = field.value ?? "";
  return {
    node: select,
    target: select,
    missing: words.form.missingPick,
    read: () => select.value,
    focus: () => select.focus(),
  };
}

function ticks(field, { ids, type, chosen }) {
  const group = el("fieldset", { class: "form-field ticks" });
  const place = field.folded ? unfolding(chosen) : group;
  if (place !== group) group.append(place);
  const inputs = field.options.map((option) => {
    const input = el("input", { type, name: ids.input, value: option.value, id: newId("tick") });
    input.checked = chosen.includes(option.value);
    const hint = option.hint ? el("span", { class: "tick-hint", text: option.hint }) : undefined;
    const text = el("span", {}, option.label, hint);
    place.append(el("label", { class: "tick", for: input.id }, input, text));
    return input;
  });
  const read = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const focus = () => (inputs.find((input) => input.checked) ?? inputs[0]).focus();
  return { group, inputs, read, focus };
}

/** What few people need opens with a press; what is chosen there is seen. */
function unfolding(chosen) {
  const place = el("details", { class: "folded" }, el("summary", { text: words.form.unfold }));
  place.open = chosen.length > 0;
  return place;
}

function radios(field, { ids }) {
  const made = ticks(field, { ids, type: "radio", chosen: [field.value] });
  return {
    group: true,
    target: made.group,
    missing: words.form.missingPick,
    read: () => made.read()[0] ?? "",
    focus: made.focus,
  };
}

function choicesField(field, { ids }) {
  const { group, inputs, read, focus } = ticks(field, {
    ids,
    type: "checkbox",
    chosen: field.values ?? [],
  });
  const count = el("p", { class: "field-count", id: ids.count, role: "status" });
  const tell = () => {
    const picked = read().length;
    const full = picked >= field.most;
    for (const input of inputs) input.disabled = full && !input.checked;
    count.textContent = full
      ? words.form.fullPick(field.most)
      : words.form.picked(picked, field.most);
    if (picked === 0) count.textContent = words.form.upTo(field.most);
  };
  group.addEventListener("change", tell);
  tell();
  group.append(count);
  return { group: true, target: group, count, missing: words.form.missingPick, read, focus };
}
