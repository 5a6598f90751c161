import { afterAll, beforeAll, expect, test } from "vitest";
import { type SiteId, toId } from "#domain/ids.ts";
import { displayName, type Person } from "#domain/roster.ts";
import { type Crossing, createCrossing } from "./crossing.ts";
import { until } from "./script.ts";

/** Two schools of the sample: one chats on Teams, one on Slack. */
const ON_TEAMS = toId<SiteId>("rbps-s001");
const ON_SLACK = toId<SiteId>("rbps-s020");

let crossing: Crossing;
let slackOnes: readonly Person[];
let teamsOnes: readonly Person[];

beforeAll(async () => {
  crossing = await createCrossing({ onTeams: ON_TEAMS, onSlack: ON_SLACK });
  slackOnes = crossing.teachersAt(ON_SLACK);
  teamsOnes = crossing.teachersAt(ON_TEAMS);
}, 60_000);
afterAll(async () => await crossing.stop());

function at(list: readonly Person[], index: number): Person {
  const found = list[index];
  if (found) return found;
  throw new RangeError(`There is no teacher ${index}.`);
}
const names = (...people: readonly Person[]) => people.map(displayName);

test("a typed name and a mention reach colleagues on both platforms, and the post stands in both schools", async () => {
  const { slack, teams } = crossing;
  const [giver, near, far, told] = [
    at(slackOnes, 0),
    at(slackOnes, 1),
    at(teamsOnes, 0),
    at(slackOnes, 2),
  ];
  const deed = "planning the same reading lesson for both schools with";
  await slack.praise(
    giver,
    `${slack.mention(near)} and ${displayName(far)} for ${deed} ${slack.mention(told)}`,
  );
  await crossing.arrives(
    () => [slack.channel(), teams.channel(), slack.chat(near), teams.chat(far)],
    deed,
  );
  for (const said of [slack.channel(), teams.channel(), slack.chat(near), teams.chat(far)]) {
    // Whoever is mentioned is said by name, where no platform knows the other's accounts.
    expect(said).toContain(`${deed} ${displayName(told)}`);
    expect(said).not.toContain(slack.mention(told));
  }
  for (const name of names(giver, near, far)) expect(teams.channel()).toContain(name);
});

test("from Teams it goes the same way", async () => {
  const { slack, teams } = crossing;
  const [giver, near, far] = [at(teamsOnes, 1), at(teamsOnes, 2), at(slackOnes, 3)];
  const deed = "trading exit slips between our two schools every week with";
  await teams.praise(
    giver,
    `${displayName(far)} and ${teams.mention(near)} for ${deed} ${teams.mention(near)}`,
    [near],
  );
  await crossing.arrives(
    () => [slack.channel(), teams.channel(), teams.chat(near), slack.chat(far)],
    deed,
  );
  for (const said of [slack.channel(), teams.channel(), teams.chat(near), slack.chat(far)]) {
    expect(said).toContain(`${deed} ${displayName(near)}`);
  }
});

test("new words and a hide follow on both platforms within a minute, whoever asks for them where", async () => {
  const { slack, teams } = crossing;
  const [onSlack, onTeams] = [at(slackOnes, 4), at(teamsOnes, 3)];
  const [first, second] = [
    "writing the questions with the whole class",
    "asking students to write the questions",
  ];
  const everywhere = () => [slack.channel(), teams.channel(), teams.chat(onTeams)];
  const given = await slack.praise(onSlack, `${displayName(onTeams)} for ${first}`);
  await crossing.arrives(everywhere, first);
  await slack.change(onSlack, given, second);
  await crossing.arrives(everywhere, second);
  for (const said of everywhere()) expect(said).not.toContain(first);
  await teams.hide(onTeams, second);
  await until(() => !`${slack.channel()}${teams.channel()}`.includes(second), 10_000);
  expect(teams.chat(onTeams)).toContain(second);

  const [third, fourth] = [
    "opening the lab for our students after school",
    "opening the lab for all of our students",
  ];
  const back = () => [slack.channel(), teams.channel(), slack.chat(onSlack)];
  const answer = await teams.praise(onTeams, `${displayName(onSlack)} for ${third}`);
  await crossing.arrives(back, third);
  await teams.change(onTeams, answer, fourth);
  await crossing.arrives(back, fourth);
  for (const said of back()) expect(said).not.toContain(third);
  await slack.hide(onSlack, fourth);
  await until(() => !`${slack.channel()}${teams.channel()}`.includes(fourth), 10_000);
  expect(slack.chat(onSlack)).toContain(fourth);
});

test("the report button works on both platforms, and a lead takes the post down on both", async () => {
  const { slack, teams } = crossing;
  const [giver, receiver, reader] = [at(slackOnes, 5), at(teamsOnes, 4), at(teamsOnes, 5)];
  for (const [deed, where] of [
    ["sharing the whole folder of fraction tasks", "slack"],
    ["sharing the whole folder of decimal tasks", "teams"],
  ] as const) {
    await slack.praise(giver, `${displayName(receiver)} for ${deed}`);
    await crossing.arrives(() => [slack.channel(), teams.channel()], deed);
    if (where === "slack") await slack.report(at(slackOnes, 6), deed);
    else await teams.report(reader, deed);
    await crossing.leadHears(deed);
    // Until somebody decides it stays up for everybody else.
    for (const said of [slack.channel(), teams.channel()]) expect(said).toContain(deed);
    await crossing.leadHides(deed);
    await until(
      () => !`${slack.channel()}${teams.channel()}${teams.chat(receiver)}`.includes(deed),
      10_000,
    );
  }
});
