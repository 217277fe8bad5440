package device_test

import (
	"os"
	"path/filepath"
	"testing"

	"priyom/app/device"
)

func TestFolders(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	pictures := filepath.Join(home, "Изображения")
	for _, dir := range []string{pictures, filepath.Join(home, "Downloads"), filepath.Join(home, ".config")} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	dirs := "# written by the desktop\nXDG_PICTURES_DIR=\"$HOME/Изображения\"\nXDG_DESKTOP_DIR=\"$HOME/gone\"\n"
	if err := os.WriteFile(filepath.Join(home, ".config", "user-dirs.dirs"), []byte(dirs), 0o600); err != nil {
		t.Fatal(err)
	}
	found := map[device.FolderKind]string{}
	for _, f := range device.Folders() {
		found[f.Kind] = f.Path
	}
	want := map[device.FolderKind]string{device.FolderPictures: pictures, device.FolderDownloads: filepath.Join(home, "Downloads"), device.FolderHome: home, device.FolderDesktop: ""}
	for kind, path := range want {
		if found[kind] != path {
			t.Errorf("%s is %q, want %q", kind, found[kind], path)
		}
	}
}
