package icons_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/layout"
	_ "fyne.io/fyne/v2/test" // a driver to draw with

	"priyom/assets/icons"
)

// The names that screens, statuses and the classifier's themes rely on.
const needed = `mail-check file-plus list map map-pin refresh cloud-off cloud-upload cloud-check user users pen search phone
camera image image-off check circle-check triangle-alert clock hourglass undo printer lock shield-check wifi wifi-off usb
building chevron-right chevron-left chevron-down x plus trash settings globe sun moon info help key qr link siren folder
archive inbox message construction snowflake lightbulb trash-2 droplets waves flame zap wind house trees bench bus
traffic-cone dog leaf heart-pulse graduation-cap hand-heart shield-alert landmark`

func TestNeededNames(t *testing.T) {
	names := icons.Names()
	for _, name := range strings.Fields(needed) {
		if !slices.Contains(names, name) {
			t.Errorf("no icon %q", name)
		}
	}
	if _, ok := icons.SVG("no-such-icon"); ok {
		t.Error("an icon that isn't there was found")
	}
}

// Every drawing obeys the family's rules: what differs would look foreign beside the others.
func TestFamily(t *testing.T) {
	for _, name := range icons.Names() {
		t.Run(name, func(t *testing.T) {
			svg, ok := icons.SVG(name)
			if !ok {
				t.Fatal("not found")
			}
			shapes := 0
			for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				element, ok := token.(xml.StartElement)
				if !ok {
					continue
				}
				if element.Name.Local == "svg" {
					checkRoot(t, element)
					continue
				}
				shapes++
				if kind := element.Name.Local; !slices.Contains([]string{"path", "circle"}, kind) {
					t.Errorf("a %s: only paths and circles are drawn alike everywhere", kind)
				}
				for _, a := range element.Attr {
					if strings.HasPrefix(a.Name.Local, "stroke") || a.Name.Local == "fill" || a.Name.Local == "style" {
						t.Errorf("%s has its own %s", element.Name.Local, a.Name.Local)
					}
				}
			}
			if shapes == 0 {
				t.Error("draws nothing")
			}
		})
	}
}

func checkRoot(t *testing.T, root xml.StartElement) {
	t.Helper()
	want := map[string]string{
		"viewBox": "0 0 24 24", "fill": "none", "stroke": "currentColor", "stroke-width": "2",
		"stroke-linecap": "round", "stroke-linejoin": "round",
	}
	for _, a := range root.Attr {
		if value, ok := want[a.Name.Local]; ok && value == a.Value {
			delete(want, a.Name.Local)
		}
	}
	if len(want) > 0 {
		t.Errorf("the root lacks %v", want)
	}
}

// Fyne's rasteriser must see what a browser sees: enough ink, and none cut off at the edge.
func TestRasterised(t *testing.T) {
	for _, name := range icons.Names() {
		t.Run(name, func(t *testing.T) {
			picture := draw(t, name, 48)
			ink, edge := 0, 0
			for y := range 48 {
				for x := range 48 {
					_, _, _, alpha := picture.At(x, y).RGBA()
					if alpha < 0x8000 {
						continue
					}
					ink++
					if x == 0 || y == 0 || x == 47 || y == 47 {
						edge++
					}
				}
			}
			if ink < 60 || ink > 48*48/2 {
				t.Errorf("%d of %d pixels are inked", ink, 48*48)
			}
			if edge > 0 {
				t.Errorf("%d inked pixels touch the edge", edge)
			}
		})
	}
}

func draw(t *testing.T, name string, side float32) image.Image {
	t.Helper()
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(glyph(t, name, side))
	c.Resize(fyne.NewSize(side, side))
	return c.Capture()
}

func glyph(t *testing.T, name string, side float32) fyne.CanvasObject {
	t.Helper()
	svg, ok := icons.SVG(name)
	if !ok {
		t.Fatalf("no icon %q", name)
	}
	svg = bytes.ReplaceAll(svg, []byte("currentColor"), []byte("#1a1a1a"))
	picture := canvas.NewImageFromResource(fyne.NewStaticResource(name+".svg", svg))
	picture.SetMinSize(fyne.NewSize(side, side))
	return picture
}

// TestSheet draws all icons with their names into the file that ICONS_SHEET names, for human eyes.
func TestSheet(t *testing.T) {
	path := os.Getenv("ICONS_SHEET")
	if path == "" {
		t.Skip("ICONS_SHEET is not set")
	}
	grid := container.New(layout.NewGridLayoutWithColumns(10))
	for _, name := range icons.Names() {
		word := canvas.NewText(name, color.Black)
		word.TextSize, word.Alignment = 11, fyne.TextAlignCenter
		small := container.NewHBox(layout.NewSpacer(), glyph(t, name, 48), container.NewCenter(glyph(t, name, 20)), layout.NewSpacer())
		grid.Add(container.NewVBox(small, word))
	}
	c := software.NewCanvas()
	c.SetContent(container.NewStack(canvas.NewRectangle(color.White), grid))
	c.Resize(fyne.NewSize(1280, 860))
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(file, c.Capture()), file.Close()); err != nil {
		t.Fatal(err)
	}
}
