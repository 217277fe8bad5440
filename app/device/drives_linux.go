package device

import (
	"os/user"
	"path/filepath"
)

// drives are what desktops mount for the person at the machine.
func drives() []string {
	me, err := user.Current()
	if err != nil {
		return nil
	}
	return append(subfolders(filepath.Join("/media", me.Username)), subfolders(filepath.Join("/run/media", me.Username))...)
}
