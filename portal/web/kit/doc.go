// Package kit is what all pages of the portal stand on: who asks and what they may, routes that say who they are for,
// pages in three languages, words, and the style.
//
// Its invariant: a route without a word on who may use it can't be written, and a page that runs a script of anybody else's
// can't be shown.
package kit
