//go:build !linux && !windows

package device

// drives are what macOS mounts; elsewhere there are none.
func drives() []string { return subfolders("/Volumes") }
