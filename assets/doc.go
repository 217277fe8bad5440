// Package assets holds the data that Priyom carries along: the classifier and the calendars. Its icons and languages are
// packages of their own.
//
// Its invariant: the data embedded here parse, because a test says so; an error of a loader is a broken build.
package assets
