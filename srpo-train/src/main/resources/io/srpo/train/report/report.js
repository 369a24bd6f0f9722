"use strict";
const at = (id) => document.getElementById(id);
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const many = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

function duration(seconds) {
  if (seconds < 90) return (seconds < 10 ? +seconds.toPrecision(2) : Math.round(seconds)) + " seconds";
  if (seconds < 5400) return (seconds / 60).toFixed(1) + " minutes";
  return (seconds / 3600).toFixed(1) + " hours";
}

/** What stands in an empty section's place. */
const nothing = (words) => el("p", "nothing", words);

function range(score, domain, name) {
  const span = el("div", "range"), point = el("div", "point");
  span.style.cssText = `left:${100 * score.low}%;width:${Math.max(0.5, 100 * (score.high - score.low))}%;background:var(${domainColour(domain)})`;
  point.style.cssText = `left:calc(${100 * score.passAt1}% - 2px)`;
  return el("div", "measured",
    el("div", "row", el("span", "", name), el("span", "soft", `${percent(score.low)} to ${percent(score.high)}`)),
    el("div", "scale", span, point));
}

function beforeAfter() {
  if (!data.heldOut.length) { at("before-after").append(nothing("Nothing was measured on unseen problems; name a set under evaluation in the configuration.")); return; }
  for (const set of data.heldOut) {
    const before = set.before, after = set.after;
    const card = el("div", "card", el("div", "name", `${capital(set.domain)} `, el("span", "soft", set.set)));
    if (!after) {
      card.append(el("div", "big", percent(before.passAt1)), range(before, set.domain, before.step === 0 ? "before training" : `step ${before.step}`),
        nothing("It has not been measured again since."));
    } else {
      const gain = 100 * (after.passAt1 - before.passAt1);
      card.append(
        el("div", "big", `${percent(before.passAt1)} → ${percent(after.passAt1)} `,
          el("span", "gain " + (gain > 0 ? "good" : gain < 0 ? "bad" : "soft"), `${gain > 0 ? "+" : ""}${gain.toFixed(1)} points`)),
        range(before, set.domain, before.step === 0 ? "before training" : `after step ${before.step}`), range(after, set.domain, `after step ${after.step}`),
        el("p", "told", set.told));
    }
    card.append(el("div", "soft", `${many(before.questions, "problem")}, ${many(before.samples, "answer")} to each`));
    at("before-after").append(card);
  }
}

function cost() {
  const cards = [
    ["time", duration(data.cost.seconds), data.cost.evaluating > 0 ? `${duration(data.cost.evaluating)} of it for measuring` : ""],
    ["practice answers", number(data.cost.rollouts), data.cost.used > 0 ? `${percent(data.cost.used / data.cost.rollouts)} of them taught something` : ""],
    ["tokens written", number(data.cost.tokens), "a token is about a short word"],
  ];
  for (const set of data.heldOut) {
    if (!set.after || set.after.passAt1 <= set.before.passAt1) continue;
    const points = 100 * (set.after.passAt1 - set.before.passAt1);
    cards.push([`each point gained in ${set.domain}`, duration(data.cost.seconds / points), `${number(data.cost.rollouts / points)} answers, ${number(data.cost.tokens / points)} tokens; the whole run's cost`]);
  }
  for (const [name, value, more] of cards) at("cost").append(el("div", "card", el("div", "name", name), el("div", "big", value), el("div", "soft", more)));
}

function findings() {
  const told = data.findings.length ? data.findings : [data.stages.length ? "Nothing stood out." : "There is nothing to judge by yet."];
  at("findings").append(...told.map((words) => el("li", "", words)));
}

/** The other run's figures beside this one's. */
function sideBySide() {
  const other = data.other;
  if (!other) return;
  at("two-runs").hidden = false;
  const change = (set) => !set ? "not measured" : set.after ? `${percent(set.before.passAt1)} → ${percent(set.after.passAt1)} (${percent(set.after.low)} to ${percent(set.after.high)})` : percent(set.before.passAt1);
  const rows = [["", data.title, other.title]];
  const names = new Set([...data.heldOut, ...other.heldOut].map((set) => `${set.domain}|${set.set}`));
  for (const name of names) {
    const of = (sets) => sets.find((set) => `${set.domain}|${set.set}` === name);
    rows.push([`unseen ${name.replace("|", " problems, ")}`, change(of(data.heldOut)), change(of(other.heldOut))]);
  }
  rows.push(["practice answers", number(data.cost.rollouts), number(other.cost.rollouts)], ["tokens written", number(data.cost.tokens), number(other.cost.tokens)],
    ["time", duration(data.cost.seconds), duration(other.cost.seconds)],
    ["stages", ...[data, other].map((run) => run.stages.map((stage) => `${stage.name} (${stage.from} to ${stage.to})`).join(", "))]);
  const table = el("table", "", ...rows.map((row, i) => el("tr", "", ...row.map((v) => el(i ? "td" : "th", "", v)))));
  at("other").append(el("div", "wide", table));
}

function abilities() {
  if (!data.abilities.length) { at("abilities").append(nothing("The run's ledger does not say of which kinds its problems are.")); return; }
  const sorted = [...data.abilities].sort((a, b) => (b.unseen - a.unseen) || a.after - b.after);
  const table = el("table", "", el("tr", "", ...["problems", "how many", "before", "after", ""].map((head) => el("th", "", head))));
  for (const row of sorted) {
    const fill = el("i", ""), share = el("div", "share", fill);
    fill.style.cssText = `width:${100 * row.after}%;background:var(${domainColour(row.domain)})`;
    const kind = [row.domain, row.source, row.difficulty].filter(Boolean).join(", ");
    table.append(el("tr", "", ...[`${row.unseen ? "unseen" : "practised"}: ${kind}`, String(row.problems), percent(row.before), percent(row.after), share].map((v) => el("td", "", v))));
  }
  at("abilities").append(el("div", "wide", table));
}

function legend(place, entries) {
  for (const [colour, words] of entries) {
    const key = el("i", "");
    key.style.background = `var(${colour})`;
    place.append(el("span", "", key, words));
  }
}

function curves() {
  if (!data.stages.length) at("curves").append(nothing("No step has been made yet."));
  legend(at("bands"), data.stages.map((stage, i) => [`--band-${i % 3}`,
    `${stage.name}: steps ${stage.from} to ${stage.to}${stage.endedBy ? ` (ended: ${stage.endedBy})` : ""}`]));
  data.curves.forEach((spec) => drawChart(at("curves"), spec));
}

function pool() {
  if (!data.pool.length) { at("pool").append(nothing("The run has not begun with its problems yet.")); return; }
  const parts = [["active", "--open", "practised on"], ["underReview", "--review", "set aside earlier, looked at again"],
    ["newlyDropped", "--fresh", "set aside now: always solved"], ["dropped", "--aside", "set aside before"]];
  legend(at("pool-legend"), parts.map(([, colour, words]) => [colour, words]));
  const sum = (row) => parts.reduce((total, [key]) => total + row[key], 0);
  const most = Math.max(1, ...data.pool.map(sum));
  // A long run has many passes: the last ones stand open, the others fold away.
  const folded = data.pool.length > 20 ? data.pool.length - 12 : 0;
  const earlier = el("details", "", el("summary", "", many(folded, "earlier row")));
  if (folded) at("pool").append(earlier);
  data.pool.forEach((row, i) => {
    const flow = el("div", "flow");
    for (const [key, colour, words] of parts) {
      if (!row[key]) continue;
      const part = el("div", "", row[key] / most > 0.06 ? String(row[key]) : "");
      part.style.cssText = `width:${(100 * row[key]) / most}%;background:var(${colour})`;
      part.title = `${row[key]} ${words}`;
      flow.append(part);
    }
    const epoch = el("div", "epoch", el("div", "row", el("b", "", `${row.stage}, ${row.when}`), el("span", "soft", row.told)), flow);
    (i < folded ? earlier : at("pool")).append(epoch);
  });
  if (!data.pool.some((row) => row.when !== "the stage begins")) at("pool").append(nothing("No pass over the problems has ended yet, or this run's selection sets none aside."));
  if (!data.why.length) return;
  const table = el("table", "", el("tr", "", ...["problems", "what", "why"].map((head) => el("th", "", head))));
  for (const row of data.why) table.append(el("tr", "", ...[row.prompts, row.kind, row.reason].map((v) => el("td", "", String(v)))));
  at("why").append(el("h3", "", "Why"), el("div", "wide", table));
}

function answers() {
  if (!data.answers.length) { at("answers").append(nothing("There are no two measurements yet whose answers could be laid side by side.")); return; }
  const side = (name, answer) => el("div", "side",
    el("div", "row", el("b", answer.outcome === "right" ? "good" : answer.outcome === "wrong" ? "bad" : "soft", `${name}: ${answer.outcome === "unjudged" ? "could not be checked" : answer.outcome}`),
      el("span", "soft", answer.judged ? `${answer.right} of ${answer.judged} answers right` : "")),
    el("div", "said", answer.text || "(empty)"), el("div", "soft", answer.reason + (answer.truncated ? " (cut at the length limit)" : "")));
  data.answers.forEach((pair, i) => {
    const mark = { better: ["good", "better"], worse: ["bad", "worse"], same: ["soft", "as before"] }[pair.change];
    const head = el("summary", "", el("span", "tag", pair.domain), el("span", "tag " + mark[0], mark[1]), el("span", "question", pair.question));
    const box = el("details", "", head, el("div", "asked", pair.question), el("div", "pair", side("Before", pair.before), side("After", pair.after)));
    box.open = i < 2;
    at("answers").append(box);
  });
}

function decisions() {
  const { shown, leftOut, unchanged } = data.decisions;
  if (!shown.length) { at("decisions").append(nothing("Nothing has been decided yet.")); return; }
  const table = el("table", "", el("tr", "", ...["step", "stage", "what", "problem", "why"].map((head) => el("th", "", head))));
  for (const row of shown) table.append(el("tr", "", ...[row.step, row.stage, row.kind, row.task, row.reason].map((v) => el("td", "", String(v)))));
  const more = leftOut ? `${many(leftOut, "earlier change")} of the pool not shown. ` : "";
  at("decisions").append(nothing(`${more}Not listed: ${many(unchanged, "time")} a problem joined or was kept. ./srpo history tells all.`), el("div", "wide", table));
}

at("tried").textContent = data.tried;
at("config").textContent = data.config || "config.yaml is not in the run's folder.";
at("manifest").textContent = data.manifest || "manifest.json is not in the run's folder.";
beforeAfter();
sideBySide();
cost();
findings();
abilities();
curves();
pool();
answers();
data.details.forEach((spec) => drawChart(at("details"), spec));
if (!data.details.length) at("details").append(nothing("No step has been made yet."));
decisions();
