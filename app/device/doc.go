// Package device is what differs from machine to machine: for now where people keep pictures. A file a platform.
package device
