package desk

import (
	"fmt"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/bulk"
	"priyom/app/ui/day"
	"priyom/app/ui/district"
	"priyom/app/ui/doctor"
	"priyom/app/ui/enroll"
	"priyom/app/ui/handover"
	"priyom/app/ui/help"
	"priyom/app/ui/intake"
	"priyom/app/ui/journal"
	"priyom/app/ui/outbox"
	"priyom/app/ui/petitions"
	"priyom/app/ui/photos"
	"priyom/app/ui/picker"
	"priyom/app/ui/preview"
	"priyom/app/ui/settings"
	"priyom/app/ui/stats"
	w "priyom/app/widgets"
	"priyom/civic"
)

// page is a screen in the window.
type page interface {
	Content() fyne.CanvasObject
	// Focus puts the keyboard where one begins.
	Focus(c fyne.Canvas)
	// Key acts on a key that nothing else used and says whether it did.
	Key(name fyne.KeyName) bool
}

// places are the rail's, in the order of Ctrl+1 and on.
func (d *Desk) places() []w.NavItem {
	v := d.point.Voice()
	var items []w.NavItem
	add := func(p present.Page, icon string) {
		items = append(items, w.NavItem{Key: string(p), Icon: icon, Title: v.Say("nav." + string(p)), Shortcut: fmt.Sprint("Ctrl+", (len(items)+1)%10)})
	}
	add(present.PageIntake, "file-plus")
	add(present.PageJournal, "list")
	add(present.PageMap, "map")
	add(present.PagePetitions, "signature")
	add(present.PageHandOver, "hand-heart")
	add(present.PageDay, "clipboard-check")
	add(present.PageStats, "chart-bar")
	add(present.PageOutbox, "refresh")
	add(present.PageSettings, "settings")
	if d.point.State().Place == "" {
		add(present.PageEnroll, "link")
	}
	return items
}

// page is a screen; each is built when it is first gone to.
func (d *Desk) page(name present.Page) page {
	if p, ok := d.pages[name]; ok {
		return p
	}
	p := d.newPage(name)
	d.pages[name] = p
	return p
}

func (d *Desk) newPage(name present.Page) page {
	p := d.point
	switch name {
	case present.PageJournal:
		return journal.New(p.Journal, p.Maps, p.Voice(), host{d})
	case present.PageMap:
		return district.New(p.MapPage, p.Maps, p.Voice())
	case present.PageHandOver:
		return handover.New(p.HandOver, p.Voice(), host{d})
	case present.PageDay:
		return day.New(p.Day, p.Voice())
	case present.PageStats:
		return stats.New(p.Stats, p.Voice())
	case present.PageOutbox:
		return outbox.New(p.Outbox, p.Voice())
	case present.PageSettings:
		return settings.New(p, host{d})
	case present.PageHelp:
		return help.New(p.Help, p.Voice())
	case present.PageDoctor:
		return doctor.New(p.Doctor, p.Voice(), host{d})
	case present.PageBulk:
		return bulk.New(p.Bulk, p.Voice(), host{d})
	case present.PagePreview:
		return preview.New(p.Preview, p.Voice())
	case present.PagePicker:
		return picker.New(p.Picker, p.Voice())
	case present.PagePhoto:
		return photos.NewDesk(p.Album, p.Voice())
	case present.PagePetitions:
		return petitions.New(p.Petitions, p.Voice(), host{d})
	case present.PageEnroll:
		return enroll.New(p.Enroll, p.Voice())
	case present.PageIntake:
	}
	return intake.New(p.Intake, p.Maps, p.Voice(), host{d})
}

// host is what screens ask of the window.
type host struct{ d *Desk }

// NewReport shows the form.
func (h host) NewReport() { h.d.point.Go(present.PageIntake) }

// PickPhotos shows where to choose photos from.
func (h host) PickPhotos(chosen func([]present.PhotoFile)) { h.d.point.Picker.Open(chosen) }

// ShowPhoto shows a picture closely; see present.AlbumArg.
func (h host) ShowPhoto(arg string) { h.d.point.Album.OpenOver(arg) }

// PickFolder lets one choose a folder.
func (h host) PickFolder(chosen func(path string)) { h.d.point.Picker.OpenFolder(chosen) }

// PickTable lets one choose a table.
func (h host) PickTable(chosen func(path string)) { h.d.point.Picker.OpenTable(chosen) }

// TakeTable shows the page on which a table is taken in.
func (h host) TakeTable() { h.d.point.Bulk.Begin() }

// ShowReport shows a report in the journal.
func (h host) ShowReport(id civic.ReportID) { h.d.point.Journal.Show(id) }

// Copy puts a text on the clipboard and says so.
func (h host) Copy(text string) {
	h.d.app.Clipboard().SetContent(text)
	h.d.noteCopied()
}

// Connect shows where this computer gets its portal.
func (h host) Connect() { h.d.point.Go(present.PageEnroll) }

// Leave goes from a page that the settings lead to back to them.
func (h host) Leave() { h.d.point.Go(present.PageSettings) }

// Notify says something that is done.
func (h host) Notify(t present.Tone, words string) { h.d.point.OnNotice(t, words) }
