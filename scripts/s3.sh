#!/bin/sh
# Runs a command beside an S3 server of its own (versitygw, built from its Go module), which ends and is forgotten with it:
# s3.sh COMMAND... The command finds a bucket's address in PRIYOM_S3. Where the address is set already, the command runs with
# that.
set -eu
[ -z "${PRIYOM_S3:-}" ] || exec "$@"
root=$(cd "$(dirname "$0")/.." && pwd)
echo "s3.sh: building the server (the first time takes a minute)" >&2
GOFLAGS= go -C "$root/tools/s3" build -o "$root/bin/versitygw" github.com/versity/versitygw/cmd/versitygw
dir=$(mktemp -d "${TMPDIR:-/tmp}/priyom-s3.XXXXXX")
server=
stop() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
mkdir -p "$dir/data/priyom" "$dir/sidecar"
: >"$dir/log"
# Should somebody have the port, another one is tried.
for _ in 1 2 3 4 5; do
	port=$(shuf -i 20000-32000 -n 1)
	"$root/bin/versitygw" --port "127.0.0.1:$port" --access priyom --secret priyom-secret --keep-alive posix --sidecar "$dir/sidecar" "$dir/data" >"$dir/log" 2>&1 &
	server=$!
	for _ in $(seq 100); do
		kill -0 "$server" 2>/dev/null || break
		! grep -q "service listening" "$dir/log" || break 2
		sleep 0.1
	done
	kill "$server" 2>/dev/null || true
	server=
done
[ -n "$server" ] || { cat "$dir/log" >&2; exit 1; }
PRIYOM_S3="s3://priyom:priyom-secret@127.0.0.1:$port/priyom?tls=off" "$@"
