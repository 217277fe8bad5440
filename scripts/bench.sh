#!/bin/sh
# Measures what people wait for, beside named peers in the same run, and writes docs/benchmarks.md.
#   bench.sh            about three quarters of an hour, most of it a million reports on two engines; the bad line's eight minutes need no processor and run behind the rest
#   bench.sh quick      some minutes, to out/bench/benchmarks.md: no bad line, no 100,000 reports, no large extracts
#   bench.sh only NAME  only bench/'s benchmarks whose names match; the page keeps the other figures of the last run
# `make bench` installs what it needs. The real photographs and extracts are in ../shared, or where PRIYOM_SHARED says.
set -eu
cd "$(dirname "$0")/.."
root=$PWD out=$PWD/out/bench tags=sqlite_fts5,nodynamic failed=
mkdir -p "$out" bin
export PRIYOM_SHARED="${PRIYOM_SHARED:-$root/../shared}"
PRIYOM_BENCH_PROGRAM="$(git describe --always --dirty) on $(date +%F)"
export PRIYOM_BENCH_PROGRAM

page=$root/docs/benchmarks.md short= which=. only=
case "${1:-}" in
quick) page=$out/benchmarks.md short=-test.short ;;
only) which=$2 only=1 ;;
esac
# A million reports are put in once, for both engines and for the portal's own benchmarks; PRIYOM_BENCH_HOME keeps them for the next run.
kept=${PRIYOM_BENCH_HOME:-}
export PRIYOM_BENCH_HOME="${kept:-$out/home}"
mkdir -p "$PRIYOM_BENCH_HOME"
[ -z "$short" ] || export PRIYOM_PORTAL_REPORTS="${PRIYOM_PORTAL_REPORTS:-50000}" PRIYOM_REPORTS="${PRIYOM_REPORTS:-50000}"
trap '[ -n "$kept" ] || rm -rf "$out/home"' EXIT
[ -n "$only" ] || rm -f "$out"/*.jsonl "$out/alone.txt"

echo "bench: building (SQLite with full-text search takes a minute the first time)" >&2
go -C bench build -tags "$tags" -o "$root/bin/" ./badline ./table ./mapper
go -C bench build -tags nodynamic -o "$root/bin/" ./field ./window
go build -tags nodynamic -o bin/ ./cmd/priyomctl
go -C bench test -tags "$tags" -c -o "$root/bin/bench.test" .

line=
if [ -z "$short$only" ] && [ "$(id -u)" = 0 ]; then
	echo "bench: the bad line begins; its log is out/bench/badline.log" >&2
	PRIYOM_BENCH_ROWS=$out/badline.jsonl bin/badline 2>"$out/badline.log" &
	line=$!
	trap 'kill "$line" 2>/dev/null || true; [ -n "$kept" ] || rm -rf "$out/home"' EXIT
fi

# Beside peers, in turns; each benchmark knows how many of them it takes.
beside= # a PostgreSQL server for the portal's figures, on the disk and as durable as SQLite
! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || beside=$root/scripts/postgres.sh
screen= # a screen of its own for the phone's windows
! command -v xvfb-run >/dev/null 2>&1 || screen="xvfb-run -a"
# shellcheck disable=SC2086 # commands or none
(cd bench && PRIYOM_BENCH_ROWS=$out/rows.jsonl PRIYOM_POSTGRES_FSYNC=on $screen $beside "$root/bin/bench.test" -test.run '^$' -test.timeout 90m ${short:+"$short"} -test.bench "$which" -test.benchtime 1x) || failed=1

# By themselves: the pictures' inner steps, the kit's frames and lists, and the screens' start and scrolling.
alone() {
	go test -tags nodynamic -run '^$' -bench . "$@" >"$out/last.txt" || failed=1
	tee -a "$out/alone.txt" <"$out/last.txt"
}
if [ -z "$only" ]; then
	alone ./photo ./app/widgets ./app/widgets/mapview
fi
# --- the portal's queries without their pages, on the reports that are there already ---
if [ -z "$only" ]; then
	alone ./portal/casework ./portal/search ./portal/web/figures -benchtime 200x
fi
# --- the window: its start and its lists, any benchmark below app/ui ---
if [ -z "$only" ] && [ -d app/ui ]; then
	alone ./app/ui/...
fi

if [ -n "$line" ]; then
	echo "bench: waiting for the bad line" >&2
	wait "$line" || failed=1
	trap '[ -n "$kept" ] || rm -rf "$out/home"' EXIT
	cat "$out/badline.jsonl" >>"$out/rows.jsonl"
fi
(cd bench && "$root/bin/table" -rows "$out/rows.jsonl" -alone "$out/alone.txt" -out "$page")
echo "bench: wrote $page" >&2
[ -z "$failed" ]
