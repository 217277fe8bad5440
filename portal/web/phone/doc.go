// Package phone draws the pages on which citizens see the devices that belong to them, bring another one, and send one away; and the page on
// which an administrator says how phones may join.
//
// Its invariant: nobody sees or changes another's devices, and a device comes to an account only by what its owner did on purpose: they
// are told which device it is, and a number that it shows too.
package phone
