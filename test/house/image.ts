import { DockerfileParser, type Instruction, ModifiableInstruction } from "dockerfile-ast";

export interface Step {
  readonly keyword: string;
  /** Such as "interval" with "30s". */
  readonly flags: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly text: string;
}

/** The steps of a Dockerfile from one FROM to the next; those before the first are a stage of their own. */
export function readStages(dockerfile: string): readonly (readonly Step[])[] {
  const stages: Step[][] = [[]];
  for (const each of DockerfileParser.parse(dockerfile).getInstructions()) {
    const step = {
      keyword: each.getKeyword(),
      flags: flagsOf(each),
      words: each.getExpandedArguments().map((word) => word.getValue()),
      text: each.getArgumentsContent() ?? "",
    };
    if (step.keyword === "FROM") stages.push([]);
    stages.at(-1)?.push(step);
  }
  return stages;
}

function flagsOf(step: Instruction): Step["flags"] {
  if (!(step instanceof ModifiableInstruction)) return {};
  return Object.fromEntries(step.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? ""]));
}

/** Names and values of the ENV steps. */
export function environmentOf(stage: readonly Step[]): Readonly<Record<string, string>> {
  const pairs = stage
    .filter(({ keyword }) => keyword === "ENV")
    .flatMap(({ words }) => words.map((word) => split(word, "=")));
  return Object.fromEntries(pairs);
}

/** What a stage takes from the builder's folder, and what from another stage. */
export function copiesOf(stage: readonly Step[]): {
  readonly own: readonly string[];
  readonly from: readonly string[];
} {
  const copies = stage.filter(({ keyword }) => keyword === "COPY");
  const isFrom = ({ flags }: Step) => flags.from !== undefined;
  const sources = ({ words }: Step) => words.slice(0, -1);
  return {
    own: copies.filter((step) => !isFrom(step)).flatMap(sources),
    from: copies.filter(isFrom).flatMap(sources),
  };
}

/** The step of this keyword that holds: the last one. */
export function lastOf(stage: readonly Step[], keyword: string): Step {
  const step = stage.findLast((each) => each.keyword === keyword);
  return step ?? { keyword, flags: {}, words: [], text: "" };
}

export function split(text: string, at: string): readonly [string, string] {
  const place = text.indexOf(at);
  return place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + at.length)];
}
