// Package intake decides what becomes of what devices say, whatever carried it here.
//
// Its invariant: an entry that continues its device's chain under a good signature is kept, once, whatever is in it; one
// that can't be used gets a verdict and harms nothing around it. The same batches, in any order, as often as you like, lead
// to the same reports. All that a request changes is one transaction.
//
// What people see is made from entries by settle alone, so that an audit can make it again and compare.
package intake
