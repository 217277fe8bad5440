// Package accounts knows the people who sign in at the portal: staff, with a role and fine rights, and citizens.
//
// Its invariant: a session is somebody who proved who they are, is still allowed to be here, and can be ended from outside;
// no password, code or session token is kept in a form that would let its reader in.
package accounts
