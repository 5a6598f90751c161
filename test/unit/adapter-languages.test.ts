import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { renderCard as renderSlackCard } from "#adapters/slack/render.ts";
import { renderResult, renderForm as renderSlackForm } from "#adapters/slack/view.ts";
import { renderForm } from "#adapters/teams/render.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Card, Form } from "#ports/card.ts";
import { placeOn } from "./adaptive-cards.ts";

const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
const sealing = { box, workspace: "T1" };

const card: Card = {
  text: "Hola.",
  fallback: "Hola.",
  table: {
    columns: ["Día"],
    rows: Array.from({ length: 400 }, (_, row) => [`Día ${row} ${"x".repeat(60)}`]),
  },
};
const field = { type: "people", most: 3, name: "who", label: "¿Quién?", required: true } as const;
const form: Form = { id: "praise", title: "", submit: "", context: "", fields: [field] };
const said = (drawn: unknown): string => JSON.stringify(drawn);

test("what Slack's windows say by themselves is said in the language of their words", () => {
  expect(said(renderResult({ ...card, language: "es" }, sealing))).toContain("Cerrar");
  expect(said(renderSlackCard({ ...card, language: "es" }, sealing))).toMatch(/… y \d+ más/);
  const view = said(renderSlackForm({ ...form, language: "es" }, {}, sealing));
  expect(view).toContain("Cancelar");
  expect(view).toContain("Escriba un nombre");
});

test("what Teams' forms say by themselves is said in the language of their words", () => {
  const drawn = said(renderForm({ ...form, language: "es" }, placeOn("message")));
  expect(drawn).toContain("Escriba un nombre");
  expect(drawn).toContain("Enviar");
});

test("a card in Spanish leaves no Spanish in the one after it, also where it cannot be drawn", () => {
  const broken = { ...card, language: "es", text: undefined };
  expect(() => Reflect.apply(renderSlackCard, undefined, [broken, sealing])).toThrow();
  expect(said(renderResult(card, sealing))).toContain("Close");
  expect(said(renderForm(form, placeOn("dialog")))).not.toContain("Enviar");
});
