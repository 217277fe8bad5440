// Package enrol makes devices the portal's own: it gives out one-time codes and lets each be spent once.
//
// Its invariant: one code makes one device, and a guess costs more than it is worth. A code lives ten minutes and five
// wrong tries; the database has only a keyed hash of it. A device that didn't hear the reply may ask again with the
// same code and the same key, also later, and is told the same.
package enrol
