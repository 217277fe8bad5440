package phone

import (
	"net/url"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/civic"
)

// Host is what pages ask of the phone.
type Host struct{ p *Phone }

// Push shows another page over this one; its argument is what it shows, such as a report's id.
func (h Host) Push(page present.Page, arg string) { h.p.point.Shell.Push(page, arg) }

// Replace shows another page in the place of this one.
func (h Host) Replace(page present.Page, arg string) { h.p.point.Shell.Replace(page, arg) }

// Go goes to a place at the foot.
func (h Host) Go(tab present.Page) { h.p.point.Shell.Go(tab) }

// Return goes back, as the system's button does.
func (h Host) Return() { h.p.back() }

// Redraw shows title, action and tail anew, after the page has changed them.
func (h Host) Redraw() {
	if h.p.screen != nil && h.p.frame != nil {
		h.p.drawAround()
	}
}

// Kept is what is unfinished on the page; the program may end at any moment.
func (h Host) Kept() { h.p.keep() }

// Notify says something that is done.
func (h Host) Notify(t present.Tone, words string) { h.p.point.OnNotice(t, words) }

// Copy puts a text on the clipboard.
func (h Host) Copy(text string) {
	h.p.app.Clipboard().SetContent(text)
	h.p.copied = text
}

// OpenURL lets the system open a page, call a number, or show a place in a navigator. It says whether it could.
func (h Host) OpenURL(address string) bool {
	if open := h.p.env.OpenURL; open != nil {
		return open(address) == nil
	}
	to, err := url.Parse(address)
	return err == nil && h.p.app.OpenURL(to) == nil
}

// PickPhotos lets one choose pictures, and comes back.
func (h Host) PickPhotos(chosen func([]present.PhotoFile)) { h.p.point.Picker.Open(chosen) }

// PickFolder lets one choose a folder, and comes back.
func (h Host) PickFolder(chosen func(path string)) { h.p.point.Picker.OpenFolder(chosen) }

// NewReport shows the form.
func (h Host) NewReport() { h.p.point.Shell.Go(present.PageIntake) }

// ShowReport shows a report.
func (h Host) ShowReport(id civic.ReportID) { h.p.point.Shell.Push(present.PageReport, id.String()) }

// ShowPhoto shows a picture closely; see present.AlbumArg.
func (h Host) ShowPhoto(arg string) { h.p.point.Shell.Push(present.PagePhoto, arg) }

// Connect shows where this device gets its portal.
func (h Host) Connect() { h.p.point.Shell.Push(present.PageJoin, "") }

// Leave goes back to where one came from.
func (h Host) Leave() { h.p.back() }

// Canvas is the window's.
func (h Host) Canvas() fyne.Canvas { return h.p.win.Canvas() }
