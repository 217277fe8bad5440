// Package web is the portal's pages for people, drawn on the server, without a script.
//
// Its invariant: nothing that was sealed is on any page, and no picture that wasn't found to be a scrubbed copy. Nothing that came
// in is moderated yet, so the pages answer only people at the portal's own machine and those whom its staff gave the link.
package web
