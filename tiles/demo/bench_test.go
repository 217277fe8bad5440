package demo

import (
	"io"
	"testing"
)

// BenchmarkScale makes a pbf with some 130,000 addresses.
func BenchmarkScale(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		stats, err := Generate(Options{Seed: 1, Settlements: 950}, NewPBF(io.Discard))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(stats.Addresses), "addresses")
		b.ReportMetric(float64(stats.Nodes), "nodes")
	}
}

// BenchmarkDefault makes the built-in district.
func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Generate(Default(), NewPBF(io.Discard)); err != nil {
			b.Fatal(err)
		}
	}
}
