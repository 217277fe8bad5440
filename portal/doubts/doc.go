// Package doubts finds signatures that may be one person's twice although they are written otherwise, and has people find out.
//
// Its invariant: no program joins two persons. Two different people look, each without knowing what the other said; if they don't agree, an
// arbiter who is neither does. What was found can be looked at anew, changes nothing but how the signatures count, and is written down.
package doubts
