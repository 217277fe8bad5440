// Package retention destroys personal data: when its time is over, and when somebody has a right to it.
//
// Its invariant: what is destroyed is gone from the database in the transaction that says so in an act; what was published, how it counted
// and every chain of hashes stay. Nothing is destroyed by time before an administrator has decided after how long.
package retention
