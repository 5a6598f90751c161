const NUMBER = new Intl.NumberFormat("en-US");

import { sceneWords } from "./scene-words.js";

/** Every fixed word of the page. Names, cards and forms come from the playground itself. */
export const words = {
  product: "Groundswell",
  playground: "Playground",
  skip: "Skip to writing a message",
  loading: "One moment…",
  close: "Close",
  cancel: "Cancel",
  none: "None",

  roles: {
    teacher: "Teacher",
    coach: "Coach",
    staff: "Staff",
    principal: "Principal",
    area_lead: "Area lead",
    pl_lead: "PL lead",
    it_admin: "IT admin",
  },
  platforms: { slack: "Slack", teams: "Teams" },

  side: {
    label: "People and conversations",
    menu: "Menu",
    you: "You are",
    switchTo: "Become",
    someoneElse: "Someone else…",
    conversations: "Conversations",
    direct: "Groundswell",
    channels: "Channels",
    allChannels: "All channels…",
    unread: "new messages",
    isNew: "New",
    note: "Everything stays on this machine. Nothing here reaches a real person.",
  },

  /** Under the conversation's name. */
  reads: (name, role) => `as ${name} · ${role}`,
  chatsIn: (platform) => `Would chat in ${platform}`,

  stream: {
    label: (name) => `Messages in ${name}`,
    app: "App",
    onlyYou: "Only you can see this",
    edited: "edited",
    from: (name, time) => `${name}, ${time}`,
    newest: "Newest messages",
    emptyDirect: "Nothing here yet",
    emptyDirectHint: "Start with one of these, type /, or move the clock to see what arrives.",
    emptyChannel: "This channel is quiet",
    emptyChannelHint: "Shout-outs and weekly ideas for this school arrive here.",
    problem: "That did not work",
    channelText: "Groundswell does not read what colleagues write in channels.",
    channelTextHint: "Use a command here, such as /praise, or write in the direct conversation.",
  },

  composer: {
    label: "Message",
    direct: "Message, or / for commands",
    channel: "/ for commands, such as /praise",
    send: "Send",
    keys: "Enter sends · Shift + Enter starts a new line · / commands · @ colleagues",
    suggestions: "Suggestions",
    count: (count) => (count === 1 ? "1 suggestion" : `${count} suggestions`),
  },

  /** `roles` is left out where everybody may use it; `first` ones are offered in an empty conversation. */
  commands: [
    {
      text: "/praise",
      first: true,
      hint: "Thank a colleague. Opens a form, or add @name and what they did",
    },
    { text: "/pl help", first: true, hint: "What you can do here" },
    { text: "/pl mine", hint: "Your own shout-outs. Nobody else sees that list" },
    { text: "/pl start", hint: "One short idea a week, to you" },
    { text: "/pl stop", hint: "Ends everything Groundswell would start" },
    {
      text: "/pl answer",
      hint: "Your school's answer to the open wave",
      roles: ["principal", "area_lead"],
    },
    {
      text: "/pl dashboard",
      hint: "A link to your own page in the browser",
      roles: ["principal", "area_lead", "pl_lead"],
    },
    { text: "/pl wave", hint: "The waves and where they stand", roles: ["pl_lead"] },
    { text: "/pl wave new", hint: "Makes a wave. Sends nothing", roles: ["pl_lead"] },
    {
      text: "/pl wave open Wave 1",
      first: true,
      hint: "Shows what would happen. Sends nothing yet",
      roles: ["pl_lead"],
    },
    { text: "/pl calls", hint: "Schools that should hear from a person", roles: ["pl_lead"] },
  ],

  clock: {
    label: "The playground's clock",
    move: "Move the clock",
    explain: "Everything due on the way happens, in order.",
    startOver: "Start over…",
    moving: "Moving the clock…",
    moved: (when, delivered) => `It is now ${when}. ${deliveredWords(delivered)}`,
    wiping: "Starting over…",
    wiped: "The district is fresh again.",
  },

  scenes: sceneWords,

  people: {
    title: "Become someone else",
    label: "Name or school",
    placeholder: "For example Muñoz, or Lindenwood",
    role: "Role",
    anyRole: "Any role",
    nobody: "Nobody by that name. Try the last name, or part of the school's name.",
    results: "People",
    found: "Arrow keys move, Enter chooses. Type more to narrow the list.",
  },

  channels: {
    title: "All channels",
    label: "Channel or school",
    placeholder: "For example elementary",
    nothing: "No channel by that name.",
    results: "Channels",
    found: "Arrow keys move, Enter chooses.",
  },

  form: {
    required: "Needed",
    optional: "optional",
    missing: "Please fill this in.",
    missingPick: "Please pick one.",
    missingPerson: "Please choose a colleague.",
    pick: "Pick one or skip",
    pickOne: "Pick one",
    unfold: "Show them",
    upTo: (most) => `Pick up to ${most}.`,
    picked: (count, most) => `${count} of ${most} picked.`,
    fullPick: (most) => `${most} picked. Untick one to change.`,
    left: (count) => `${count} characters left`,
    search: "Type a name",
    searchLabel: "Search colleagues",
    chosen: "Chosen",
    remove: (name) => `Remove ${name}`,
    added: (name) => `${name} added`,
    removed: (name) => `${name} removed`,
    nobody: "Nobody by that name.",
    full: (most) => `${most} people is the most.`,
    check: "Please look at the marked answers.",
  },

  roster: {
    open: "Try your own staff roster…",
    openHint: "For IT admins: a OneRoster .zip",
    title: "Try your own staff roster",
    label: "OneRoster file",
    help: "A .zip of CSV files, OneRoster 1.1 or 1.2. It may hold staff_roles.csv too, which names principals, PL leads and IT admins.",
    promise:
      "Students and families in the file are left out before anything is stored. Everything stays on this machine.",
    preview: "Show what would change",
    action: "Import it",
    reading: "Reading the file…",
    importing: "Importing. This can take a minute…",
    noFile: "Please choose a .zip file.",
    tooLarge: "This file is larger than 50 MB. Export the roster's CSV files only.",
    unreadable: "The browser cannot read this file any more. Please choose it again.",
    failed: "The file was not taken in",
    summary: "What would change",
    counts: (staff, sites) =>
      `The file holds ${count(staff, "staff member")} at ${count(sites, "school")}.`,
    untouched: "Nothing has been changed yet.",
    another: (name) =>
      `This is another district. It takes the place of ${name} here: what was said and answered so far will be gone. “Start over” in the clock's menu brings the sample back.`,
    people: "Staff",
    sites: "Schools",
    renamed: "New names",
    rename: (from, to) => `${from} becomes ${to}`,
    calendar: "School calendar",
    calendarChanges: "changes",
    dropped: "Left out, not stored",
    roles: { student: "student", parent: "parent", guardian: "guardian", relative: "relative" },
    warnings: "Please check",
    same: "nothing changes",
    changes: { added: "added", changed: "changed", removed: "removed" },
    more: (number) => `and ${NUMBER.format(number)} more`,
    count,
    number: (number, word) => `${NUMBER.format(number)} ${word}`,
    done: (staff, sites) =>
      `${count(staff, "person", "people")} at ${count(sites, "school")} are here now.`,
  },

  tryThis: {
    title: "Try this",
    intro: "Three steps, two minutes.",
    step: (number) => `Step ${number}`,
    done: "Done",
    dismiss: "Hide these steps",
    thank: "Thank a colleague",
    thankText: (name) => `Send ${name} a shout-out, then look through their eyes.`,
    thankFill: "Fill in the words",
    thankWords: (name) => `/praise @${name} for letting students choose the order of their tasks`,
    seeAs: (name) => `See it as ${name}`,
    wave: "Open Wave 1",
    waveText: (name) => `As ${name}, PL lead: see what would be sent, then open it.`,
    waveFill: "Become the PL lead",
    waveWords: "/pl wave open Wave 1",
    clock: "Let time pass",
    clockText: "Move to the next school morning and see what arrives.",
    finished: "That is the whole loop. The rest is yours to try.",
    filled: "The words are in the message box. Press Enter to send.",
  },

  toast: {
    arrived: (names) => `New messages: ${names}`,
    nowAs: (name) => `You are now ${name}`,
  },

  problem: {
    unknown: "That did not work.",
    tryAgain: "Please try again.",
    silent: "The playground does not answer.",
    silentHint: "Is it still running? This page tries again by itself.",
    nobody: "This district has no teachers yet.",
    nobodyHint: "Start over from the clock's menu, or restart the playground.",
  },
};

/** "1 school", "4,895 people" */
function count(number, one, many = `${one}s`) {
  return `${NUMBER.format(number)} ${number === 1 ? one : many}`;
}

function deliveredWords(count) {
  if (count === 0) return "Nothing was due.";
  return count === 1 ? "1 message went out." : `${count} messages went out.`;
}
