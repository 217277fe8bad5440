// Package day draws the end-of-day sheet: what was received and where it stands, by number and hash, beside the paper book.
package day
