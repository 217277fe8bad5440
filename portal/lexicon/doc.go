// Package lexicon makes words of texts, for finding texts by them.
//
// Its invariant: a text that holds a form of a word, in Russian, Ukrainian or English, is found by every other form whose
// endings it knows, because both sides are cut by the same rule. It knows no language of a text: forms alone decide.
package lexicon
