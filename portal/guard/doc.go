// Package guard stands before everything that the portal answers: it finds out who really asks, keeps anybody from asking too much, from
// sending too much and from sending too slowly, and writes down and counts what was asked.
//
// Its invariant: what it writes down and counts names nobody: no address, no path with an id in it, no parameter. What it remembers
// of addresses is in memory and short-lived.
package guard
