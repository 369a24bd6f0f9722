"""Joins what was measured into one file of figures and ratios. usage: collect.py WORK RESULT.json"""
import datetime, json, os, sys

work, target = sys.argv[1], sys.argv[2]


measured = {}


def read(name):
    """What was measured, if it was; its time goes into the result, so that figures of another hour show as such."""
    path = os.path.join(work, name)
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return None  # left out, or stopped before it had measured
    measured[name.removesuffix(".json")] = datetime.datetime.fromtimestamp(os.path.getmtime(path)).isoformat(timespec="minutes")
    return json.load(open(path))


srpo, torch, llama = read("srpo.json"), read("torch.json"), read("llama.json")
trl = [run for run in (read("trl-fp32.json"), read("trl-bf16.json")) if run]
if srpo is None:
    sys.exit(f"collect.py: {work}/srpo.json is missing; bench/peers.sh writes it")
metrics = [json.loads(line) for line in open(os.path.join(work, "srpo-metrics.jsonl"))] if os.path.exists(os.path.join(work, "srpo-metrics.jsonl")) else []
drawn = {row["batch"]: row["tokens_per_s"] for row in srpo["rollout"]}
result = {"date": datetime.date.today().isoformat(), "machine": srpo["machine"], "dtype": srpo["dtype"], "measured": measured, "srpo": srpo, "torch": torch, "llama": llama, "trl": trl}
ratios = {"train share of the products": srpo["train"]["share"]}
for batch, row in ((row["batch"], row) for row in srpo["rollout"]):
    ratios[f"rollout share of the products, batch {batch}"] = row["share"]
if torch:
    def best(*names):
        return max((torch[f"train_{n}_{attn}_tok_s"] for n in names for attn in ("eager", "sdpa") if f"train_{n}_{attn}_tok_s" in torch), default=None)

    ratios["training against PyTorch, weights kept in fp32"] = srpo["train"]["tokens_per_s"] / best("fp32", "autocast")
    if best("bf16"):
        ratios["training against PyTorch, its weights in bf16 only"] = srpo["train"]["tokens_per_s"] / best("bf16")
    for batch in (1, 16, 64):
        if batch in drawn:
            theirs = max(torch.get(f"generate_{n}_batch{batch}_tok_s", 0) for n in ("fp32", "bf16"))
            ratios[f"rollouts against transformers, batch {batch}"] = drawn[batch] / theirs
if llama:
    for batch in (1, 16, 64):
        if batch in drawn and f"batch{batch}" in llama:
            ratios[f"rollouts against llama.cpp, batch {batch}"] = drawn[batch] / llama[f"batch{batch}"]["tok_s"]
if trl:
    median = {run["dtype"]: sorted(run["step_s"])[len(run["step_s"]) // 2] for run in trl}
    result["trl_step_s"] = median
    for dtype, theirs in median.items():
        if "step" in srpo:
            ratios[f"whole step against TRL in {dtype}, every group trained, every answer of full length"] = theirs / srpo["step"]["seconds"]
        if metrics:
            seconds = sorted(m["time/step"] for m in metrics)
            result["srpo_step_natural_s"] = seconds[len(seconds) // 2]
            ratios[f"whole step against TRL in {dtype}, natural rewards"] = theirs / result["srpo_step_natural_s"]
    if metrics:
        result["srpo_peak_mb"] = max(m["memory/resident-mb"] for m in metrics)
        theirs = [run["peak_rss_mb"] for run in trl if "peak_rss_mb" in run]
        if theirs:
            ratios["peak memory of TRL against ours"] = min(theirs) / result["srpo_peak_mb"]
result["ratios"] = ratios
json.dump(result, open(target, "w"), indent=1)
print(json.dumps(ratios, indent=1))
