"use strict";
/** The browser of answers: the index is unpacked when the section is opened, a part of texts when one of its answers is shown. */
const samples = {
  packed: null, index: null, found: [], at: 0, page: 20, texts: new Map(),

  async unpack(part) {
    const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  },

  async open() {
    if (this.index) return;
    this.packed = JSON.parse(at("samples-data").textContent);
    this.index = await this.unpack(this.packed.index);
    this.form();
    this.filter();
  },

  form() {
    const index = this.index, place = at("samples-form");
    const field = (name, node) => { node.name = name; return el("label", "", el("span", "", name), node); };
    const choice = (name, options) => field(name, el("select", "", ...options.map(([value, words]) => { const o = el("option", "", words); o.value = value; return o; })));
    const input = (name, type, hint) => { const node = el("input", ""); node.type = type; node.placeholder = hint; return field(name, node); };
    const words = { right: "right", wrong: "wrong", unjudged: "could not be checked" };
    place.append(
      input("problem", "search", "its name, or words of its text"), input("from step", "number", "first"), input("to step", "number", "last"),
      choice("verdict", [["", "any"], ...index.outcomes.map((o, i) => [i, words[o] || o]), ["cut", "cut at the length limit"]]),
      choice("stage", [["", "any"], ...index.stages.map((s, i) => [i, s])]),
      choice("reward part", [["", "any"], ...Object.keys(index.parts).flatMap((p) => [[p + "|>", `${p} above 0`], [p + "|0", `${p} is 0`], [p + "|<", `${p} below 0`]])]));
    place.addEventListener("input", () => this.filter());
    place.addEventListener("submit", (event) => event.preventDefault());
  },

  value(name) { return at("samples-form").elements[name].value.trim(); },

  filter() {
    const i = this.index, words = this.value("problem").toLowerCase(), verdict = this.value("verdict"), stage = this.value("stage");
    const from = this.value("from step") === "" ? 0 : +this.value("from step"), to = this.value("to step") === "" ? Infinity : +this.value("to step");
    const [part, sign] = this.value("reward part").split("|");
    const exact = i.tasks.findIndex((t) => t[0].toLowerCase() === words);
    const wanted = i.tasks.map((t, n) => !words || (exact >= 0 ? n === exact : t[0].toLowerCase().includes(words) || t[2].toLowerCase().includes(words)));
    const scores = part ? i.parts[part] : null;
    this.found = [];
    for (let n = 0; n < i.step.length; n++) {
      if (!wanted[i.task[n]] || i.step[n] < from || i.step[n] > to) continue;
      if (verdict === "cut" ? !i.cut[n] : verdict !== "" && i.outcome[n] !== +verdict) continue;
      if (stage !== "" && i.stage[n] !== +stage) continue;
      if (scores && !(sign === ">" ? scores[n] > 0 : sign === "<" ? scores[n] < 0 : !scores[n])) continue;
      this.found.push(n);
    }
    this.at = 0;
    this.fate(words && wanted.filter(Boolean).length === 1 ? wanted.indexOf(true) : -1);
    this.show();
  },

  /** One problem through the passes: how often it was right in each. */
  fate(task) {
    const place = at("samples-fate"), i = this.index;
    place.replaceChildren();
    if (task < 0) return;
    const visits = new Map();
    for (let n = 0; n < i.step.length; n++) {
      if (i.task[n] !== task) continue;
      const key = `${i.stages[i.stage[n]]}, step ${i.step[n]}`;
      const visit = visits.get(key) || visits.set(key, [0, 0]).get(key);
      visit[1]++;
      if (i.outcomes[i.outcome[n]] === "right") visit[0]++;
    }
    place.append(el("div", "asked", i.tasks[task][2]), el("div", "fate", ...[...visits].map(([when, [right, all]]) => {
      const bar = el("div", "bar");
      bar.style.cssText = `height:${Math.max(4, 100 * right / all)}%`;
      const visit = el("div", "visit", el("div", "column", bar), el("span", "soft", `${right}/${all}`));
      visit.title = `${when}: ${right} of ${all} right`;
      return visit;
    })), nothing("One bar for each time it was practised on: the share of right answers."));
  },

  show() {
    const last = Math.min(this.found.length, this.at + this.page);
    const count = this.found.length === this.index.step.length ? many(this.found.length, "answer") : `${many(this.found.length, "answer")} of ${number(this.index.step.length)}`;
    at("samples-count").textContent = this.found.length ? `${count}; shown: ${this.at + 1} to ${last}` : "No answer is like that.";
    at("samples-back").disabled = this.at === 0;
    at("samples-on").disabled = last >= this.found.length;
    at("samples-list").replaceChildren(...this.found.slice(this.at, last).map((n) => this.row(n)));
  },

  row(n) {
    const i = this.index, [id, domain, prompt] = i.tasks[i.task[n]], outcome = i.outcomes[i.outcome[n]];
    const mark = outcome === "right" ? "good" : outcome === "wrong" ? "bad" : "soft";
    const head = el("summary", "", el("span", "tag", `step ${i.step[n]}, no. ${i.sample[n] + 1}`), el("span", "tag", domain), el("span", "tag " + mark, outcome === "unjudged" ? "not checked" : outcome),
      el("span", "tag soft", `reward ${i.reward[n]}`), el("span", "question", id));
    const box = el("details", "sample", head);
    box.addEventListener("toggle", async () => {
      if (!box.open || box.childElementCount > 1) return;
      const text = await this.text(n);
      const all = el("button", "", "every answer to this problem");
      all.type = "button";
      all.addEventListener("click", () => { const form = at("samples-form"); form.reset(); form.elements.problem.value = id; this.filter(); form.scrollIntoView(); });
      const parts = Object.keys(i.parts).map((p) => `${p} ${i.parts[p][n] || 0}`).join(", ");
      const cut = text.length >= this.packed.longest ? el("div", "soft", "Cut here; the whole text is in the ledger.") : "";
      box.append(el("div", "asked", prompt), el("div", "said", text || "(empty)"), cut,
        el("div", "soft", `${i.reasons[i.reason[n]]}${i.cut[n] ? " (cut at the length limit)" : ""}. ${many(i.tokens[n], "token")}; stage ${i.stages[i.stage[n]]}, pass ${i.epoch[n] + 1}, answer no. ${i.sample[n] + 1}; reward: ${parts}`), all);
    });
    return box;
  },

  async text(n) {
    const part = Math.floor(n / this.packed.page);
    if (!this.texts.has(part)) {
      if (this.texts.size > 40) this.texts.delete(this.texts.keys().next().value);
      this.texts.set(part, await this.unpack(this.packed.texts[part]));
    }
    return this.texts.get(part)[n % this.packed.page];
  },
};

if (at("samples-data").textContent === "null") {
  at("samples").replaceWith(nothing("No answer has been drawn for training yet."));
} else {
  at("samples").addEventListener("toggle", () => samples.open());
  at("samples-back").addEventListener("click", () => { samples.at -= samples.page; samples.show(); });
  at("samples-on").addEventListener("click", () => { samples.at += samples.page; samples.show(); });
}
