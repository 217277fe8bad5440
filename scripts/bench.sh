#!/bin/sh
# Measures what people wait for, beside named peers in the same run, and writes docs/benchmarks.md.
#   bench.sh        about ten minutes, eight of them for the bad line, which needs no processor and runs behind the rest
#   bench.sh quick  two minutes, to out/bench/benchmarks.md: no bad line, no 100,000 reports
# `make bench` installs what it needs. The real photographs are in ../shared, or where PRIYOM_SHARED says.
set -eu
cd "$(dirname "$0")/.."
root=$PWD out=$PWD/out/bench tags=sqlite_fts5,nodynamic failed=
mkdir -p "$out" bin
rm -f "$out"/*.jsonl "$out/alone.txt"
export PRIYOM_SHARED="${PRIYOM_SHARED:-$root/../shared}"

page=$root/docs/benchmarks.md short=
if [ "${1:-}" = quick ]; then
	page=$out/benchmarks.md short=-test.short
fi

echo "bench: building (SQLite with full-text search takes a minute the first time)" >&2
go -C bench build -tags "$tags" -o "$root/bin/" ./badline ./table
go -C bench test -tags "$tags" -c -o "$root/bin/bench.test" .

line=
if [ -z "$short" ] && [ "$(id -u)" = 0 ]; then
	echo "bench: the bad line begins; its log is out/bench/badline.log" >&2
	PRIYOM_BENCH_ROWS=$out/badline.jsonl bin/badline 2>"$out/badline.log" &
	line=$!
	trap 'kill "$line" 2>/dev/null || true' EXIT
fi

# Beside peers, in turns; each benchmark knows how many of them it takes.
(cd bench && PRIYOM_BENCH_ROWS=$out/rows.jsonl "$root/bin/bench.test" -test.run '^$' -test.timeout 30m ${short:+"$short"} -test.bench . -test.benchtime 1x) || failed=1

# By themselves: the pictures' inner steps, the kit's frames and lists, and the screens' start and scrolling.
alone() {
	go test -tags nodynamic -run '^$' -bench . "$@" >"$out/last.txt" || failed=1
	tee -a "$out/alone.txt" <"$out/last.txt"
}
alone ./photo ./app/widgets
# --- the window: its start and its lists, any benchmark below app/ui ---
if [ -d app/ui ]; then
	alone ./app/ui/...
fi

if [ -n "$line" ]; then
	echo "bench: waiting for the bad line" >&2
	wait "$line" || failed=1
	trap - EXIT
	cat "$out/badline.jsonl" >>"$out/rows.jsonl"
fi
(cd bench && "$root/bin/table" -rows "$out/rows.jsonl" -alone "$out/alone.txt" -out "$page")
echo "bench: wrote $page" >&2
[ -z "$failed" ]
