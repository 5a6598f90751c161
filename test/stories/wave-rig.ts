import { type AnswerId, type DistrictId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Card, Form } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { formOf, lead, type Product } from "./playground-rig.ts";

/** What a lead who makes waves does and sees, and what stands in the database. */
export async function waveDesk(product: Product) {
  const { store } = product.app.product;
  const district = toId<DistrictId>((await store.listDistricts())[0] ?? "");
  const read = async <T>(body: (tx: Transaction) => Steps<T>): Promise<T> =>
    await store.read(district, body);
  const submit = async (form: Form, typed: Typed = {}, as = lead) =>
    await product.submit(as, form, filled(form, typed));
  return {
    read,
    write: async <T>(body: (tx: Transaction) => Steps<T>): Promise<T> =>
      await store.transaction(district, body),
    submit,
    /** `/pl wave new`, and its form. */
    make: async (name: string, typed: Typed = {}) =>
      await submit(formOf(await product.say(lead, `/pl wave new ${name}`)), typed),
    /** `/pl wave edit`, and its form. */
    edit: async (name: string, typed: Typed) =>
      await submit(formOf(await product.say(lead, `/pl wave edit ${name}`)), typed),
    findWave: async (name: string) => {
      const wave = await read((tx) => tx.waves.findWaveNamed(name));
      if (wave) return wave;
      throw new RangeError(`There is no ${name}.`);
    },
    audited: async () => await read((tx) => tx.audit.list(50)),
    plannedAt: async (id: string) =>
      (await read((tx) => tx.schedule.find(id)))?.nextAt.toISOString(),
  };
}

type Typed = Readonly<Record<string, string>>;

/** The values a form shows, and what is typed instead. */
export function filled(form: Form, typed: Typed = {}): Record<string, string> {
  const shown = form.fields.flatMap((field) =>
    field.type === "text" || field.type === "choice" ? [[field.name, field.value ?? ""]] : [],
  );
  return { ...Object.fromEntries(shown), ...typed };
}

export function fieldOf(card: Card, label: string): string {
  return card.fields?.find((field) => field.label.startsWith(label))?.value ?? "";
}

export function labelsOf(card: Card): readonly string[] {
  return card.buttons?.map(({ label }) => label) ?? [];
}

/** What stands in the way of some schools of Wave 1: one each, and a co-principal without an account. */
export function* obstruct(tx: Transaction): Steps<readonly Site[]> {
  const sites = (yield* tx.roster.listSites()).slice(1, 6);
  const [stopped, snoozed, before, vacant, silent] = sites;
  const wavesStoppedAt = new Date("2025-08-01T12:00:00Z");
  for (const { id } of yield* principalsOf(tx, stopped)) {
    yield* tx.roster.savePreferences(id, { thanks: "public", wavesStoppedAt });
  }
  const [draft] = yield* tx.waves.listWaves();
  if (draft) yield* tx.waves.saveWave({ ...draft, id: OLD, name: "Wave 0", state: "closed" });
  yield* sayNotYet(tx, snoozed, "2025-11");
  yield* sayNotYet(tx, before);
  const gone = yield* principalsOf(tx, vacant);
  yield* tx.roster.deactivatePeople(gone.map(({ id }) => id));
  for (const person of yield* principalsOf(tx, silent)) yield* unlink(tx, person);
  const co = yield* tx.roster.listHolders("principal", toId<SiteId>("rbps-s007"));
  if (co[1]) yield* unlink(tx, co[1]);
  return sites;
}

const OLD = toId<WaveId>("wave-0");

function* principalsOf({ roster }: Transaction, site: Site | undefined): Steps<readonly Person[]> {
  return site ? yield* roster.listHolders("principal", site.id) : [];
}

function* sayNotYet(tx: Transaction, site: Site | undefined, month?: string): Steps<void> {
  const [person] = yield* principalsOf(tx, site);
  if (!site || !person) return;
  const at = new Date("2025-03-04T12:00:00Z");
  const said = { wave: OLD, site: site.id };
  const asked = { remindersSent: 0, answer: "not_yet", invitedOn: "2025-03-03" } as const;
  yield* tx.waves.saveInvitation({ ...said, ...asked, answeredAt: at, snoozedUntil: month });
  const id = toId<AnswerId>(`said-${site.id}`);
  const given = { kind: "not_yet", at, platform: "local" } as const;
  yield* tx.waves.addAnswer({ ...said, ...given, id, person: person.id });
}

function* unlink({ roster }: Transaction, { id }: Person): Steps<void> {
  const address = yield* roster.findAddress(id);
  if (address?.conversation.kind !== "account") return;
  const { platform, workspace, conversation } = address;
  yield* roster.unlinkAccount({ platform, workspace, account: conversation.id });
}

/** This week is closed, and the next is one of state tests. */
export function* closeTwoWeeks({ roster }: Transaction): Steps<void> {
  const days = yield* roster.listCalendar();
  const added = ["18", "19", "20", "21", "22"].map((day) => ({
    day: `2025-08-${day}`,
    kind: "closed" as const,
    label: "Closed",
  }));
  const tests = { day: "2025-08-26", kind: "testing" as const, label: "State tests" };
  yield* roster.replaceCalendar([...days, ...added, tests]);
}
