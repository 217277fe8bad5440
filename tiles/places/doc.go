// Package places is the search index inside a district pack: what people type to places, and points to addresses. Builder
// makes it while osmload reads an extract, Places answers from it. The tables are those of docs/places.md.
//
// Its invariant: the same things added, in whatever order, give the same bytes; an answer that isn't exact says so
// (Approximation); and whatever is wrong with a file or odd about a query, the answer is an error or nothing, never a
// panic, nor more work than the limits below allow.
//
// Names are compared by how they sound (vocabulary.fold): Cyrillic of both languages and Latin come to the same letters, so that
// one index serves all spellings and is searched by ranges of its words.
package places
