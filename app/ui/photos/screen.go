package photos

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the page asks of the window.
type Host interface {
	Redraw()
	Kept()
}

// Screen is the page.
type Screen struct {
	p     *present.Album
	v     *lang.Voice
	host  Host
	view  *w.PhotoView
	pad   *w.MarkPad
	wait  *w.Empty
	tag   *w.Text
	prev  *w.IconButton
	next  *w.IconButton
	turn  *fyne.Container
	tools *tools
	none  *w.Empty
	whole *fyne.Container
	body  *fyne.Container
	main  *w.MainButton
	bin   *w.IconButton
	drawn present.AlbumState
	shown any // the picture that view and pad have
	arg   string
}

// New makes the page of a picture and listens to its presenter.
func New(p *present.Album, v *lang.Voice, host Host, arg string) *Screen {
	s := build(p, v, host)
	s.arg = arg
	p.Open(arg)
	return s
}

// build makes the page of what the presenter shows.
func build(p *present.Album, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, v: v, host: host}
	s.view = w.NewPhotoView(nil, v.Say("album.view"))
	s.view.OnTurn = p.Turn
	s.pad = w.NewMarkPad(nil, v.Say("album.pad"))
	s.pad.OnStroke = func(k w.Stroke) { p.Stroke(float64(k.FromX), float64(k.FromY), float64(k.ToX), float64(k.ToY)) }
	s.wait = w.NewEmpty("hourglass", " ", "", nil)
	s.tag = w.NewBold("").Step(theme.Small).Ellipsis().Align(fyne.TextAlignCenter)
	s.prev = w.NewIconButton("chevron-left", v.Say("details.photo.previous"), func() { p.Turn(-1) }).In(theme.Ink)
	s.next = w.NewIconButton("chevron-right", v.Say("details.photo.next"), func() { p.Turn(1) }).In(theme.Ink)
	s.turn = w.Pad(0, 8, w.Row(8, s.prev, w.Grow(w.Middle(s.tag)), s.next))
	s.tools = newTools(s)
	s.none = w.NewEmpty("image-off", v.Say("album.none"), v.Say("album.none.under"), nil)
	picture := w.Stack(w.NewBox(theme.Sunken, theme.None, 0), w.Pad(0, 24, w.Middle(s.wait)), s.view, s.pad)
	s.whole = w.Col(0, w.Grow(picture), s.turn, s.tools.body)
	s.body = w.Stack(s.none, s.whole)
	s.main = w.NewMainButton("pen", "", s.act)
	s.bin = w.NewIconButton("trash", v.Say("album.remove"), p.Remove)
	p.OnChange = s.draw
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Back ends the drawing first.
func (s *Screen) Back() bool {
	if !s.p.State().Drawing {
		return false
	}
	s.p.Draw(false)
	s.host.Kept()
	return true
}

// Title implements phone.Titled.
func (s *Screen) Title() string {
	if s.drawn.Drawing {
		return s.v.Say("album.drawing")
	}
	return s.drawn.Title
}

// Action implements phone.Acting.
func (s *Screen) Action() fyne.CanvasObject {
	if !s.drawn.Editable {
		return nil
	}
	return s.main
}

// Tail implements phone.Tailed.
func (s *Screen) Tail() fyne.CanvasObject {
	if !s.drawn.Editable || s.drawn.Drawing {
		return nil
	}
	return s.bin
}

// Tell implements phone.Telling: what drawing is for takes the place of the outbox's line.
func (s *Screen) Tell() (icon, words string) {
	if s.drawn.Drawing && !wordy() {
		return toolIcon(s.drawn.Tool), s.v.Say("album.tool." + string(s.drawn.Tool) + ".name")
	}
	if s.drawn.Editable {
		return "shield-check", s.v.Say("album.tell")
	}
	return "", ""
}

// Whole implements phone.Whole: a picture takes all the room there is.
func (s *Screen) Whole() bool { return true }

// Leave implements phone.Leaving.
func (s *Screen) Leave() {
	s.p.OnChange = nil
	s.p.Leave()
}

// kept is what the page keeps: which picture is in front, and with what somebody draws on it.
type kept struct {
	Shown string       `json:"shown,omitempty"`
	Tool  present.Tool `json:"tool,omitempty"`
}

// Keep implements phone.Keeping.
func (s *Screen) Keep() string {
	k := kept{Shown: s.p.Shown()}
	if k.Shown == "" {
		k.Shown = s.arg
	}
	if s.p.Draws() {
		k.Tool = s.drawn.Tool
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return "" // a struct of strings
	}
	return string(raw)
}

// Resume implements phone.Keeping.
func (s *Screen) Resume(words string) {
	var k kept
	if json.Unmarshal([]byte(words), &k) != nil {
		return
	}
	if k.Shown != "" && k.Shown != s.arg {
		s.p.Open(k.Shown)
	}
	if k.Tool != "" {
		s.p.Resume(k.Tool)
	}
}

// act is the main action: to draw, or to have drawn.
func (s *Screen) act() {
	s.p.Draw(!s.p.State().Drawing)
	s.host.Kept()
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	before, state := s.drawn, s.p.State()
	s.drawn = state
	w.Show(s.none, state.Loaded && state.Count == 0)
	w.Show(s.whole, state.Count > 0 || !state.Loaded)
	s.drawPicture(state)
	s.tag.SetText(state.Tag)
	w.Show(s.turn, !state.Drawing && (state.Count > 1 || state.Tag != ""))
	s.prev.Hidden, s.next.Hidden = state.Count < 2, state.Count < 2
	w.Enable(s.prev, state.At > 0)
	w.Enable(s.next, state.At+1 < state.Count)
	s.tools.draw(state)
	if state.Drawing {
		s.main.SetIcon("check")
		s.main.SetText(s.v.Say("album.done"))
	} else {
		s.main.SetIcon("pen")
		s.main.SetText(s.v.Say("album.draw"))
	}
	if before.Drawing != state.Drawing || before.Count != state.Count || before.Editable != state.Editable {
		w.Settle(s.body)
	}
	s.host.Redraw()
}

// drawPicture shows the picture: its preview until it is read, and else why there is none.
func (s *Screen) drawPicture(state present.AlbumState) {
	w.Show(s.view, !state.Drawing)
	w.Show(s.pad, state.Drawing)
	m := state.Picture
	key := any(m)
	if m == nil && len(state.Small) > 0 {
		m, key = w.Decode(state.Small), &state.Small[0]
	}
	if m == nil {
		key = nil
	}
	if key != s.shown || m == nil {
		s.shown = key
		s.pad.SetImage(m)
		s.view.SetImage(m)
	}
	icon, title, under := "hourglass", s.v.Say("details.photo.loading"), ""
	if state.Wait.Title != "" {
		icon, title, under = state.Wait.Icon, state.Wait.Title, state.Wait.Under
	}
	s.wait.Set(icon, title, under)
	w.Show(s.wait, m == nil)
	if m != nil && state.Wait.Title != "" { // the preview is all there is, for now
		s.tag.SetText(state.Wait.Title)
	}
}
