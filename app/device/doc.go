// Package device is what differs from machine to machine: where people keep pictures and papers, and how it prints. A file a platform.
package device
