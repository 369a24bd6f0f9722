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


srpo, torch, llama, trl = read("srpo.json"), read("torch.json"), read("llama.json"), read("trl.json")
if srpo is None:
    sys.exit(f"collect.py: {work}/srpo.json is missing; bench/peers.sh writes it")
metrics = [json.loads(line) for line in open(os.path.join(work, "srpo-metrics.jsonl"))] if os.path.exists(os.path.join(work, "srpo-metrics.jsonl")) else []
drawn = {row["batch"]: row["tokens_per_s"] for row in srpo["rollout"]}
result = {"date": datetime.date.today().isoformat(), "machine": srpo["machine"], "dtype": srpo["dtype"], "measured": measured, "srpo": srpo, "torch": torch, "llama": llama, "trl": trl}
ratios = {"train share of the products": srpo["train"]["share"]}
for batch, row in ((row["batch"], row) for row in srpo["rollout"]):
    ratios[f"rollout share of the products, batch {batch}"] = row["share"]
if torch:
    best = max(value for key, value in torch.items() if key.startswith("train_") and key.endswith("_tok_s"))
    ratios["training against PyTorch"] = srpo["train"]["tokens_per_s"] / best
    for batch in (1, 16, 64):
        if batch in drawn:
            ratios[f"rollouts against transformers, batch {batch}"] = drawn[batch] / torch[f"generate_fp32_batch{batch}_tok_s"]
if llama:
    for batch in (1, 16, 64):
        if batch in drawn and f"batch{batch}" in llama:
            ratios[f"rollouts against llama.cpp, batch {batch}"] = drawn[batch] / llama[f"batch{batch}"]["tok_s"]
if trl:
    theirs = sorted(trl["step_s"])[len(trl["step_s"]) // 2]
    if "step" in srpo:
        ratios["whole step against TRL, every group trained, every answer of full length"] = theirs / srpo["step"]["seconds"]
    if metrics:
        seconds = sorted(m["rollouts/tokens"] / m["speed/rollout-tokens"] + m["update/tokens"] / m["speed/update-tokens"] for m in metrics)
        ours = seconds[len(seconds) // 2]
        result["srpo_step_natural_s"] = ours
        ratios["whole step against TRL, natural rewards"] = theirs / ours
result["ratios"] = ratios
json.dump(result, open(target, "w"), indent=1)
print(json.dumps(ratios, indent=1))
