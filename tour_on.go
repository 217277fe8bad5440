//go:build tour && !android

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	w "priyom/app/widgets"
)

// spot is where something is in the window, in pixels of the screen.
type spot struct {
	Found      bool
	X, Y       int // its middle
	Wide, High int
	Words      string // all that is said, one line below the other
}

// toured tells the tour, by the socket that PRIYOM_TOUR names, where things are: a line is what something is called, "#Type n" is the
// n-th of a type, and "?" asks for all words. What is asked for is scrolled into sight, as a person would. The tour clicks there with
// the screen's own mouse. This is in no other build: whoever could ask would read the screen.
func toured(win fyne.Window) {
	path := os.Getenv("PRIYOM_TOUR")
	if path == "" {
		return
	}
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		fyne.LogError("the tour's socket", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		fyne.LogError("the tour's socket", err)
		return
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			lines := bufio.NewScanner(conn)
			for lines.Scan() {
				var s spot
				fyne.DoAndWait(func() { s = find(win, lines.Text()) })
				if json.NewEncoder(conn).Encode(s) != nil {
					break
				}
			}
			_ = conn.Close()
		}
	}()
}

func find(win fyne.Window, what string) (s spot) {
	c := win.Canvas()
	roots := []fyne.CanvasObject{c.Content()}
	if over := c.Overlays().Top(); over != nil {
		roots = []fyne.CanvasObject{over}
	}
	kind, n := "", 0
	if _, err := fmt.Sscanf(what, "#%s %d", &kind, &n); err != nil {
		kind = ""
	}
	var found fyne.CanvasObject
	var words []string
	for _, root := range roots {
		visit(root, func(o fyne.CanvasObject) {
			switch o := o.(type) {
			case *w.Text:
				words = append(words, o.Text())
			case *w.Paragraph:
				words = append(words, o.Text())
			}
			named, ok := o.(interface{ AccessibilityLabel() string })
			_, tappable := o.(fyne.Tappable)
			is := kind == "" && ok && tappable && named.AccessibilityLabel() == what
			if kind != "" && strings.HasSuffix(fmt.Sprintf("%T", o), "."+kind) {
				is = n == 0
				n--
			}
			if is && found == nil {
				found = o
			}
		})
	}
	if what == "?" {
		return spot{Found: true, Words: strings.Join(words, "\n")}
	}
	if found == nil {
		return spot{}
	}
	w.Reveal(found)
	at, size, scale := fyne.CurrentApp().Driver().AbsolutePositionForObject(found), found.Size(), c.Scale()
	return spot{
		Found: true, X: int((at.X + size.Width/2) * scale), Y: int((at.Y + size.Height/2) * scale), Wide: int(size.Width * scale), High: int(size.Height * scale),
	}
}

// visit goes through what is shown, as far as it says what it holds.
func visit(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case w.Holder:
		inside = o.Held()
	case *fyne.Container:
		inside = o.Objects
	case *container.Scroll:
		inside = []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		inside = []fyne.CanvasObject{o.Content}
	}
	for _, child := range inside {
		visit(child, f)
	}
}
