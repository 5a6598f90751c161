import { checkView } from "./block-kit.ts";
import { botIdOf, nameBlocks } from "./chat.ts";
import type { Call } from "./gate.ts";
import { flagOf, isJson, jsonOf, textOf } from "./json.ts";
import type { FakeView, Json } from "./types.ts";
import {
  findPerson,
  isWithin,
  randomId,
  SlackError,
  takeTrigger,
  type View,
  type World,
} from "./world.ts";

const STACK_LIMIT = 3;
const VIEW_LIMIT = 250_000;

/** A view that Slack would take; throws its words for what is wrong. */
function readView(args: Json, type: "modal" | "home"): Json {
  const view = args.view;
  if (!isJson(view)) throw invalid(["missing required field: view"]);
  if (view.type !== type) throw invalid([`view type must be ${type}`]);
  if (JSON.stringify(view).length > VIEW_LIMIT) throw new SlackError("view_too_large");
  const problems = checkView(view);
  if (problems.length > 0) throw invalid(problems);
  return view;
}

function invalid(problems: readonly string[]): SlackError {
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  return new SlackError("invalid_arguments", { response_metadata: { messages } });
}

let changes = 0;

function nextChange(): number {
  changes += 1;
  return changes;
}

/** A fresh view; the caller keeps it. */
function createView(wish: Omit<FakeView, "hash" | "externalId" | "version" | "changed">): View {
  const externalId = textOf(wish.view.external_id);
  return { ...wish, hash: randomId("1563900000."), externalId, version: 1, changed: nextChange() };
}

function checkExternalId(world: World, externalId: string, except?: FakeView): void {
  if (externalId === "") return;
  const taken = [...world.views.values()].some(
    (other) => other.externalId === externalId && other.id !== except?.id,
  );
  if (taken) throw new SlackError("duplicate_external_id");
}

export function openView(call: Call): Json {
  const { world, args, workspace } = call;
  const view = readView(args, "modal");
  checkExternalId(world, textOf(view.external_id));
  const trigger = takeTrigger(world, textOf(args.trigger_id), workspace);
  const id = randomId("V");
  const opened = createView({
    id,
    type: "modal",
    account: trigger.by,
    workspace: trigger.workspace,
    rootId: id,
    previousId: undefined,
    view,
  });
  world.views.set(id, opened);
  return { ok: true, view: toSlackView(world, opened) };
}

export function pushView(call: Call): Json {
  const { world, args, workspace } = call;
  const view = readView(args, "modal");
  checkExternalId(world, textOf(view.external_id));
  const trigger = takeTrigger(world, textOf(args.trigger_id), workspace);
  const below = world.views.get(trigger.viewId ?? "");
  if (below === undefined) throw new SlackError("not_found");
  const pushed = pushOn(world, below, view);
  return { ok: true, view: toSlackView(world, pushed) };
}

/** Puts a view on top of another; at most three lie on each other. */
function pushOn(world: World, below: FakeView, view: Json): View {
  const stack = [...world.views.values()].filter(({ rootId }) => rootId === below.rootId);
  if (stack.length >= STACK_LIMIT) throw new SlackError("push_limit_reached");
  const { account, workspace, rootId } = below;
  const pushed = createView({
    id: randomId("V"),
    type: "modal",
    account,
    workspace,
    rootId,
    previousId: below.id,
    view,
  });
  world.views.set(pushed.id, pushed);
  return pushed;
}

export function updateView(call: Call): Json {
  const { world, args, workspace } = call;
  const wanted = textOf(args.view_id);
  const external = textOf(args.external_id);
  const found = [...world.views.values(), ...world.homes.values()].find((view) =>
    wanted === "" ? external !== "" && view.externalId === external : view.id === wanted,
  );
  if (found === undefined || !isWithin(world, workspace, found.workspace)) {
    throw new SlackError("not_found");
  }
  const view = readView(args, found.type);
  checkExternalId(world, textOf(view.external_id), found);
  replaceView(found, view, textOf(args.hash));
  return { ok: true, view: toSlackView(world, found) };
}

/** Refuses a hash that is not the newest; "" asks for no check. */
function replaceView(there: View, view: Json, hash: string): void {
  if (hash !== "" && hash !== there.hash) throw new SlackError("hash_conflict");
  there.view = view;
  there.externalId = textOf(view.external_id);
  there.hash = randomId("1563900000.");
  there.version += 1;
  there.changed = nextChange();
}

export function publishView(call: Call): Json {
  const { world, args, workspace } = call;
  const account = textOf(args.user_id);
  const person = findPerson(world, workspace, account);
  if (person === undefined || person.bot) throw new SlackError("user_not_found");
  const view = readView(args, "home");
  const key = `${person.workspace}/${account}`;
  const there = world.homes.get(key);
  if (there !== undefined) {
    replaceView(there, view, textOf(args.hash));
    return { ok: true, view: toSlackView(world, there) };
  }
  const id = randomId("V");
  const place = { account, workspace: person.workspace, rootId: id, previousId: undefined };
  const home = createView({ id, type: "home", ...place, view });
  world.homes.set(key, home);
  return { ok: true, view: toSlackView(world, home) };
}

/** A view as Slack hands it to apps; `values` is what stands in its fields. */
export function toSlackView(world: World, there: FakeView, values: Json = {}): Json {
  const { view } = there;
  const workspace = world.workspaces.get(there.workspace);
  return {
    id: there.id,
    team_id: there.workspace,
    type: there.type,
    blocks: nameBlocks(Array.isArray(view.blocks) ? view.blocks.filter(isJson) : []),
    private_metadata: textOf(view.private_metadata),
    callback_id: textOf(view.callback_id),
    state: { values },
    hash: there.hash,
    title: view.title ?? { type: "plain_text", text: "View Title", emoji: true },
    clear_on_close: flagOf(view.clear_on_close),
    notify_on_close: flagOf(view.notify_on_close),
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: there.previousId ?? null,
    root_view_id: there.rootId,
    app_id: world.appId,
    external_id: there.externalId,
    app_installed_team_id:
      workspace?.orgInstall === true ? (workspace.enterprise ?? null) : there.workspace,
    bot_id: botIdOf(workspace?.botAccount ?? "U0"),
  };
}

/** What Slack does with the answer to a submission; the problems it would show to the person. */
export function settle(world: World, there: FakeView, answer: unknown): readonly string[] {
  const open = world.views.get(there.id);
  if (open === undefined) return ["the view is closed"];
  const { response_action: action, errors, view } = jsonOf(answer);
  if (action === undefined) return closeView(world, there);
  if (action === "clear") return closeStack(world, there);
  if (action === "errors") return checkErrors(there, errors);
  const problems = checkView(view);
  return problems.length > 0 ? problems : putView(world, open, { action, view: jsonOf(view) });
}

function putView(
  world: World,
  open: View,
  { action, view }: { action: unknown; view: Json },
): readonly string[] {
  if (action === "update") replaceView(open, view, "");
  else if (action === "push") pushOn(world, open, view);
  else return [`no such response_action: ${String(action)}`];
  return [];
}

function closeView(world: World, there: FakeView): readonly string[] {
  world.views.delete(there.id);
  return [];
}

function closeStack(world: World, there: FakeView): readonly string[] {
  for (const view of [...world.views.values()]) {
    if (view.rootId === there.rootId) world.views.delete(view.id);
  }
  return [];
}

function checkErrors(there: FakeView, errors: unknown): readonly string[] {
  if (!isJson(errors) || Object.keys(errors).length === 0) return ["errors are missing"];
  const blocks = Array.isArray(there.view.blocks) ? there.view.blocks.filter(isJson) : [];
  const inputs = blocks.filter(({ type }) => type === "input").map(({ block_id }) => block_id);
  return Object.entries(errors).flatMap(([field, error]) => {
    if (!inputs.includes(field)) return [`no input block ${field}`];
    return typeof error === "string" && error !== "" ? [] : [`the error of ${field} has no text`];
  });
}
