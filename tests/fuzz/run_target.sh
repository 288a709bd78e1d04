#!/usr/bin/env bash
# Runs one fuzz target.
#
#   tests/fuzz/run_target.sh NAME SECONDS [BUILD]
#
# It begins with the seeds of tests/fuzz/corpus/NAME and with what earlier runs have found (BUILD/corpus/NAME), and
# prints its own seed. An input that breaks a promise is kept in BUILD/artifacts/NAME; run it again with
#
#   BUILD/bin/NAME_fuzz FILE
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
name=$1 seconds=$2 build=${3:-$repo/build/fuzz}

mkdir -p "$build/corpus/$name" "$build/artifacts/$name"
export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_stack_use_after_return=1
exec "$build/bin/${name}_fuzz" "$build/corpus/$name" "$repo/tests/fuzz/corpus/$name" \
  -artifact_prefix="$build/artifacts/$name/" -max_total_time="$seconds" -max_len=4096 -len_control=20 \
  -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1
