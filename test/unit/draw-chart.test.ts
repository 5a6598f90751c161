import { expect, test } from "vitest";
import { type Chart, chartTable } from "#domain/chart.ts";
import { plannedBy } from "#domain/chart-facts.ts";
import { drawPng, drawSvg } from "#web/draw-chart.ts";

const growth: Chart = {
  kind: "lines",
  title: "Schools in",
  says: "By the end of May, 42 of 87 schools were in.",
  axis: "Month",
  labels: ["March", "April", "May"],
  series: [
    { name: "Schools in", values: [37, 40, 42] },
    { name: "Hoped for", values: [30, undefined, 45], isPlan: true },
  ],
};
const answers: Chart = {
  kind: "stacks",
  title: "Answers",
  says: "14 yes.",
  axis: "Wave",
  labels: ['Wave <1> & "two"'],
  series: ["Yes", "Not yet", "Not this year", "Silent"].map((name, at) => ({
    name,
    values: [at * 5],
  })),
};

test("whoever cannot see a chart reads every value of it in its table", () => {
  expect(chartTable(growth)).toEqual({
    columns: ["Month", "Schools in", "Hoped for"],
    rows: [
      ["March", "37", "30"],
      ["April", "40", ""],
      ["May", "42", "45"],
    ],
  });
});

test("on a grey printout the plan is a broken line, and every measured value is written", async () => {
  const svg = await drawSvg(growth);
  expect(svg).toContain("stroke-dasharray");
  for (const said of ["37", "40", "42", "Schools in", "Hoped for", "May"])
    expect(svg).toContain(`>${said}<`);
});

test("parts of a bar differ in brightness and pattern, and names stay text", async () => {
  const svg = await drawSvg(answers);
  const fills = ["#12355b", "#4a6fa5", "#b9c6d8", "#eef1f5"].filter((fill) => svg.includes(fill));
  expect(fills).toHaveLength(4);
  expect(svg).toContain("<pattern");
  expect(svg).toContain("Wave &lt;1&gt; &amp; ");
});

test("a picture is a PNG twice as wide as the page, with letters from our own font", async () => {
  const png = Buffer.from(await drawPng(growth));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(1440);
  const wordless = await drawPng({
    ...growth,
    labels: ["", "", ""],
    series: growth.series.map((each) => ({ ...each, name: "" })),
  });
  expect(png.length).toBeGreaterThan(wordless.length + 1000);
});

test("what was hoped for adds up over the waves that close by then", () => {
  const hopes = [
    { target: 14, month: "2025-09" },
    { target: 30, month: "2026-02" },
  ];
  expect(
    ["2025-08", "2025-09", "2026-01", "2026-02"].map((month) => plannedBy(hopes, month)),
  ).toEqual([0, 14, 14, 44]);
  expect(plannedBy([], "2026-01")).toBeUndefined();
});
