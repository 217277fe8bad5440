// Package capture draws a report as somebody makes it with one thumb: a picture, a place, what it is, and it is sent.
//
// Its invariant: what is on the page is the form's, which is a draft on the disk within a moment of the last key; the page itself
// holds nothing that a kill could take away.
package capture

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// Host is what the page asks of the phone.
type Host interface {
	Push(page present.Page, arg string)
	Go(tab present.Page)
	Redraw()
	Notify(t present.Tone, words string)
	OpenURL(address string) bool
	PickPhotos(chosen func([]present.PhotoFile))
	ShowReport(id civic.ReportID)
	ShowPhoto(arg string)
}

// Screen is the page.
type Screen struct {
	p    *present.Capture
	v    *lang.Voice
	host Host
	stop func() // measuring the position

	page    *w.Scroll
	form    *fyne.Container
	done    *done
	danger  *danger
	said    *w.Banner // what went wrong with all of it, or should be thought of
	hero    *hero
	refused *w.Banner
	place   *placeCard
	kinds   *w.ChipRow
	kindBad *w.Paragraph
	slugs   []civic.CategorySlug
	labels  []string
	text    *w.Field
	near    *near
	who     *w.Tap
	whoName *w.Paragraph
	answer  *w.Text
	drafts  *w.LinkButton
	main    *w.MainButton
	clear   *w.IconButton
	body    fyne.CanvasObject
	drawn   present.CaptureState
}

// New makes the page and listens to its presenter.
func New(p *present.Capture, maps *present.Maps, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host}
	s.hero, s.danger, s.near, s.done = newHero(s), newDanger(s), newNear(s), newDone(s)
	s.place = newPlaceCard(maps, v, func() { host.Push(present.PagePin, "") })
	s.said, s.refused = w.NewBanner(w.Alarm, "", "", nil), w.NewBanner(w.Caution, "", "", nil)
	s.kinds = w.NewChipRow(nil, -1, s.choose)
	s.kindBad = w.NewParagraph("").In(theme.Danger).Step(theme.Caption)
	s.text = w.NewTextArea(v.Say("capture.text"), 3).Placeholder(v.Say("capture.text.hint")).Changed(p.SetText)
	s.whoName = w.NewParagraph("")
	who := w.Row(12, w.Middle(w.NewIcon("user", 20, theme.Muted)), w.Grow(w.Middle(s.whoName)), w.Middle(w.NewIcon("chevron-right", 20, theme.Muted)))
	s.who = w.NewTap(v.Say("capture.who"), w.Pad(10, 12, who), func() { host.Push(present.PageSelf, "") })
	s.answer = w.NewCaption("").Ellipsis()
	s.drafts = w.NewLinkButton("pen", "", func() { host.Go(present.PageJournal) })
	s.main = w.NewMainButton("camera", "", s.act)
	s.clear = w.NewIconButton("trash", v.Say("capture.clear"), s.sweep)
	kinds := w.Col(2, w.NewLabel(v.Say("capture.kinds")), s.kinds, s.kindBad)
	s.form = w.Col(12, s.danger.body, s.said, s.hero.body, s.refused, s.place.body, s.text, kinds, s.answer, s.near.body, w.Card(0, s.who), w.Left(s.drafts))
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(0, s.form, s.done.body)))
	s.body = s.page
	p.OnChange, p.OnWrong = s.draw, s.wrong
	s.stop = p.Attend()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Back goes from what was said of the last report to the next one.
func (s *Screen) Back() bool {
	if s.drawn.Done.Number != "" {
		s.p.Another()
		return true
	}
	return false
}

// Title implements phone.Titled.
func (s *Screen) Title() string {
	if s.drawn.Done.Number != "" {
		return s.v.Say("capture.title.done")
	}
	return s.v.Say("phone.intake")
}

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject { return s.main }

// Tell implements phone.Telling.
func (s *Screen) Tell() (icon, words string) {
	if s.drawn.Done.Number != "" {
		return "", ""
	}
	return "cloud-upload", s.drawn.Tell
}

// Tail implements phone.Tailed.
func (s *Screen) Tail() fyne.CanvasObject {
	if s.drawn.Begun && s.drawn.Done.Number == "" {
		return s.clear
	}
	return nil
}

// Leave implements phone.Leaving.
func (s *Screen) Leave() {
	s.stop()
	s.p.OnChange, s.p.OnWrong = nil, nil
}

// act is the main action.
func (s *Screen) act() {
	switch state := s.p.State(); {
	case state.Done.Number != "":
		s.p.Another()
	case len(state.Photos) == 0 && !state.Begun:
		s.shoot()
	default:
		s.p.Save()
	}
}

// shoot takes a picture, or lets choose one where there is no camera.
func (s *Screen) shoot() {
	if !s.p.Shoot() {
		s.pick()
	}
}

func (s *Screen) pick() { s.host.PickPhotos(s.p.AddPhotos) }

// choose is a chip: a category, or the list of all.
func (s *Screen) choose(i int) {
	if i < len(s.slugs) {
		s.p.Choose(s.slugs[i])
		return
	}
	s.kinds.SetChosen(slices.Index(s.slugs, s.drawn.Kind.Slug))
	s.host.Push(present.PageKind, "")
}

// sweep throws the report away, the second time.
func (s *Screen) sweep() {
	if !s.p.State().Sure {
		s.host.Notify(present.ToneWarn, s.v.Say("capture.clear.sure"))
	}
	s.p.Clear()
}

// wrong brings a person to what is missing.
func (s *Screen) wrong(field string) {
	switch field {
	case present.FieldName, present.FieldPhone, present.FieldReplyTo, present.FieldConsent:
		s.host.Push(present.PageSelf, "")
	case present.FieldCategory:
		w.Reveal(s.kinds)
	case present.FieldText:
		w.Reveal(s.text)
	case present.FieldAddress, present.FieldSettlement:
		w.Reveal(s.place.body)
		if !s.drawn.Placed {
			s.host.Push(present.PagePin, "")
		}
	default:
		s.page.ScrollToTop()
	}
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	before := s.drawn
	state := s.p.State()
	s.drawn = state
	over := state.Done.Number != ""
	w.Show(s.form, !over)
	s.done.draw(state)
	if over {
		if before.Done.Number == "" {
			s.page.ScrollToTop()
		}
		s.main.SetIcon("camera")
		s.main.SetText(s.v.Say("capture.another"))
		s.main.SetBusy("")
		s.host.Redraw()
		return
	}
	s.danger.draw(state)
	if state.Danger && !before.Danger {
		s.page.ScrollToTop()
	}
	s.drawSaid(state)
	s.hero.draw(state)
	s.place.draw(state.Place, state.Placed, s.p.Pin, state.Wrong[present.FieldAddress]+state.Wrong[present.FieldSettlement])
	s.drawKinds(state)
	if s.text.Text() != state.Text {
		s.text.SetText(state.Text)
	}
	s.text.SetError(state.Wrong[present.FieldText])
	s.near.draw(state.Near)
	s.whoName.SetText(state.Who)
	s.answer.SetText(state.Answer)
	w.Show(s.answer, state.Answer != "")
	if state.Drafts > 0 {
		s.drafts.SetText(s.v.Count("capture.drafts", state.Drafts, nil))
	}
	w.Show(s.drafts, state.Drafts > 0)
	s.main.SetIcon(state.MainIcon)
	s.main.SetText(state.Main)
	busy := ""
	switch {
	case state.Saving:
		busy = s.v.Say("capture.saving")
	case state.Shooting:
		busy = s.v.Say("capture.shooting")
	}
	s.main.SetBusy(busy)
	s.host.Redraw()
}

func (s *Screen) drawSaid(state present.CaptureState) {
	kind, words := w.Alarm, state.Wrong[present.FieldForm]
	if words == "" {
		kind, words = w.Caution, state.Advice
	}
	s.said.Set(kind, words, "")
	w.Show(s.said, words != "")
	s.refused.Set(w.Caution, strings.Join(state.Refused, "\n"), "")
	w.Show(s.refused, len(state.Refused) > 0)
}

func (s *Screen) drawKinds(state present.CaptureState) {
	var labels []string
	s.slugs = s.slugs[:0]
	for _, k := range state.Kinds {
		labels, s.slugs = append(labels, k.Title), append(s.slugs, k.Slug)
	}
	labels = append(labels, s.v.Say("capture.kinds.other"))
	if !slices.Equal(labels, s.labels) || s.kinds.Chosen() != slices.Index(s.slugs, state.Kind.Slug) {
		s.labels = labels
		s.kinds.SetChips(labels, slices.Index(s.slugs, state.Kind.Slug))
	}
	s.kindBad.SetText(state.Wrong[present.FieldCategory])
	w.Show(s.kindBad, state.Wrong[present.FieldCategory] != "")
}
