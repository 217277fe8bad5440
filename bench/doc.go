// Package bench measures what people wait for, each beside a peer that is named, in turns in one run (package versus).
// scripts/bench.sh runs it and writes docs/benchmarks.md. It is a module of its own, so that the program doesn't require
// its peers. Nothing here asserts a time.
package bench
