import { district, startSlackProduct } from "./slack-product.ts";
import { until } from "./slack-rig.ts";
import { deliverAll, leadOf, listInvitations, openWave } from "./slack-wave.ts";

export const SCHOOLS = 87;
const SLACK_MS = 100;

/** 87 principals press "yes" at one moment while Slack takes 100 ms for every call. */
export async function answerAtOnce() {
  const product = await startSlackProduct();
  try {
    await openWave(product);
    await deliverAll(product);
    const asked = await listInvitations(product);
    product.slack.setLatency(SLACK_MS);
    const live = liveCard(product);
    const edits = () =>
      product.slack.calls.filter(
        ({ method, args }) => method === "chat.update" && args.ts === live().ts,
      ).length;
    const editsBefore = edits();
    const from = performance.now();
    const acks = await Promise.all(
      asked.map(async ([by, message]) => {
        const pressed = performance.now();
        const response = await product.send(
          product.slack.press({ by, message, action: "Yes, count us in" }),
        );
        return { status: response.status, ms: performance.now() - pressed };
      }),
    );
    const allMs = performance.now() - from;
    const isChanged = (by: string) =>
      product.slack.messages(by).some(({ updatedAt }) => updatedAt !== undefined);
    await until(() => asked.every(([by]) => isChanged(by)), 10_000);
    const visibleMs = performance.now() - from;
    const stored = await countYes(product);
    await deliverAll(product);
    const { blocks } = live();
    return {
      asked: asked.length,
      acks,
      allMs,
      visibleMs,
      stored,
      edits: edits() - editsBefore,
      live: JSON.stringify(blocks),
    };
  } finally {
    await product.stop();
  }
}

/** The lead's one card that counts the answers. */
function liveCard(product: Awaited<ReturnType<typeof startSlackProduct>>) {
  return () => {
    const lead = product.slack.messages(leadOf(product));
    const card = lead.find(({ blocks }) => JSON.stringify(blocks).includes("Answers from"));
    if (!card) throw new RangeError("The lead has no live card.");
    return card;
  };
}

/** Sites whose answer counts as yes. */
async function countYes({ app }: Awaited<ReturnType<typeof startSlackProduct>>): Promise<number> {
  return await app.product.store.read(district, function* (tx) {
    const [wave] = yield* tx.waves.listWaves();
    const invited = wave ? yield* tx.waves.listInvitations(wave.id) : [];
    return invited.filter(({ answer }) => answer === "yes").length;
  });
}
