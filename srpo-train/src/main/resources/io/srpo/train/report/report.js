"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colour = { math: "--math", code: "--code" };
const percent = (x) => (100 * x).toFixed(1) + "%";
const number = (x) => (Math.abs(x) >= 100 ? Math.round(x).toLocaleString("en") : String(+x.toPrecision(3)));

/** An element with text and children; text is never read as HTML. */
function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) node.append(child);
  return node;
}
const at = (id) => document.getElementById(id);

function duration(seconds) {
  if (seconds < 90) return Math.round(seconds) + " s";
  if (seconds < 5400) return (seconds / 60).toFixed(1) + " minutes";
  return (seconds / 3600).toFixed(1) + " hours";
}

function scale(score, domain) {
  const range = el("div", "range");
  range.style.cssText = `left:${100 * score.low}%;width:${Math.max(0.5, 100 * (score.high - score.low))}%;background:${css(colour[domain] || "--good")}`;
  const point = el("div", "point");
  point.style.cssText = `left:calc(${100 * score.passAt1}% - 2px);background:${css("--ink")}`;
  return el("div", "scale", range, point);
}

function beforeAfter() {
  for (const domain of data.domains) {
    const before = data.before[domain], after = data.after[domain];
    if (!before || !after) continue;
    const gain = 100 * (after.passAt1 - before.passAt1);
    const told = el("span", gain >= 0 ? "good" : "bad", ` ${gain >= 0 ? "+" : ""}${gain.toFixed(1)} points`);
    at("before-after").append(el("div", "card",
      el("div", "name", domain), el("div", "big", `${percent(before.passAt1)} → ${percent(after.passAt1)}`, told),
      el("div", "name", `before (${percent(before.low)} to ${percent(before.high)})`), scale(before, domain),
      el("div", "name", `after (${percent(after.low)} to ${percent(after.high)})`), scale(after, domain),
      el("div", "name", `${after.questions} problems, ${after.samples} answers each`)));
  }
}

function cost() {
  const cards = [["answers drawn", number(data.cost.rollouts)], ["tokens written", number(data.cost.tokens)], ["time", duration(data.cost.seconds)]];
  for (const domain of data.domains) {
    const before = data.before[domain], after = data.after[domain];
    if (!before || !after || after.passAt1 <= before.passAt1) continue;
    const points = 100 * (after.passAt1 - before.passAt1);
    cards.push([`per point gained in ${domain}`, `${duration(data.cost.seconds / points)}, ${number(data.cost.rollouts / points)} answers`]);
  }
  for (const [name, value] of cards) at("cost").append(el("div", "card", el("div", "name", name), el("div", "big", value)));
}

/** Paints the stages' bands behind a chart. */
function bands(chart) {
  const { ctx, bbox } = chart;
  ctx.save();
  data.stages.forEach((stage, i) => {
    const left = Math.max(bbox.left, chart.valToPos(stage.from, "x", true));
    const right = Math.min(bbox.left + bbox.width, chart.valToPos(stage.to, "x", true));
    ctx.fillStyle = css(`--band-${i % 3}`);
    ctx.fillRect(left, bbox.top, Math.max(0, right - left), bbox.height);
  });
  ctx.restore();
}

function chart(place, spec) {
  const lines = spec.lines.filter((line) => line.values.some((v) => v !== null));
  if (!lines.length) return;
  const title = el("h4", "", spec.title);
  title.title = spec.meaning;
  const box = el("div", "chart", title);
  at(place).append(box);
  const palette = ["--math", "--code", "--good", "--bad", "--soft"];
  const axis = { stroke: css("--soft"), grid: { stroke: css("--line"), width: 1 }, ticks: { stroke: css("--line") } };
  const options = {
    width: box.clientWidth - 16, height: 220,
    scales: { x: { time: false }, y: spec.share ? { range: [0, 1] } : {} },
    axes: [axis, { ...axis, size: 54, values: (u, ticks) => ticks.map((v) => (spec.share ? Math.round(100 * v) + "%" : number(v))) }],
    hooks: { drawClear: [bands] },
    series: [{ label: "step" }, ...lines.map((line, i) => ({
      label: line.name, stroke: css(colour[line.name] || palette[i % palette.length]), width: 2, spanGaps: true,
      points: { show: line.values.filter((v) => v !== null).length < 30, size: 5 },
      value: (u, v) => (v === null || v === undefined ? "" : spec.share ? percent(v) : number(v)),
    }))],
  };
  const plot = new uPlot(options, [spec.steps, ...lines.map((line) => line.values)], box);
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth - 16, height: 220 })).observe(box);
}

function stages() {
  data.stages.forEach((stage, i) => {
    const key = el("i", "");
    key.style.background = css(`--band-${i % 3}`);
    at("bands").append(el("span", "", key, `${stage.name}: steps ${stage.from} to ${stage.to}${stage.endedBy ? `, ended by ${stage.endedBy}` : ""}`));
  });
}

function pool() {
  if (!data.pool.length) { at("pool").append("No epoch has ended yet."); return; }
  const table = el("table", "", el("tr", "", ...["stage", "epoch", "kept", "dropped so far", ""].map((h) => el("th", "", h))));
  for (const row of data.pool) {
    const kept = el("div", ""), dropped = el("div", "");
    const all = Math.max(1, row.active + row.dropped);
    kept.style.cssText = `width:${(100 * row.active) / all}%;background:${css("--math")}`;
    dropped.style.cssText = `width:${(100 * row.dropped) / all}%;background:${css("--good")}`;
    table.append(el("tr", "", ...[row.stage, row.epoch, row.active, row.dropped].map((v) => el("td", "", String(v))), el("td", "", el("div", "flow", kept, dropped))));
  }
  at("pool").append(el("div", "wide", table));
}

function answers() {
  const side = (name, answer) => el("div", "", el("b", answer.right ? "good" : "bad", `${name}: ${answer.right ? "right" : "wrong"}`), el("div", "said", answer.text), el("div", "name", answer.reason));
  for (const pair of data.answers) {
    const head = el("summary", "", `${pair.domain}: ${pair.question}`);
    const box = el("details", "", head, el("div", "pair", side("before", pair.before), side("after", pair.after)));
    at("answers").append(box);
  }
  at("answers").querySelectorAll("details").forEach((box, i) => { box.open = i < 3; });
}

function decisions() {
  const table = el("table", "", el("tr", "", ...["step", "what", "prompt", "why"].map((h) => el("th", "", h))));
  for (const row of data.decisions) table.append(el("tr", "", ...[row.step, row.kind, row.task || "", row.reason].map((v) => el("td", "", String(v)))));
  at("decisions").append(el("div", "wide", table));
}

at("title").textContent = data.title;
at("summary").textContent = data.summary;
at("config").textContent = data.config;
at("manifest").textContent = data.manifest;
beforeAfter();
cost();
stages();
data.curves.forEach((spec) => chart("curves", spec));
pool();
answers();
data.details.forEach((spec) => chart("details", spec));
decisions();
