import { type LeftOut, leftOutReasons, type Unclear } from "#domain/choose-sites.ts";
import type { Cluster, Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { Button, Card, Form, FormField, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { nameList } from "./name-list.ts";
import type { Words } from "./words.ts";

const NAMES_LENGTH = 2000;
/** What the one box of "everyone" carries. */
export const EVERYONE = "everyone";

export interface Choices {
  readonly what: "add" | "remove";
  readonly sites: readonly Pick<Site, "level" | "signature">[];
  readonly clusters: readonly Cluster[];
}

/** Schools by cluster, level and program, which narrow each other, and by name. */
export function chooseForm(words: Words, wave: Wave, { what, sites, clusters }: Choices): Form {
  const levels = namesOf(sites.map(({ level }) => level)).map((one) => toLevel(words, one));
  const signatures = namesOf(sites.map(({ signature }) => signature));
  const groups = [...clusters].sort((a, b) => words.compare(a.name, b.name));
  const picks: { name: string; label: string; options: Option[] }[] = [
    {
      name: "cluster",
      label: words.say("choose_cluster", {}),
      options: groups.map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: "level", label: words.say("choose_level", {}), options: levels },
    { name: "signature", label: words.say("choose_signature", {}), options: signatures },
  ];
  return {
    id: "choose-schools" satisfies FormId,
    title: words.say(`choose_title_${what}`, {}),
    submit: words.say(`choose_submit_${what}`, {}),
    context: `${wave.id}|${what}`,
    note: words.say("choose_note", { wave_name: wave.name }),
    fields: [
      ...picks.filter(({ options }) => options.length > 0).map(toPick),
      everyoneField(words, what),
      {
        name: "names",
        label: words.say("choose_names", {}),
        help: words.say("choose_names_help", {}),
        required: false,
        type: "text",
        multiline: true,
        maxLength: NAMES_LENGTH,
      },
    ],
  };
}

function toPick(pick: { name: string; label: string; options: Option[] }): FormField {
  return { ...pick, required: false, type: "choice" };
}

function everyoneField(words: Words, what: Choices["what"]): FormField {
  const key = what === "add" ? "choose_everyone_option" : "choose_everyone_option_remove";
  return {
    name: "everyone",
    label: words.say("choose_everyone", {}),
    required: false,
    type: "choices",
    most: 1,
    options: [{ value: EVERYONE, label: words.say(key, {}) }],
  };
}

function namesOf(names: readonly (string | undefined)[]): Option[] {
  const known = new Set(names.flatMap((name) => (name ? [name] : [])));
  return [...known].sort().map((name) => ({ value: name, label: name }));
}

const levelNames = [
  "elementary",
  "middle",
  "high",
  "k8",
  "early",
  "alternative",
  "program",
] as const;

function toLevel(words: Words, { value }: Option): Option {
  return { value, label: levelLabel(words, value) };
}

/** A level in words; one that no text knows stays as the district wrote it. */
export function levelLabel(words: Words, level: string): string {
  const known = levelNames.find((name) => name === level);
  return known ? words.say(`level_${known}`, {}) : level;
}

/** A typed name that is not one school, with what it could be. */
export function unclearWords(words: Words, { typed: name, several, near }: Unclear): string {
  if (several.length > 0)
    return words.say("choose_several", { name, names: nameList(words, several) });
  if (near.length > 0) return words.say("choose_near", { name, names: words.list(near) });
  return words.say("choose_unknown", { name });
}

interface SchoolLeftOut extends LeftOut {
  readonly school: string;
}

export interface ChosenShown {
  readonly wave: Wave;
  readonly what: "add" | "remove";
  readonly schools: readonly string[];
  readonly leftOut: readonly SchoolLeftOut[];
  readonly schoolCount: number;
}

/** Who came or went, and by name who did not and why. */
export function chosenCard(words: Words, chosen: ChosenShown): Card {
  const { wave, leftOut, schoolCount } = chosen;
  const said = chosenWords(words, chosen);
  const text = [...said, ...leftOutLines(words, leftOut)].join("\n");
  const count = String(schoolCount);
  return {
    title: words.say("choose_done_title", { wave_name: wave.name, count }),
    text,
    buttons: chosenButtons(words, chosen),
    fallback: said[0] ?? text,
  };
}

function chosenWords(words: Words, { wave, what, schools }: ChosenShown): string[] {
  const isAdded = what === "add";
  if (schools.length === 0)
    return [words.say(isAdded ? "choose_added_none" : "choose_removed_none", {})];
  const key = isAdded ? "choose_added" : "choose_removed";
  const first = words.say(key, { names: nameList(words, schools) });
  if (wave.state !== "open") return [first];
  const follows = isAdded
    ? words.say("choose_asked", { wave_name: wave.name })
    : words.say("choose_taken_back", {});
  return [first, follows];
}

/** One line for each reason, and for each other wave. */
function leftOutLines(words: Words, leftOut: readonly SchoolLeftOut[]): string[] {
  return leftOutReasons.flatMap((reason) => {
    const here = leftOut.filter((one) => one.reason === reason);
    const waves = [...new Set(here.map(({ wave }) => wave))];
    return waves.map((wave) => {
      const schools = here.filter((one) => one.wave === wave).map(({ school }) => school);
      const names = nameList(words, schools);
      return reason === "in_another_wave"
        ? words.say(`left_out_${reason}`, { names, wave_name: wave })
        : words.say(`left_out_${reason}`, { names });
    });
  });
}

function chosenButtons(words: Words, { wave, leftOut, schoolCount }: ChosenShown): Button[] {
  const lacksChange = leftOut.some(({ reason }) => reason === "no_change");
  const change = button(words.say("button_write_change", {}), "write-change", [wave.id]);
  if (wave.state !== "draft") return lacksChange ? [change] : [];
  const plan = button(words.say("button_plan_wave", {}), "plan-wave", [wave.id]);
  const choose = button(words.say("button_choose_schools", {}), "choose-schools", [wave.id]);
  return schoolCount > 0 ? [{ ...plan, style: "primary" }, choose] : [choose];
}
