// Package handout makes the papers that a reception point gives out: the receipt, the consent, the appeal for a wet
// signature, the letter with an answer, and blank forms for days without a computer.
//
// Its invariant: a paper says only what it is told and what the catalogues say. None of them calls a report that was taken
// here an officially registered appeal; the receipt and the appeal say so in words (59-FZ, 547-FZ: docs/handout.md).
package handout
