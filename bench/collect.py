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


def steps(name):
    path = os.path.join(work, name)
    return [json.loads(line) for line in open(path)] if os.path.exists(path) else []


natural, every = steps("same-step.jsonl"), steps("every-group.jsonl")
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


def median(values):
    return sorted(values)[len(values) // 2]


def seconds_a_token(step):
    """Of a token that is drawn and trained: a group without advantage is drawn only, so the update is divided by the tokens of the others."""
    drawn = step["rollouts/tokens"]
    trained = drawn * step["rollouts/used"] / step["rollouts/paid"]
    return (step["time/step"] - step["time/update"]) / drawn + step["time/update"] / trained


if natural:
    result["srpo_step_natural_s"] = median([m["time/step"] for m in natural])
if every:
    result["srpo_step_every"] = {"s": median([m["time/step"] for m in every]), "mean_completion": sum(m["length"] for m in every) / len(every), "ms_a_token": 1e3 * median([seconds_a_token(m) for m in every])}
if natural and every:
    result["srpo_peak_mb"] = max(m["memory/resident-mb"] for m in natural + every)
for run in trl:
    run["ms_a_token"] = 1e3 * median(run["step_s"]) / (run["mean_completion"] * run["rollouts"] / len(run["step_s"]))
    if "step" in srpo:
        ratios[f"whole step against TRL in {run['dtype']}, every group trained, ours of full length"] = median(run["step_s"]) / srpo["step"]["seconds"]
    if every:
        ratios[f"whole step against TRL in {run['dtype']}, every group trained, by token"] = run["ms_a_token"] / result["srpo_step_every"]["ms_a_token"]
    if natural:
        ratios[f"whole step against TRL in {run['dtype']}, natural rewards"] = median(run["step_s"]) / result["srpo_step_natural_s"]
    if natural and every and "peak_rss_mb" in run:
        ratios[f"peak memory of TRL in {run['dtype']} against ours"] = run["peak_rss_mb"] / result["srpo_peak_mb"]
result["ratios"] = ratios
json.dump(result, open(target, "w"), indent=1)
print(json.dumps(ratios, indent=1))
