// Package device is what differs from machine to machine: where people keep pictures and papers, how it prints, where it is. A file a platform.
package device
