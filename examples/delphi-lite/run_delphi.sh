#!/usr/bin/env bash
# Stand-in for Delphi's run_delphi.sh: the same flags, the same exit codes, a small pipeline.
#
# Exit codes: 0 done · 2 bad arguments · 4 math export failed · anything else: failed
set -euo pipefail

usage() {
  cat >&2 <<'TEXT'
usage: run_delphi.sh --zid=CONVERSATION
         [--include_moderation=true|false] [--exclude_comment_selections=true|false] [--rid=REPORT]
         [--max-votes=N] [--batch-size=N]        (or the environment: MAX_VOTES, BATCH_SIZE)
TEXT
  exit 2
}

refuse() {
  echo "run_delphi.sh: $1" >&2
  usage
}

zid=""
pass_on=()
for argument in "$@"; do
  case "$argument" in
    --zid=?*) zid="${argument#*=}" ;;
    --include_moderation=* | --exclude_comment_selections=* | --rid=*) pass_on+=("$argument") ;;
    --max-votes=*) MAX_VOTES="${argument#*=}" ;;
    --batch-size=*) BATCH_SIZE="${argument#*=}" ;;
    --help | -h) usage ;;
    *) refuse "unknown argument: $argument" ;;
  esac
done
[[ -n "$zid" ]] || refuse "--zid=CONVERSATION is missing"
[[ -z "${MAX_VOTES:-}" ]] || pass_on+=("--max-votes=$MAX_VOTES")
[[ -z "${BATCH_SIZE:-}" ]] || pass_on+=("--batch-size=$BATCH_SIZE")

python="${PYTHON:-python3}"
command -v "$python" >/dev/null || {
  echo "run_delphi.sh: no $python on the PATH; install Python 3.9 or newer, or name one with PYTHON=" >&2
  exit 1
}

echo "Delphi pipeline for conversation $zid"
# exec: a signal sent to this script reaches the work itself, and its exit code is ours.
# ${a[@]+…}: in bash 4.3 and older an empty array counts as unset.
exec "$python" "$(dirname -- "${BASH_SOURCE[0]}")/pipeline.py" --zid="$zid" ${pass_on[@]+"${pass_on[@]}"}
