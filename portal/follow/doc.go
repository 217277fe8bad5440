// Package follow knows who wants to hear what becomes of a report.
//
// Its invariant: nobody is told anything who didn't ask for it: an account says so itself, an address is first asked by a letter whose link
// only its owner has; each follows a report once, and can stop at any time by the link in every letter. Addresses lie locked.
package follow
