// Package health says whether a portal is well: to whatever keeps it running, and in figures for Prometheus.
//
// Its invariant: nothing that it says is about a person, and asking costs next to nothing however large the portal has become.
package health
