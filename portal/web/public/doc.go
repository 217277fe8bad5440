// Package public is what everybody sees without signing in: the map, the lists, the search and each published report, feeds, and
// what other sites may frame.
//
// Its invariant: it reads reports only as cases that are published, photos only as copies of these reports', and no name at all. What
// isn't published answers as what never was.
package public
