// Command portal is the central portal: its server, and what its administrator does beside it. All commands work on one
// home folder, also while the server runs.
package main
