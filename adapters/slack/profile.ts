import { type AccountId, toId } from "#domain/ids.ts";
import type { Profile } from "#ports/chat.ts";
import type { SlackPerson } from "./bodies.ts";

const SLACKBOT = "USLACKBOT";

/** Who somebody is, for the roster's question: one of this workspace's own people, or not. */
export function toProfile(workspace: string, person: SlackPerson): Profile {
  const email = person.profile?.email ?? undefined;
  const account = toId<AccountId>(person.id);
  const kind = kindOf(workspace, person);
  const locale = person.locale ?? undefined;
  return {
    account,
    kind,
    ...(email === undefined ? {} : { email }),
    ...(locale === undefined ? {} : { locale }),
  };
}

function kindOf(workspace: string, person: SlackPerson): Profile["kind"] {
  if (person.deleted) return "gone";
  if (person.is_bot || person.id === SLACKBOT) return "bot";
  if (person.is_restricted || person.is_ultra_restricted) return "guest";
  return person.is_stranger || !belongsTo(workspace, person) ? "stranger" : "staff";
}

/** Another district's staff may share a channel with us; in an organisation people have several teams. */
function belongsTo(workspace: string, { team_id, enterprise_user }: SlackPerson): boolean {
  const teams = [team_id, enterprise_user?.enterprise_id, ...(enterprise_user?.teams ?? [])];
  return teams.includes(workspace);
}
