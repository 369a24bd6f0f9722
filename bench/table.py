"""Writes the table of docs/performance.md between its two marks. usage: table.py RESULT.json docs/performance.md"""
import json, sys

result = json.load(open(sys.argv[1]))
srpo, torch, llama, trl = result["srpo"], result["torch"], result["llama"], result["trl"]
times = ", ".join(f"{name} {time[11:]}" for name, time in result.get("measured", {}).items())
lines = [
    f"{result['date']}, {result['machine']}, {result['dtype']}; made by `bench/table.py` from `bench/{sys.argv[1].split('/')[-1]}`{', measured ' + times if times else ''}.",
    "",
    "| what | SRPO | PyTorch, transformers | llama.cpp (Q4_1) | TRL |",
    "|---|---|---|---|---|",
]


def number(value, digits=0):
    return "" if value is None else f"{value:,.{digits}f}"


def train(name):
    """PyTorch's better attention; empty where it was not measured."""
    return max((torch[f"train_{name}_{a}_tok_s"] for a in ("eager", "sdpa") if torch and f"train_{name}_{a}_tok_s" in torch), default=None)


def both(values, digits=0):
    return "; ".join(f"{name} {number(value, digits)}" for name, value in values if value is not None)


lines.append(f"| matrix products, GFLOP/s (ours: the model's shapes; PyTorch's: 2,048 rows) | {both(srpo['gemm_gflops'].items())} | {both((d, torch and torch.get(f'gemm2048_torch.{t}_gflops')) for d, t in (('fp32', 'float32'), ('bf16', 'bfloat16')))} | | |")
most = f", at most {100 * srpo['train']['limit']:.0f}%" if "limit" in srpo["train"] else ""
lines.append(f"| training, tokens/s at 2,048 a micro-batch | {number(srpo['train']['tokens_per_s'])} ({100 * srpo['train']['share']:.0f}% of the products{most}) | {both((n, train(n)) for n in ('fp32', 'autocast', 'bf16'))} | | |")
for row in srpo["rollout"]:
    b = row["batch"]
    theirs = both((n, torch and torch.get(f"generate_{n}_batch{b}_tok_s")) for n in ("fp32", "bf16"))
    share = f" ({100 * row['share_of_rows']:.0f}% of its products, at most {100 * row['limit_of_rows']:.0f}%)" if "limit_of_rows" in row else ""
    lines.append(f"| rollouts, tokens/s at batch {b} | {number(row['tokens_per_s'])}{share} | {theirs} | {number(llama and llama.get(f'batch{b}', {}).get('tok_s'))} | |")
for row in srpo.get("context", []):
    rows = "1 row" if row["batch"] == 1 else f"{row['batch']} rows, {row['prompts']} prompts"
    lines.append(f"| a decoding step behind 2,048 tokens against one behind 128, {rows} | {row['ratio']:.2f} times | | | |")


def theirs(key, digits=0):
    return both(((run["dtype"], run.get(key) if key != "s" else sorted(run["step_s"])[len(run["step_s"]) // 2]) for run in trl), digits)


every = result.get("srpo_step_every", {})
lines.append(f"| a step, 8 x 8 answers of 128 tokens, all trained, s | {number(srpo['step']['seconds'] if 'step' in srpo else None, 1)} | | | |")
lines.append(f"| a step on MAWPS, 8 x 8 answers, every group trained, s | {number(every.get('s'), 1)} | | | {theirs('s', 1)} |")
lines.append(f"| its mean answer, tokens | {number(every.get('mean_completion'))} | | | {theirs('mean_completion')} |")
lines.append(f"| its milliseconds a token, drawn and trained | {number(every.get('ms_a_token'), 1)} | | | {theirs('ms_a_token', 1)} |")
lines.append(f"| a step on MAWPS, natural rewards, s | {number(result.get('srpo_step_natural_s'), 1)} | | | {theirs('s', 1)} |")
lines.append(f"| peak memory of the steps on MAWPS, MB | {number(result.get('srpo_peak_mb'))} | | | {theirs('peak_rss_mb')} |")
lines += ["", "| ratio | |", "|---|---|"] + [f"| {name} | {value:.2f} |" for name, value in result["ratios"].items()]

begin, end = "<!-- figures -->", "<!-- /figures -->"
text = open(sys.argv[2]).read()
head, rest = text.split(begin)
open(sys.argv[2], "w").write(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])
