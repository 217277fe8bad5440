package phone_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// striped is a photo of which one can tell where something was hidden.
func striped(t *testing.T) present.PhotoFile {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range m.Pix {
		m.Pix[i] = uint8(255 * (i / 5 % 2))
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return present.PhotoFile{Name: "полосы.jpg", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(out.Bytes())), nil }}
}

// told is how much the middle of a picture still tells of the stripes.
func told(m image.Image) uint32 {
	least, most := uint32(65535), uint32(0)
	b := m.Bounds()
	for x := b.Dx() * 2 / 5; x < b.Dx()*3/5; x++ {
		y, _, _, _ := m.At(b.Min.X+x, b.Min.Y+b.Dy()/2).RGBA()
		least, most = min(least, y), max(most, y)
	}
	return most - least
}

// pad is what is drawn on.
func (x *pocket) pad() fyne.CanvasObject {
	x.Helper()
	var found fyne.CanvasObject
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if p, ok := o.(*w.MarkPad); ok {
			found = p
		}
	})
	if found == nil {
		x.Fatal("there is nothing to draw on")
	}
	return found
}

// album waits until what the album shows is as it should be.
func (x *pocket) album(what string, ok func(present.AlbumState) bool) {
	x.Helper()
	p := x.phone.Point()
	x.loop.Until(what, func() bool { return ok(p.Album.State()) })
}

// drawn waits until there are so many marks, and the picture with them is before the eyes.
func (x *pocket) drawn(marks int) {
	x.Helper()
	x.album("the marks are drawn", func(s present.AlbumState) bool { return s.Drawing && s.Marks == marks && s.Picture != nil })
}

// shot is a report with a striped picture, as it is being made.
func shot(t *testing.T) (*uitest.Home, *pocket, *present.Point) {
	t.Helper()
	h := street(t)
	h.Env.Camera = shutter{sees: striped(t)}
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	x.until("the place is known", func(s present.CaptureState) bool { return s.Placed })
	x.Tap("Сфотографировать")
	x.until("the picture is ready", func(s present.CaptureState) bool {
		return len(s.Photos) == 1 && s.Photos[0].State == civic.PhotoPrepared
	})
	return h, x, p
}

// copyOf is the picture that would be sent.
func (x *pocket) copyOf(p *present.Point) image.Image {
	x.Helper()
	var got image.Image
	p.Capture.Picture(p.Capture.State().Photos[0].ID, func(m image.Image) { got = m })
	x.loop.Until("the copy is read", func() bool { return got != nil })
	return got
}

// A face is hidden on the picture of a report: what is sent doesn't show it, and no undoing brings it back there.
func TestHideAFace(t *testing.T) {
	_, x, p := shot(t)
	if got := told(x.copyOf(p)); got < 30000 {
		t.Fatalf("the stripes can't be seen: %d", got)
	}
	x.Tap("Отметить или скрыть") // on the picture
	x.album("the picture is read", func(s present.AlbumState) bool { return s.Editable })
	x.Tap("Отметить или скрыть")
	x.Tap("Скрыть лицо или номер")
	x.Drag(x.pad(), 0.2, 0.2, 0.8, 0.8)
	x.drawn(1)
	x.Tap("Нарисовать стрелку")
	x.Drag(x.pad(), 0.1, 0.4, 0.3, 0.45)
	x.drawn(2)
	x.Tap("Отменить")
	x.drawn(1)
	x.Tap("Готово")
	x.Press(mobile.KeyBack)
	if at := p.Shell.Top().Page; at != present.PageIntake {
		t.Fatalf("back led to %s", at)
	}
	x.until("the copy is made anew", func(s present.CaptureState) bool {
		return s.Photos[0].State == civic.PhotoPrepared && len(s.Photos[0].Preview) > 0
	})
	if got := told(x.copyOf(p)); got > 6000 {
		t.Errorf("what is sent still shows the stripes: %d", got)
	}
}

// Killed while somebody draws, the program comes back to the drawing with everything that was drawn.
func TestKilledWhileDrawing(t *testing.T) {
	h, x, p := shot(t)
	x.Tap("Отметить или скрыть")
	x.album("the picture is read", func(s present.AlbumState) bool { return s.Editable })
	x.Tap("Отметить или скрыть")
	x.Tap("Обвести кругом")
	x.Drag(x.pad(), 0.2, 0.3, 0.4, 0.6)
	x.drawn(1)
	x.loop.Advance(time.Second)
	x.loop.Until("it is on the disk", p.Kept)
	home := t.TempDir()
	if err := os.CopyFS(filepath.Join(home, "killed"), os.DirFS(h.Env.Home)); err != nil { // nothing is ended in order
		t.Fatal(err)
	}
	x.phone.Close()
	h.Env.Home = filepath.Join(home, "killed")
	x.start(uitest.Pocket)
	p = x.open()
	if top := p.Shell.Top(); top.Page != present.PagePhoto {
		t.Fatalf("back is %+v", top)
	}
	x.album("the drawing goes on", func(s present.AlbumState) bool { return s.Drawing && s.Marks == 1 && s.Tool == present.ToolCircle })
	x.Tap("Сдвинуть отметку")
	x.Drag(x.pad(), 0.3, 0.5, 0.6, 0.5) // the circle
	x.album("it was moved", func(s present.AlbumState) bool { return s.Undo && s.Marks == 1 })
	x.Tap("Стереть всё")
	x.drawn(0)
	x.Tap("Отменить")
	x.drawn(1)
}

// Pictures of a report that was handed in are looked at, and not drawn on; a swipe leads to the next.
func TestSwipeThroughPictures(t *testing.T) {
	h := street(t)
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	x.until("the place is known", func(s present.CaptureState) bool { return s.Placed })
	p.Capture.SetText("Не горит фонарь у дома")
	p.Capture.AddPhotos([]present.PhotoFile{uitest.Photo(t, "DSCN0010.jpg"), uitest.Photo(t, "DSCN0012.jpg")})
	x.until("the pictures are in", func(s present.CaptureState) bool {
		return len(s.Photos) == 2 && !slices.ContainsFunc(s.Photos, func(p present.Photo) bool { return p.State != civic.PhotoPrepared })
	})
	p.Capture.Choose("lighting-lamp-out")
	id := civic.ReportID{}
	p.Capture.Save()
	x.until("it is kept", func(s present.CaptureState) bool { id = s.Done.ID; return s.Done.Number != "" })
	p.Shell.Push(present.PageReport, id.String())
	x.loop.Until("the report is read", func() bool { d := p.Journal.State().Details; return d != nil && d.ID == id })
	x.settle()
	x.Tap("Показать это фото 1")
	x.album("the first", func(s present.AlbumState) bool { return s.Picture != nil && s.Count == 2 && s.At == 0 })
	x.WantSaid("Фото 1 из 2")
	if s := p.Album.State(); s.Editable || x.Find("Отметить или скрыть") != nil {
		t.Error("what was handed in can be drawn on")
	}
	var view fyne.CanvasObject
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if v, ok := o.(*w.PhotoView); ok {
			view = v
		}
	})
	x.Drag(view, 0.8, 0.5, 0.3, 0.5)
	x.album("the second", func(s present.AlbumState) bool { return s.Picture != nil && s.At == 1 })
	x.Drag(view, 0.8, 0.5, 0.3, 0.5) // the last stays
	x.Tap("Предыдущее фото")
	x.album("the first again", func(s present.AlbumState) bool { return s.Picture != nil && s.At == 0 })
	x.Press(mobile.KeyBack)
	if at := p.Shell.Top().Page; at != present.PageReport {
		t.Errorf("back led to %s", at)
	}
}

// What an inspector shows of the work can be drawn on, looked at and taken out.
func TestDrawOnAPictureOfATask(t *testing.T) {
	h := field(t)
	h.Env.Camera = shutter{sees: striped(t)}
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("the picture before", func(s present.InspectState) bool { return s.Loaded && len(s.Before) > 0 })
	x.Tap("Рассмотреть снимок «до»")
	x.album("before", func(s present.AlbumState) bool { return s.Picture != nil && !s.Editable })
	x.Press(mobile.KeyBack)
	x.inspects("the task again", func(s present.InspectState) bool { return s.Loaded })
	x.Tap("Снять «после»")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
	x.Tap("Рассмотреть снимок «после»")
	x.album("after", func(s present.AlbumState) bool { return s.Editable })
	x.Tap("Отметить или скрыть")
	x.Drag(x.pad(), 0.2, 0.3, 0.8, 0.7)
	x.drawn(1)
	x.drawAll("photo-drawing")
	x.drawn(1)
	x.Press(mobile.KeyBack) // out of the drawing
	x.album("it is looked at", func(s present.AlbumState) bool { return !s.Drawing && s.Picture != nil })
	x.drawAll("photo")
	x.Press(mobile.KeyBack)
	x.inspects("the copy is made anew", func(s present.InspectState) bool {
		return len(s.Photos) == 1 && s.Photos[0].State == civic.PhotoPrepared && len(s.After) > 0
	})
	x.Tap("Рассмотреть снимок «после»")
	x.album("after", func(s present.AlbumState) bool { return s.Editable && s.Marks == 1 })
	x.Tap("Убрать снимок")
	x.album("it is out", func(s present.AlbumState) bool { return !s.Editable })
	if s := p.Inspect.State(); len(s.Photos) != 0 {
		t.Errorf("still there are %d", len(s.Photos))
	}
}
