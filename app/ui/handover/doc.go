// Package handover draws the answers for people without the internet: whom one is for, how to reach them, and how each attempt
// ended.
//
// Its invariant: names are on the screen only while the page is; the presenter drops them when it is left.
package handover
