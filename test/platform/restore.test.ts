import { afterEach, expect, test } from "vitest";
import { toInstant } from "#domain/local-time.ts";
import { listTroubled } from "#usecases/list-troubled.ts";
import { listPosts, type RestoreRig, startRestoreRig } from "./restore-rig.ts";
import { looking, usual } from "./slack-desk.ts";
import { district } from "./slack-product.ts";
import { listInvitations, openWave } from "./slack-wave.ts";

const SCHOOLS = 87;
const CHANNEL = "C1";
const zone = "America/New_York";
/** So many messages are out, and the other invitations wait, when the copy is made. */
const SOME = 30;
/** After the first reminder, a roundup, a digest and a nudge. */
const RESTORED = toInstant("2025-08-26T11:00", zone);
/** After the next idea in the channel. */
const LATER = toInstant("2025-09-02T12:00", zone);

let rig: RestoreRig;
afterEach(async () => await rig.stop());

/** A wave, a school that joined and has a channel, and a copy while invitations are on their way. */
async function begin(scopes: readonly string[]) {
  rig = await startRestoreRig(scopes);
  rig.slack.addChannel({ id: CHANNEL, name: "staff" });
  await openWave(rig);
  await rig.runUntil(RESTORED, () => posts().length >= SOME);
  const before = await listInvitations(rig);
  const [by, message] = before[0] ?? [];
  if (by === undefined || message === undefined) throw new RangeError("Nobody is invited yet.");
  await rig.send(rig.slack.command({ text: "/pl channel here", by, channel: CHANNEL }));
  await rig.send(rig.slack.press({ by, message, action: 0 }));
  const { file, tookMs } = await rig.desk.backups.make();
  return { file, tookMs, invited: before.length, stopper: before[1]?.[0] ?? "" };
}

const TEST_MS = 90_000;

const posts = () => listPosts(rig);

/** Nobody has two messages of one key, or two that look the same. */
function expectNothingTwice(): void {
  const all = posts();
  expect(new Set(all.map(({ place, mark }) => `${place} ${mark}`)).size).toBe(all.length);
  expect(new Set(all.map(({ place, card }) => `${place} ${card}`)).size).toBe(all.length);
}

async function listStates(): Promise<ReadonlyMap<string, number>> {
  const { store } = rig.app.product;
  const now = rig.clock.now();
  const troubled = await store.read(district, (tx) =>
    listTroubled({ tx, product: rig.app.product, now }),
  );
  const counts = new Map<string, number>();
  for (const { state } of troubled) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

test(
  "after a restore nobody gets a second time what the lost database had sent, and nothing is missing",
  async ({ annotate }) => {
    const { file, tookMs, invited, stopper } = await begin([...usual, ...looking]);
    annotate(`The copy took ${Math.round(tookMs)} ms; ${invited} of ${SCHOOLS} were invited then.`);
    expect(invited).toBeLessThan(SCHOOLS);
    await rig.runUntil(RESTORED);
    await rig.send(rig.slack.command({ text: "/pl stop", by: stopper }));
    const sent = posts();
    expect(sent.length).toBeGreaterThan(2 * SCHOOLS);
    expectNothingTwice();

    const said = await rig.restore(file);
    expect(said).toContain("and get their wish: 1.");
    await rig.runUntil(LATER);
    expectNothingTwice();
    // What Slack showed already is known again. One school said yes, and reads that instead.
    expect(await listInvitations(rig)).toHaveLength(SCHOOLS - 1);
    expect(await listStates()).toEqual(new Map());
    expect(posts().length).toBeGreaterThan(sent.length);
    const toStopper = (all: ReturnType<typeof posts>) =>
      all.filter(({ place }) => place === stopper);
    expect(toStopper(posts())).toEqual(toStopper(sent));
  },
  TEST_MS,
);

test(
  "where the app may not look, what is doubtful ends as unknown, once, and the lead sees it",
  async () => {
    const { file, invited } = await begin(usual);
    await rig.runUntil(RESTORED);
    const sent = posts();
    const said = await rig.restore(file);
    expect(said).toContain("Messages that waited and may have been sent since: ");
    await rig.runUntil(LATER);
    expectNothingTwice();
    const states = await listStates();
    // The invitations that waited, and the first reminder of every other school, at least.
    expect(states.get("unknown")).toBeGreaterThanOrEqual(SCHOOLS - invited);
    expect([...states.keys()]).toEqual(["unknown"]);
    expect(posts().length).toBeGreaterThan(sent.length);
  },
  TEST_MS,
);
