#!/usr/bin/env bash
# Makes the bundled policy anew, from generated text to weights. Same seed: same bits on the same machine. Takes about a quarter of an hour.
#   examples/bundled/make.sh [FOLDER]     FOLDER/model then holds what srpo-cli/src/main/resources/bundled holds; by default runs/bundled
set -eu
here=$(cd "$(dirname "$0")" && pwd)
run=${1:-runs/bundled}
"$here/../../srpo" data generate --kind sft --count 60000 --seed 7 --out "$here/data/sft.jsonl"
"$here/../../srpo" data generate --kind tokenizer --seed 7 --out "$here/data/tokenizer"
"$here/../../srpo" sft "$here/sft.yaml" --run "$run"
