package widgets_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// shownPicture returns the photo a thumbnail shows, or nil.
func shownPicture(o fyne.CanvasObject) (picture image.Image) {
	visit(o, func(o fyne.CanvasObject) {
		if i, ok := o.(*canvas.Image); ok {
			picture = i.Image
		}
	})
	return picture
}

func TestThumb(t *testing.T) {
	newApp(t)
	bomb := pngOf(t, 1, 1)
	binary.BigEndian.PutUint32(bomb[16:], 60_000) // the width its header claims
	binary.BigEndian.PutUint32(bomb[20:], 60_000)
	good := pngOf(t, 40, 30)
	for name, c := range map[string]struct {
		data []byte
		ok   bool
	}{"good": {good, true}, "no picture": {[]byte("MZ"), false}, "nothing": {nil, false}, "cut off": {good[:60], false}, "a bomb": {bomb, false}} {
		t.Run(name, func(t *testing.T) {
			thumb := w.NewThumb(84, 64, nil)
			on(t, thumb, 84, 64)
			if shownPicture(thumb) != nil {
				t.Error("shows a photo before there is one")
			}
			err := thumb.SetBytes(c.data, "Не читается")
			if (err == nil) != c.ok || (err != nil && !errors.Is(err, w.ErrThumb)) {
				t.Errorf("error %v", err)
			}
			if shows := shownPicture(thumb) != nil; shows != c.ok || slices.Contains(texts(thumb), "Не читается") == c.ok {
				t.Errorf("shows a photo: %v, words %q", shows, texts(thumb))
			}
			thumb.SetLoading()
			if shownPicture(thumb) != nil || len(texts(thumb)) != 0 {
				t.Error("loading again it shows something old")
			}
		})
	}
}

func TestThumbIsTappedAndRemoved(t *testing.T) {
	newApp(t)
	heard := []string{}
	thumb := w.NewThumb(84, 64, func() { heard = append(heard, "open") }).Removable("Убрать", func() { heard = append(heard, "remove") })
	thumb.SetImage(image.NewGray(image.Rect(0, 0, 4, 3)))
	thumb.SetCaption("1 из 2")
	c := on(t, w.Left(w.Col(0, thumb)), 200, 64)
	test.TapCanvas(c, fyne.NewPos(20, 50))
	test.TapCanvas(c, fyne.NewPos(74, 10)) // the cross
	press(thumb, fyne.KeyReturn, fyne.KeyDelete, fyne.KeyBackspace)
	if want := []string{"open", "remove", "open", "remove", "remove"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	if got := texts(thumb); !slices.Equal(got, []string{"1 из 2"}) {
		t.Errorf("says %q", got)
	}
	plain := w.NewThumb(84, 64, nil)
	on(t, plain, 84, 64)
	press(plain, fyne.KeyDelete, fyne.KeyReturn) // nothing to do, and no harm
}

func TestPhotoStrip(t *testing.T) {
	newApp(t)
	added := 0
	strip := w.NewPhotoStrip(84, 64, "Добавить", func() { added++ })
	c := on(t, strip, 300, 200)
	test.TapCanvas(c, fyne.NewPos(40, 30))
	thumbs := []*w.Thumb{w.NewThumb(84, 64, nil), w.NewThumb(84, 64, nil), w.NewThumb(84, 64, nil)}
	strip.SetThumbs(thumbs)
	if got := thumbs[2].Position(); got != fyne.NewPos(184, 0) {
		t.Errorf("the third photo is at %v", got)
	}
	if one, two := strip.HeightFor(400), strip.HeightFor(300); one != 64 || two != 136 {
		t.Errorf("is %v high with room and %v without", one, two)
	}
	test.TapCanvas(c, fyne.NewPos(40, 100)) // the tile has gone to the second line
	if added != 2 {
		t.Errorf("asked for a photo %d times", added)
	}
	strip.SetFull(true)
	if slices.Contains(texts(strip), "Добавить") {
		t.Error("a full strip still offers to add")
	}
}

func TestTileAndIconChange(t *testing.T) {
	newApp(t)
	tile, icon := w.NewTile("image", 40, theme.Accent), w.NewIcon("check", 16, theme.Ink)
	c := on(t, w.Row(8, tile, icon), 80, 40)
	seen := []image.Image{c.Capture()}
	for name, change := range map[string]func(){
		"icon": func() { icon.SetIcon("x") }, "role": func() { icon.SetRole(theme.Danger) },
		"tile": func() { tile.Set("lock", theme.Danger) }, "status": func() { tile.SetStatus("lock", theme.StatusSolved) },
	} {
		change()
		now := c.Capture()
		for _, old := range seen {
			if samePicture(old, now) {
				t.Errorf("changing the %s changed nothing", name)
			}
		}
		seen = append(seen, now)
	}
}

func samePicture(a, b image.Image) bool {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if color.NRGBAModel.Convert(a.At(x, y)) != color.NRGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

func TestProgress(t *testing.T) {
	newApp(t)
	bar := w.NewProgress(8)
	c := on(t, bar, 200, 8)
	for _, step := range []struct{ set, value, width float32 }{{0.5, 0.5, 100}, {-1, 0, 0}, {7, 1, 200}, {0.01, 0.01, 8}} {
		bar.SetValue(step.set)
		width := float32(0)
		visit(c.Content(), func(o fyne.CanvasObject) {
			if r, ok := o.(*canvas.Rectangle); ok && r.FillColor == theme.Color(theme.Accent) {
				width = r.Size().Width
			}
		})
		if bar.Value() != step.value || width != step.width {
			t.Errorf("set to %v it is %v and %v wide, want %v", step.set, bar.Value(), width, step.width)
		}
	}
}
