package device

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"time"
)

// clipPatience is how long the program that owns the clipboard may take to answer.
const clipPatience = 5 * time.Second

// ClipboardFiles are the files on the clipboard, or the picture on it: Fyne's own clipboard knows text alone. wl-paste reads
// Wayland's, xclip the X server's. The errors are ErrClipboardEmpty and ErrClipboardTool, or the tool's.
func ClipboardFiles(ctx context.Context) ([]Clip, error) {
	tool, list, read := "xclip", []string{"-selection", "clipboard", "-t", "TARGETS", "-o"}, func(kind string) []string {
		return []string{"-selection", "clipboard", "-t", kind, "-o"}
	}
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		if _, err := exec.LookPath("wl-paste"); err == nil {
			tool, list, read = "wl-paste", []string{"--list-types"}, func(kind string) []string { return []string{"--no-newline", "--type", kind} }
		}
	}
	if _, err := exec.LookPath(tool); err != nil {
		return nil, ErrClipboardTool
	}
	ctx, cancel := context.WithTimeout(ctx, clipPatience)
	defer cancel()
	kinds, err := exec.CommandContext(ctx, tool, list...).Output()
	if err != nil {
		return nil, ErrClipboardEmpty // both tools fail when nobody has put anything there
	}
	return clips(strings.Split(string(kinds), "\n"), func(kind string) ([]byte, error) {
		return exec.CommandContext(ctx, tool, read(kind)...).Output()
	})
}
