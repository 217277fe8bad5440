// Package receipt is the text in the QR code of a citizen's paper receipt: what was taken when and where, signed by the
// device that took it and certified by its portal, so that any Priyom of the district can check it without a network.
//
// Its invariant: nothing personal is in it, and nothing in it is believed before both signatures are checked. A receipt that
// passes says that this device recorded a report with this content; whether the device has been revoked since, only the
// portal knows. See docs/receipt.md. (The portal's word to a device that entries arrived is a journal.Receipt.)
package receipt
