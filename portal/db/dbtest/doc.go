// Package dbtest is what every engine of the portal's database must do, and gives tests a fresh database on either.
package dbtest
