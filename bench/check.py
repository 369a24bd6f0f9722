"""Fails when a ratio has fallen by more than 15% of what bench/baseline.json says; --write makes the result's ratios the baseline.
usage: check.py RESULT.json [BASELINE.json] [--write]"""
import json, os, sys

paths = [a for a in sys.argv[1:] if a != "--write"]
ratios = json.load(open(paths[0]))["ratios"]
stored = paths[1] if len(paths) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "baseline.json")
if "--write" in sys.argv:
    with open(stored, "w") as f:
        f.write(json.dumps({name: round(value, 3) for name, value in ratios.items()}, indent=1) + "\n")
    sys.exit(0)
baseline = json.load(open(stored))
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
