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


lines.append(f"| matrix products of the model's shapes, GFLOP/s | {number(srpo['gemm_gflops'][result['dtype']])} | {number(torch and torch['gemm_torch.float32_gflops'])} | | |")
best = torch and max(v for k, v in torch.items() if k.startswith("train_") and k.endswith("_tok_s"))
lines.append(f"| training, tokens/s at 2,048 a micro-batch | {number(srpo['train']['tokens_per_s'])} ({100 * srpo['train']['share']:.0f}% of the products) | {number(best)} | | |")
for row in srpo["rollout"]:
    b = row["batch"]
    lines.append(f"| rollouts, tokens/s at batch {b} | {number(row['tokens_per_s'])} | {number(torch and torch.get(f'generate_fp32_batch{b}_tok_s'))} | {number(llama and llama.get(f'batch{b}', {}).get('tok_s'))} | |")
if trl:
    theirs = sorted(trl["step_s"])[len(trl["step_s"]) // 2]
    lines.append(f"| a step, 8 x 8 answers of 128 tokens, all trained, s | {number(srpo['step']['seconds'] if 'step' in srpo else None, 1)} | | | {number(theirs, 1)} (mean answer {trl['mean_completion']:.0f} tokens) |")
    if "srpo_step_natural_s" in result:
        lines.append(f"| a step on MAWPS, natural rewards, s | {number(result['srpo_step_natural_s'], 1)} | | | {number(theirs, 1)} |")
lines += ["", "| ratio | |", "|---|---|"] + [f"| {name} | {value:.2f} |" for name, value in result["ratios"].items()]

begin, end = "<!-- figures -->", "<!-- /figures -->"
text = open(sys.argv[2]).read()
head, rest = text.split(begin)
open(sys.argv[2], "w").write(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1])
