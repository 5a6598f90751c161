import { words } from "./words.js";

/** A role in words; an unknown one as it came. */
export function roleName({ role }) {
  return words.roles[role] ?? role;
}

/** "Teacher · Lindenwood Elementary School" */
export function personHint(person) {
  return `${roleName(person)} · ${person.site.name}`;
}

/** The commands this person may use. */
export function commandsOf({ role }) {
  return words.commands.filter(({ roles }) => roles === undefined || roles.includes(role));
}

/** What an empty conversation says, and the commands it offers to this person. */
export function emptyWords({ me, open }, onCommand) {
  const say = words.stream;
  if (open.kind === "channel") {
    return { look: "channel", title: say.emptyChannel, hint: say.emptyChannelHint };
  }
  const offered = commandsOf(me).filter(({ first }) => first);
  return {
    look: `direct ${me.role}`,
    title: say.emptyDirect,
    hint: say.emptyDirectHint,
    commands: offered.map(({ text }) => text),
    onCommand,
  };
}
