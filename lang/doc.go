// Package lang says things to people in their language: words from the catalogues, numbers, sizes and times.
//
// Its invariant: every key is in every catalogue, with the same placeholders and all plural forms of its language, which
// the tests hold; a key that comes from outside, such as a newer portal's, is asked for with Has first. The language is
// always named, never taken from the system: an app's language is its user's choice.
package lang
