package device

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// FolderKind is what a folder is to a person.
type FolderKind string

// The kinds.
const (
	FolderPictures  FolderKind = "pictures"
	FolderDownloads FolderKind = "downloads"
	FolderDesktop   FolderKind = "desktop"
	FolderHome      FolderKind = "home"
	FolderDrive     FolderKind = "drive" // a camera's card, a stick
)

// Folder is a place where pictures may be.
type Folder struct {
	Kind FolderKind
	Path string
}

// Folders are the places of this machine that exist now: drives first, as that is where a camera's pictures are.
func Folders() []Folder {
	var all []Folder
	for _, path := range drives() {
		all = append(all, Folder{FolderDrive, path})
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return all
	}
	for _, f := range []Folder{
		{FolderPictures, userFolder(home, "PICTURES", "Pictures")},
		{FolderDownloads, userFolder(home, "DOWNLOAD", "Downloads")},
		{FolderDesktop, userFolder(home, "DESKTOP", "Desktop")},
		{FolderHome, home},
	} {
		known := slices.ContainsFunc(all, func(o Folder) bool { return o.Path == f.Path })
		if info, err := os.Stat(f.Path); err == nil && info.IsDir() && !known {
			all = append(all, f)
		}
	}
	return all
}

// userFolder is a folder as the desktop calls it in user-dirs.dirs (freedesktop.org, xdg-user-dirs), or by its English name.
func userFolder(home, key, name string) string {
	config := os.Getenv("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	raw, err := os.ReadFile(filepath.Join(config, "user-dirs.dirs"))
	if err == nil {
		for line := range strings.Lines(string(raw)) {
			value, ok := strings.CutPrefix(strings.TrimSpace(line), "XDG_"+key+"_DIR=")
			if ok {
				return strings.Replace(strings.Trim(value, `"`), "$HOME", home, 1)
			}
		}
	}
	return filepath.Join(home, name)
}

// subfolders are the folders directly in a folder; none if it can't be read.
func subfolders(parent string) (paths []string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() {
			paths = append(paths, filepath.Join(parent, e.Name()))
		}
	}
	return paths
}
