// Package atlas keeps what the public's map, lists and counts are made of in memory: 32 bytes for every published report, sorted
// by arrival. A million of them are looked through in some milliseconds, whatever is asked for, so that no filter needs an index.
//
// Its invariant: whoever asks within a transaction sees every change that was committed before that transaction began, whichever
// process made it: before each answer the atlas reads on in the numbered changes of published reports.
package atlas
