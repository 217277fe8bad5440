// Package desk is staff's pages about reports: what nobody has moderated yet, who deals with it, and what is said of it.
package desk
