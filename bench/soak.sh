#!/usr/bin/env bash
# Trains a real model for half an hour and watches the memory of the process. Ends with 1 when the last third's most is over 5% above the middle third's, or when the run ends by itself.
#
#   bench/soak.sh MODEL.gguf MAWPS.jsonl [MINUTES]
#
#   DTYPE          our number type: auto (also without it), fp32 or bf16
#
# The curve, a line every ten seconds (seconds, resident kB, steps done), is soak.csv in the work folder beside this script.
set -eu

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
model=$(realpath "$1")
problems=$(realpath "$2")
seconds=$((${3:-30} * 60))
work=$here/work
run=$work/run-soak
curve=$work/soak.csv
mkdir -p "$work"
rm -rf "$run"
sed -e "s#MODEL#$model#" -e "s#PROBLEMS#$problems#" -e "s/{steps: 3}/{steps: 1000000}/" "$here/same-step.yaml" >"$work/soak.yaml"

# The launcher builds first where it has to and then becomes the program, so this process is the run.
"$here/../srpo" train "$work/soak.yaml" --set model.dtype="${DTYPE:-auto}" --run "$run" >"$work/soak.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true' EXIT

echo "seconds,resident_kb,steps" >"$curve"
began=$SECONDS
while [ $((SECONDS - began)) -lt "$seconds" ]; do
  sleep 10
  resident=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null) || resident=
  if [ -z "$resident" ]; then
    echo "soak.sh: the run has ended by itself; see $work/soak.log" >&2
    exit 1
  fi
  steps=0
  if [ -f "$run/metrics.jsonl" ]; then steps=$(wc -l <"$run/metrics.jsonl"); fi
  echo "$((SECONDS - began)),$resident,$steps" >>"$curve"
done
kill -TERM "$pid"
wait "$pid" || true

awk -F, -v total="$seconds" '
  NR > 1 {
    sixth = int(6 * ($1 - 1) / total); if (sixth > 5) sixth = 5
    if ($2 > most[sixth]) most[sixth] = $2
    if (!(sixth in least) || $2 < least[sixth]) least[sixth] = $2
    steps[sixth] = $3
  }
  END {
    for (s = 0; s < 6; s++) printf "minute %4.1f to %4.1f: %7d to %7d kB, step %d\n", s * total / 360, (s + 1) * total / 360, least[s], most[s], steps[s]
    middle = most[2] > most[3] ? most[2] : most[3]
    last = most[4] > most[5] ? most[4] : most[5]
    printf "most of the last third against the middle third: %+.1f%%\n", 100 * (last / middle - 1)
    exit (last > 1.05 * middle) ? 1 : 0
  }' "$curve"
