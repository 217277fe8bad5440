package device

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The real xclip on a real X server of the test's own.
func TestClipboardOfAnXServer(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an X server")
	}
	for _, tool := range []string{"Xvfb", "xclip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("needs " + tool)
		}
	}
	display := xserver(t)
	t.Setenv("DISPLAY", display)
	t.Setenv("WAYLAND_DISPLAY", "")
	if _, err := ClipboardFiles(t.Context()); !errors.Is(err, ErrClipboardEmpty) {
		t.Errorf("an empty clipboard: %v", err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	put(t, "image/png", picture.Bytes())
	if got := taken(t, t.Context()); !bytes.Equal(got, picture.Bytes()) {
		t.Errorf("%d bytes of a picture of %d", len(got), picture.Len())
	}
	path := filepath.Join(t.TempDir(), "a b.jpg")
	if err := os.WriteFile(path, []byte("jpeg"), 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, "text/uri-list", []byte("file://"+strings.ReplaceAll(path, " ", "%20")+"\r\n"))
	if got := taken(t, t.Context()); string(got) != "jpeg" {
		t.Errorf("the file holds %q", got)
	}
	put(t, "UTF8_STRING", []byte("text"))
	if _, err := ClipboardFiles(t.Context()); !errors.Is(err, ErrClipboardEmpty) {
		t.Errorf("text: %v", err)
	}
}

// xserver starts a server that ends with the test, and returns its display.
func xserver(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "320x240x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Skip("no X server here: ", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	_ = w.Close()
	if err := r.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	number := make([]byte, 16)
	n, err := r.Read(number)
	if err != nil {
		t.Skip("no X server here: ", err)
	}
	return ":" + strings.TrimSpace(string(number[:n]))
}

// put hands something to the clipboard; xclip stays behind to serve it, and ends with the server.
func put(t *testing.T, kind string, content []byte) {
	t.Helper()
	cmd := exec.Command("xclip", "-selection", "clipboard", "-t", kind, "-i")
	cmd.Stdin = bytes.NewReader(content)
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
}

func taken(t *testing.T, ctx context.Context) []byte {
	t.Helper()
	clips, err := ClipboardFiles(ctx)
	if err != nil || len(clips) != 1 {
		t.Fatalf("%d clips, %v", len(clips), err)
	}
	f, err := clips[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	return content
}
