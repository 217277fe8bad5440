package device

import (
	"os"

	"golang.org/x/sys/windows"
)

// drives are the removable ones among the letters.
func drives() (paths []string) {
	for letter := 'A'; letter <= 'Z'; letter++ {
		root := string(letter) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if err != nil || windows.GetDriveType(name) != windows.DRIVE_REMOVABLE {
			continue
		}
		if _, err := os.Stat(root); err == nil { // there is something in it
			paths = append(paths, root)
		}
	}
	return paths
}
