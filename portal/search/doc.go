// Package search finds published reports by words: of their text, number, category and place.
//
// Its invariant: the index holds the words of exactly those reports that are published, as they are. It changes in the same
// transaction as the report does, whoever changes it, and Rebuild makes the same index from nothing.
package search
