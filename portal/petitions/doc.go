// Package petitions publishes petitions and counts the signatures under them.
//
// Its invariant: every signature that arrived is kept, and one for each person counts. Who is the same person is told by a hash
// under a key that is made for the petition alone and lies in no database, so a copy of the database tells nothing about who signed
// what. How a signature counts follows from the petition and from all that arrived, in the order of arrival; counted again from
// scratch, it comes out the same.
package petitions
