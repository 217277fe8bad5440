// Package draft keeps forms that are half filled in, so that a tab that was closed, a battery that ran out or a form that was sent too
// early loses nothing.
//
// Its invariant: what somebody typed and photographed lies here only encrypted under a key that is in their browser's cookie and
// nowhere else, until they send it or two weeks are over. Whoever has the database and all of the portal's keys reads nothing of it.
package draft
