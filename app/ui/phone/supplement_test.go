package phone_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
	"priyom/store"
)

// adding waits until so many photos are being added, and can be seen.
func (x *pocket) adding(photos int) {
	x.Helper()
	p := x.phone.Point()
	x.loop.Until("the photos are there", func() bool {
		s := p.Acts.State()
		seen := 0
		for _, one := range s.Photos {
			if len(one.Preview) > 0 {
				seen++
			}
		}
		return seen == photos && len(s.Photos) == photos
	})
}

// Photos are added to a report later: one by the camera, killed behind it, one chosen; they are told once, with or without words.
func TestPhotosAreAddedLater(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, func(c *uitest.Clerk) { uitest.Village(c.As(civic.RoleCitizen)) })
	h.Env.Camera = shutter{sees: uitest.Photo(t, "DSCN0012.jpg"), deaf: true}
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	p.Shell.Go(present.PageJournal)
	x.loop.Until("the list is read", func() bool { return p.Journal.State().Rows > 3 })
	id := x.show(civic.StatusInWork)
	x.loop.Until("it may be added to", func() bool { return len(p.Acts.State().Offered) > 0 })
	x.Tap("Дополнить")
	x.Tap("Отправить")
	x.WantSaid("Напишите хотя бы несколько слов")
	x.Tap("Снять фото")
	x.loop.Until("a picture on the disk", func() bool {
		found, err := filepath.Glob(filepath.Join(h.Env.Home, "shots", "supplement-*", "*.jpg"))
		return err == nil && len(found) == 1
	})
	x.loop.Advance(time.Second)
	x.loop.Until("the page is written down", p.Kept)
	home := t.TempDir()
	if err := os.CopyFS(filepath.Join(home, "killed"), os.DirFS(h.Env.Home)); err != nil { // nothing is ended in order
		t.Fatal(err)
	}
	x.phone.Close()
	h.Env.Home = filepath.Join(home, "killed")
	h.Env.Camera = nil
	x.start(uitest.Pocket)
	p = x.open()
	x.loop.Until("it is being written again", func() bool { return p.Acts.State().Writing == store.ActSupplement })
	x.adding(1)
	x.settle()
	x.Tap("Готовое фото")
	if at := p.Shell.Top().Page; at != present.PagePicker {
		t.Errorf("photos are chosen on %s", at)
	}
	p.Picker.Cancel()
	if top := p.Shell.Top(); top.Page != present.PageReport || top.Arg != id.String() {
		t.Fatalf("after choosing it is at %+v", top)
	}
	x.loop.Until("it is being written again", func() bool { return p.Acts.State().Writing == store.ActSupplement })
	p.Acts.AddPhotos([]present.PhotoFile{uitest.Photo(t, "DSCN0010.jpg")})
	x.adding(2)
	x.drawAll("report-adding")
	x.loop.Until("it is read again", func() bool { return len(p.Acts.State().Photos) == 2 })
	x.settle()
	x.Tap("Отправить")
	x.loop.Until("it was added", func() bool {
		s := p.Acts.State()
		return len(s.Done) == 1 && len(s.Done[0].Photos) == 2 && s.Writing == ""
	})
	x.loop.Until("its report is read", func() bool { d := p.Journal.State().Details; return d != nil && d.ID == id })
	if kept := p.Shell.Top().Kept; kept != "" {
		t.Errorf("what was sent is still kept: %s", kept)
	}
	x.loop.Advance(10 * time.Second) // what was said of it is gone
	x.settle()
	x.Tap("Рассмотреть добавленный снимок")
	x.album("what was added", func(s present.AlbumState) bool {
		return s.Picture != nil && s.Tag == "Дополнено" && !s.Editable
	})
	if left, _ := os.ReadDir(filepath.Join(h.Env.Home, "shots")); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}
