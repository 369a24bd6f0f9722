"""Fails when a ratio has fallen by more than 15% of what bench/baseline.json says. usage: check.py RESULT.json [BASELINE.json]"""
import json, os, sys

ratios = json.load(open(sys.argv[1]))["ratios"]
baseline = json.load(open(sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "baseline.json")))
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
