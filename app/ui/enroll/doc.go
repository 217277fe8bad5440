// Package enroll draws the page on which a device gets its portal.
//
// Its invariant: nothing here is in the way of taking reports; the page can be left at any time, and what was typed stays.
package enroll
