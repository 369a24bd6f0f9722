"""Fails when a ratio has fallen by more than 15% of what bench/baseline.json says for the number type that was measured, with AMX apart, whose products are several times as fast as all
that is around them; --write makes the result's ratios that baseline. usage: check.py RESULT.json [BASELINE.json] [--write]"""
import json, os, sys

paths = [a for a in sys.argv[1:] if a != "--write"]
result = json.load(open(paths[0]))
ratios, dtype = result["ratios"], result["dtype"]
if dtype == "bf16" and "amx_bf16" in result["machine"]:
    dtype = "bf16 with amx"
path = paths[1] if len(paths) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "baseline.json")
stored = json.load(open(path)) if os.path.exists(path) else {}
if "--write" in sys.argv:
    stored[dtype] = {name: round(value, 3) for name, value in ratios.items()}
    with open(path, "w") as f:
        f.write(json.dumps(stored, indent=1, sort_keys=True) + "\n")
    sys.exit(0)
baseline = stored.get(dtype)
if not baseline:
    sys.exit(f"check.py: {path} has no baseline for {dtype}; --write makes this result one")
failed = False
for name, before in baseline.items():
    now = ratios.get(name)
    if now is None:
        print(f"not measured: {name}")
    elif now < 0.85 * before:
        failed = True
        print(f"FELL: {name} from {before:.2f} to {now:.2f}")
    else:
        print(f"kept: {name} {now:.2f} ({before:.2f})")
sys.exit(1 if failed else 0)
