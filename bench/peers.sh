#!/usr/bin/env bash
# Measures TRL, PyTorch with transformers, llama.cpp and ./srpo on the same model, prompts and lengths, one after the other, and writes one JSON file.
# Let nothing else run meanwhile; it takes about 25 minutes on 2 cores.
#
#   bench/peers.sh MODEL.gguf MAWPS.jsonl [RESULT.json]
#
#   PEERS_PYTHON   an interpreter that has torch, transformers, trl, datasets and gguf; without it an environment is made in bench/.venv (some 2 GB)
#   PEERS          which of "srpo torch llama trl" to measure; all without it. What is left out keeps its figures of an earlier call
#                  (bench/work); RESULT.json says when each was measured.
#   DTYPE          our number type: auto (also without it), fp32 or bf16
#
# Ends with 1 when one of our ratios has fallen by more than 15% of bench/baseline.json; PEERS=srpo is the job that watches for that alone.
set -eu

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
model=$(realpath "$1")
problems=$(realpath "$2")
result=${3:-$here/result.json}
peers=${PEERS:-srpo torch llama trl}
dtype=${DTYPE:-auto}
work=$here/work
mkdir -p "$work"

python=${PEERS_PYTHON:-$here/.venv/bin/python}
if [ ! -x "$python" ]; then
  echo "making $here/.venv" >&2
  python3 -m venv "$here/.venv"
  "$here/.venv/bin/pip" install -q --index-url https://download.pytorch.org/whl/cpu torch
  "$here/.venv/bin/pip" install -q "transformers==5.23.*" "trl==1.16.*" datasets gguf
  # Builds from source; without a C++ compiler llama.cpp is left out below.
  "$here/.venv/bin/pip" install -q llama-cpp-python || echo "no llama.cpp: it could not be built" >&2
fi

folder=$work/hf
if [ ! -f "$folder/config.json" ]; then
  "$python" "$here/to_folder.py" "$model" "$folder"
fi

for peer in $peers; do
  echo "== $peer" >&2
  rm -f "$work/$peer.json" # a peer that fails leaves no figures of another day
  case $peer in
    srpo)
      # Both sides sleep while they wait: the launcher sees to that for ./srpo.
      "$here/../srpo" bench --model "$model" --dtype "$dtype" --drawn 128 --json | tee /dev/stderr | tail -n 1 >"$work/srpo.json"
      for name in same-step every-group; do
        rm -rf "$work/run-$name"
        sed -e "s#MODEL#$model#" -e "s#PROBLEMS#$problems#" -e "s#CHECK#$here/EveryGroup.java#" "$here/$name.yaml" >"$work/$name.yaml"
        "$here/../srpo" train "$work/$name.yaml" --set model.dtype="$dtype" --run "$work/run-$name" >&2
        cp "$work/run-$name/metrics.jsonl" "$work/$name.jsonl"
      done
      ;;
    torch) "$python" "$here/torch_bench.py" "$folder" >"$work/torch.json" ;;
    llama)
      "$python" "$here/llama_bench.py" "$model" 1 16 64 >"$work/llama.json" 2>/dev/null ||
        LLAMA_PLAIN=1 "$python" "$here/llama_bench.py" "$model" 1 16 64 >"$work/llama.json" 2>/dev/null || rm -f "$work/llama.json"
      ;;
    trl)
      types=fp32
      grep -q bf16 /proc/cpuinfo && types="fp32 bf16"
      for type in $types; do
        rm -f "$work/trl-$type.json"
        (cd "$work" && "$python" "$here/trl_bench.py" "$folder" "$problems" 3 "$type" >"$work/trl.all") && sed -n '/^{$/,$p' "$work/trl.all" >"$work/trl-$type.json"
      done
      ;;
    *) echo "PEERS: $peer is none of srpo, torch, llama, trl" >&2 && exit 2 ;;
  esac
done
"$python" "$here/collect.py" "$work" "$result"
"$python" "$here/table.py" "$result" "$here/../docs/performance.md"
"$python" "$here/check.py" "$result"
