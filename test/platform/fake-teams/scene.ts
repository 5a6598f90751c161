import type { Activity } from "botbuilder";
import type { FakeTeams } from "./index.ts";
import { jsonOf } from "./json.ts";

/** Ana and Ben in the team Lincoln, with the channel Staff room. */
export function addStaff(teams: FakeTeams) {
  const ana = teams.addPerson({ name: "Ana Ruiz", email: "ana@school.example" });
  const ben = teams.addPerson({ name: "Ben Okoro" });
  const team = teams.addTeam({ name: "Lincoln", people: [ana.id, ben.id] });
  const channel = teams.addChannel({ name: "Staff room", team: team.id });
  return { ana, ben, team, channel };
}

/** A message, with the empty fields that the library's type asks for. */
export function write(text: string): Activity {
  const nobody = { id: "", name: "" };
  return {
    type: "message",
    text,
    label: "",
    valueType: "",
    listenFor: [],
    channelId: "msteams",
    serviceUrl: "",
    localTimezone: "",
    callerId: "",
    from: nobody,
    recipient: nobody,
    conversation: { ...nobody, isGroup: false, conversationType: "" },
  };
}

/** What opens a 1:1. */
export function toOne(teams: FakeTeams, person: string, tenantId = teams.tenant) {
  return {
    isGroup: false,
    bot: { id: teams.botId, name: "Groundswell" },
    members: [{ id: person, name: "" }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
}

export function errorCode(body: unknown): unknown {
  return jsonOf(jsonOf(body).error).code;
}
