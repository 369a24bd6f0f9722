#!/usr/bin/env bash
# JMH over sampler, tokenizer, verifier, ledger and selection. usage: bench/jmh.sh [NAME PATTERN] [JMH OPTIONS...]
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
./mvnw -B -q -Pbench -pl srpo-bench -am -Dmaven.test.skip=true package
exec java -Dsrpo.bench.tokenizer="$root/srpo-cli/src/main/resources/bundled/tokenizer.json" \
  -cp "srpo-bench/target/classes:$(cat srpo-bench/target/classpath)" org.openjdk.jmh.Main "$@"
