import type { Right } from "#domain/rights.ts";
import {
  armClosing,
  armOpening,
  confirmClosing,
  confirmOpening,
  planClosing,
} from "#usecases/arm-wave.ts";
import { chooseSites, readChooseForm } from "#usecases/choose-sites.ts";
import { disarmWave } from "#usecases/disarm-wave.ts";
import { editWave, readEditedWave } from "#usecases/edit-wave.ts";
import { listWaves } from "#usecases/list-waves.ts";
import { makeWave, readNewWave } from "#usecases/make-wave.ts";
import { openWave } from "#usecases/open-wave.ts";
import { planWave } from "#usecases/plan-wave.ts";
import { readChangeForm, writeChange } from "#usecases/write-change.ts";
import type { Recipe } from "./recipe.ts";
import { draftId, waveId } from "./two-districts.ts";

/** "make, dry-run, open, edit, close a wave": PL leads, and nobody else. */
const may: Recipe["may"] = (role) => role === "pl_lead";

const typed = {
  name: "Newest",
  target: "2",
  capacity: "3",
  opens: "2025-08-19",
  window: "20",
  start: "October",
  time: "an hour",
  next: "January",
  reminders: "4, 10",
  last: "2",
};
const choice = { typed: "everyone" };

/** Every use case of making, opening and closing a wave. */
export const waveRecipes = {
  readNewWave: { run: async (product, act) => await readNewWave(product, act, ""), may },
  makeWave: { run: async (product, act) => await makeWave(product, act, typed), may },
  readEditedWave: {
    run: async (product, act, { district }) =>
      await readEditedWave(product, act, `${district} Draft`),
    may,
  },
  editWave: {
    run: async (product, act, { district }) =>
      await editWave(product, act, { wave: draftId(district), stamp: "", typed }),
    may,
  },
  readChooseForm: {
    run: async (product, act, { district }) =>
      await readChooseForm(product, act, { wave: `${district} Draft`, what: "add" }),
    may,
  },
  chooseSites: {
    run: async (product, act, { district }) =>
      await chooseSites(product, act, { wave: draftId(district), what: "remove", choice }),
    may,
  },
  readChangeForm: {
    run: async (product, act, { district }) =>
      await readChangeForm(product, act, `${district} Draft`),
    may,
  },
  writeChange: {
    run: async (product, act, { district }) =>
      await writeChange(product, act, { wave: draftId(district), stamp: "", texts: {} }),
    may,
  },
  planWave: {
    run: async (product, act, { district }) => await planWave(product, act, `${district} Draft`),
    may,
  },
  armOpening: {
    run: async (product, act, { district }) =>
      await armOpening(product, act, { wave: draftId(district), isOwn: false }),
    may,
  },
  confirmOpening: {
    run: async (product, act, { district }) =>
      await confirmOpening(product, act, draftId(district)),
    may,
  },
  openWave: {
    run: async (product, act, { district }) => await openWave(product, act, draftId(district)),
    may,
  },
  disarmWave: {
    run: async (product, act, { district }) => await disarmWave(product, act, draftId(district)),
    may,
  },
  planClosing: {
    run: async (product, act, { district }) => await planClosing(product, act, waveId(district)),
    may,
  },
  armClosing: {
    run: async (product, act, { district }) =>
      await armClosing(product, act, { wave: waveId(district), isOwn: false }),
    may,
  },
  confirmClosing: {
    run: async (product, act, { district }) => await confirmClosing(product, act, waveId(district)),
    may,
  },
  listWaves: { run: listWaves, may },
} satisfies Partial<Record<Right, Recipe>>;
