// Package demo fills a portal with a made-up district's year: for `make run`, for screenshots, and for trying pages on a life
// that looks like one.
//
// Its invariant: everything goes the way of real things. Devices are enrolled with one-time codes, sign their entries and seal who
// reported, photos travel as files, and staff act through package casework under the clock of that day; so an audit finds
// nothing. The same options plan the same stories, word by word and minute by minute. Keys and sealed parts are random all the
// same: a practice portal that is kept by mistake is no portal with a known key.
//
// Nobody in it lives: names are drawn from lists, telephone numbers from a range that is nobody's.
package demo
