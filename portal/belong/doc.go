// Package belong says whose citizens' devices are, and so who hears of which reports and may speak of them.
//
// Its invariant: what a device took while it was an account's is the account's, on whichever device or page they look for it; a device hears of
// nothing that isn't its account's at that moment, and once it isn't theirs any more the portal doesn't tell it again. From when to
// when it was is kept by the order of arrival, so that an audit comes to the same.
package belong
