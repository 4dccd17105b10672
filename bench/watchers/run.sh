#!/usr/bin/env bash
# A thousand watchers through one gateway that signs in by itself; see README.md beside this.
# Takes the seconds of each run (60) and the number of watchers (1000).
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60} watchers=${2:-1000}

for tool in wrk curl node; do
  command -v "$tool" > /dev/null || { echo "$tool is needed." >&2; exit 1; }
done
# Each watcher holds a connection, and most shells allow 1024.
ulimit -n 8192

cargo build --quiet --profile server --package restore-desk-gateway --package restore-desk-simulator
bin=${CARGO_TARGET_DIR:-target}/server
scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; wait; rm -rf "$scratch"' EXIT

member() { node -e "console.log(JSON.parse(fs.readFileSync('$1').toString().split('\n')[0]).$2)"; }
ready() { until [ -s "$1" ]; do sleep 0.1; done; }

"$bin/restore-desk-simulator" --listen 127.0.0.1:0 --control 127.0.0.1:0 --sessions 200 \
  > "$scratch/em" &
ready "$scratch/em"
control=$(member "$scratch/em" control)
(umask 077; printf 'TECH\\helpdesk\n%s\n' "$(member "$scratch/em" 'users[0].password')" > "$scratch/account")
"$bin/restore-desk-gateway" --listen 127.0.0.1:0 --sign-in-account "$scratch/account" \
  --enterprise-manager "$(member "$scratch/em" listen)" \
  --fingerprint "$(member "$scratch/em" fingerprint)" > "$scratch/gateway" 2> "$scratch/log" &
gateway=$!
ready "$scratch/gateway"
api=$(member "$scratch/gateway" api)

curl --silent --fail --header 'Accept: application/json' \
  "$api/api/query?type=RestoreSession&pageSize=200&format=Entities" > "$scratch/sessions"
ids=$(node -e "
  const text = fs.readFileSync('$scratch/sessions').toString();
  const all = new Set([...text.matchAll(/urn:veeam:RestoreSession:([0-9a-f-]{36})/g)].map((hit) => hit[1]));
  console.log([...all].join(' '))")
[ "$(wc -w <<< "$ids")" -ge 200 ] || { echo "Only $(wc -w <<< "$ids") sessions." >&2; exit 1; }

# Takes a title, the pause of each watcher in seconds, and ids; ends the sign-in after a third.
measure() {
  local title=$1 pause=$2; shift 2
  # What is kept from the run before is not to help this one.
  sleep 6
  curl --silent --fail --request DELETE "$control/requests" > /dev/null
  echo "$title"
  (sleep $((seconds / 3)); curl --silent --fail --request POST "$control/expire" > /dev/null) &
  local expiry=$!
  wrk --threads 1 --connections "$watchers" --duration "${seconds}s" --timeout 30s \
    --script bench/watchers/watchers.lua "$api" -- "$pause" "$watchers" "$@" > "$scratch/wrk"
  wait "$expiry"
  grep '^  answered\|^  status' "$scratch/wrk"
  curl --silent --fail "$control/requests" | node -e "
    const counts = Object.entries(JSON.parse(fs.readFileSync(0)).counts);
    const sum = (method) => counts.filter(([line]) => line.startsWith(method)).reduce((sum, [, n]) => sum + n, 0);
    const reads = counts.filter(([line]) => line.startsWith('GET'));
    const most = Math.max(...reads.map(([, n]) => n));
    console.log('  reached Enterprise Manager: ' + sum('GET') + ' reads, at most ' + most + ' of one session; ' + sum('POST') + ' sign-ins')"
  awk '/VmRSS|VmHWM/ { printf "  %s %.1f MiB", $1, $2 / 1024 } END { print "" }' "/proc/$gateway/status"
}

first=${ids%% *}
measure "$watchers watchers of one session, a question every 30 s each" 30 $first
measure "$watchers watchers of 200 sessions, a question every 30 s each" 30 $ids
measure "$watchers watchers of one session, as fast as they are answered" 0 $first
measure "$watchers watchers of 200 sessions, as fast as they are answered" 0 $ids
