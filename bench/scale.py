"""Measures ./srpo data inspect and curate on files that grow: rows put together from our own generator's problems, every 20th a repeat and every 20th a near repeat.
usage: scale.py WORK [ROWS ...]; SRPO_JAVA_OPTS is handed on (a heap of 1400 MB without it). Prints a table."""
import json, os, random, resource, subprocess, sys, time

here = os.path.dirname(os.path.abspath(__file__))
srpo = os.path.join(here, "..", "srpo")
work = sys.argv[1]
sizes = [int(a) for a in sys.argv[2:]] or [10_000, 100_000, 1_000_000]
os.makedirs(work, exist_ok=True)
environment = {"SRPO_JAVA_OPTS": "-Xmx1400m", **os.environ}


def run(*arguments):
    """Seconds, peak resident MB, last line of standard output."""
    started = time.perf_counter()
    child = subprocess.Popen([srpo, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    out = child.stdout.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"scale.py: srpo {' '.join(arguments)} ended with {status}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024, out.strip().split("\n")[-1]


base = os.path.join(work, "problems.jsonl")
run("data", "generate", "--domain", "math", "--count", "50000", "--out", base)
problems = [json.loads(line) for line in open(base)]
print("| rows | MB | inspect, s | peak MB | curate, s | peak MB | kept | exact repeats found of | near repeats found of |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
for rows in sizes:
    draw = random.Random(7)
    path = os.path.join(work, f"rows-{rows}.jsonl")
    exact = near = 0
    with open(path, "w") as out:
        earlier = []
        for n in range(rows):
            kind = n % 20 if n >= 20 else 1
            if kind == 0:
                row, exact = dict(draw.choice(earlier)), exact + 1
            elif kind == 10:
                row, near = dict(draw.choice(earlier)), near + 1
                row["question"] += " Please answer."
            else:
                parts = [draw.choice(problems) for _ in range(5)]
                row = {"question": " ".join(p["question"] for p in parts), "answer": parts[-1]["answer"]}
            row["id"] = f"row-{n}"
            if len(earlier) < 20_000 and kind not in (0, 10):
                earlier.append(row)
            out.write(json.dumps(row) + "\n")
    config = os.path.join(work, "curate.yaml")
    with open(config, "w") as out:
        out.write(f"sources: [{{file: {path}}}]\nout: {path}.clean.jsonl\nfilters: {{unverifiable: false}}\nlanguages: [en]\nnear: 0.8\n")
    looked = run("data", "inspect", path, "--no-verify")
    curated = run("data", "curate", config, "--json")
    told = json.loads(curated[2])
    removed = told["removed"]
    print(f"| {rows:,} | {os.path.getsize(path) / 1e6:.0f} | {looked[0]:.1f} | {looked[1]:.0f} | {curated[0]:.1f} | {curated[1]:.0f} | {told['kept']:,} | {removed.get('exact-duplicate', 0):,} of {exact:,} | {removed.get('near-duplicate', 0):,} of {near:,} |", flush=True)
