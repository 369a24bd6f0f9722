"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const percent = (x) => (100 * x).toFixed(1) + "%";

/** Three significant digits; thousands with commas, very small numbers with an exponent. */
function number(x) {
  if (Math.abs(x) >= 100) return Math.round(x).toLocaleString("en");
  const rounded = +x.toPrecision(3);
  return rounded !== 0 && Math.abs(rounded) < 0.001 ? rounded.toExponential() : String(rounded);
}

const palette = ["--one", "--two", "--three", "--four", "--five", "--six", "--seven"];
const plots = [];

/** The CSS variable of a domain's colour, the same all over the page. */
function domainColour(domain) {
  const fixed = { math: "--math", code: "--code" };
  return fixed[domain] || palette[data.domains.indexOf(domain) % palette.length];
}

/** An element with text and children; text is never read as HTML. */
function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) node.append(child);
  return node;
}

function alpha(colour, share) {
  const hex = css(colour).replace("#", "");
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${r}, ${g}, ${b}, ${share})`;
}

/** Paints the stages' bands behind a chart, and a mark where one gives way to the next. */
function bands(chart) {
  const { ctx, bbox } = chart;
  ctx.save();
  data.stages.forEach((stage, i) => {
    const left = Math.max(bbox.left, chart.valToPos(stage.from - 0.5, "x", true));
    const right = Math.min(bbox.left + bbox.width, chart.valToPos(stage.to + 0.5, "x", true));
    if (right <= left) return;
    ctx.fillStyle = css(`--band-${i % 3}`);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    if (i > 0) {
      ctx.fillStyle = css("--soft");
      ctx.fillRect(left, bbox.top, 1, bbox.height);
    }
  });
  ctx.restore();
}

/** One line is one series; one with intervals is three, the outer two joined by a shade. */
function seriesOf(spec) {
  const series = [{ label: "step" }], columns = [data.steps], shades = [];
  const shown = (u, v) => (v === null || v === undefined ? "–" : spec.scale === "WHOLE" || spec.scale === "SHARE" ? percent(v) : number(v));
  let next = 0, run = "";
  for (const line of spec.lines) {
    if (line.run !== run) [next, run] = [0, line.run]; // another run's lines have the same colours, dashed
    const faint = line.look === "FAINT", measured = line.look === "MEASURED";
    const colour = line.colour ? domainColour(line.colour) : palette[next % palette.length];
    if (!line.colour && !faint) next++; // a faint line has the colour of the smoothed one that follows it
    const few = line.values.filter((v) => v !== null).length < 2;
    series.push({
      label: line.name, value: shown, spanGaps: true, width: faint ? 1 : 2,
      stroke: () => alpha(colour, faint ? 0.35 : 1), fill: undefined, dash: line.run ? [6, 4] : undefined,
      points: { show: measured || few, size: 7, fill: () => css(colour) },
    });
    columns.push(line.values);
    if (line.low && line.high) {
      const edge = { spanGaps: true, width: 0, points: { show: false }, stroke: "transparent", value: shown };
      series.push({ ...edge, label: "95% range from" }, { ...edge, label: "to" });
      columns.push(line.low, line.high);
      shades.push({ series: [series.length - 1, series.length - 2], fill: () => alpha(colour, 0.2) });
    }
  }
  return { series, columns, shades };
}

const ranges = {
  WHOLE: () => [0, 1],
  SHARE: (u, low, high) => [0, Math.min(1, Math.max(0.05, 1.15 * (high || 0)))],
  AMOUNT: (u, low, high) => [0, high > 0 ? 1.1 * high : 1],
  NUMBER: (u, low, high) => (low === high ? [low - 1, high + 1] : [low - 0.1 * (high - low), high + 0.1 * (high - low)]),
};

function drawChart(place, spec) {
  const box = el("div", "plot");
  place.append(el("div", "chart", el("h4", "", spec.title), el("p", "meaning", spec.meaning), box));
  const { series, columns, shades } = seriesOf(spec);
  const share = spec.scale === "WHOLE" || spec.scale === "SHARE";
  const axis = { stroke: () => css("--soft"), grid: { stroke: () => css("--line"), width: 1 }, ticks: { stroke: () => css("--line") } };
  const height = 230;
  const first = data.steps[0], last = data.steps[data.steps.length - 1];
  const width = () => Math.max(120, Math.floor(box.clientWidth));
  const plot = new uPlot({
    width: width(), height, series, bands: shades,
    scales: { x: { time: false, range: () => (first === last ? [first - 1, last + 1] : [first, last]) }, y: { range: ranges[spec.scale] } },
    axes: [
      { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000] },
      { ...axis, size: 58, values: (u, ticks) => ticks.map((v) => (share ? +(100 * v).toFixed(1) + "%" : number(v))) },
    ],
    hooks: { drawClear: [bands] },
    legend: { markers: { width: 0, fill: (u, i) => series[i].stroke === "transparent" ? "transparent" : series[i].stroke && series[i].stroke() } },
    cursor: { drag: { x: false, y: false } },
  }, columns, box);
  plots.push(plot);
  new ResizeObserver(() => requestAnimationFrame(() => {
    if (width() !== plot.width) plot.setSize({ width: width(), height });
  })).observe(box);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach((plot) => plot.redraw()));
