// Package account is the pages where people sign in and keep their accounts: staff, citizens, and who may administer them.
//
// Its invariant: whoever is let in got a new token for it, and nobody learns from an answer whether somebody has an account.
package account
