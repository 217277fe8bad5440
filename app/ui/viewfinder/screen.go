// Package viewfinder draws what a camera of this machine sees, and how it was before as a ghost over it. It fills the window in the place of
// everything else, at a desk as on a phone.
//
// Its invariant: it holds nothing that counts. The picture is the presenter's, which has it on the disk before the screen goes away.
package viewfinder

import (
	"bytes"
	"image"
	_ "image/jpeg" // pictures before are
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen fills a window while the viewfinder is open.
type Screen struct {
	p *present.Viewfinder
	v *lang.Voice

	title  *w.Text
	live   *w.LiveView
	empty  *w.Empty
	why    *w.Scroll // around it
	lenses *w.Select
	names  []string
	ghost  *fyne.Container
	tag    *w.Text
	slider *w.Slider
	before image.Image
	main   *w.MainButton
	file   *w.LinkButton
	turn   *w.IconButton
	grid   *w.IconButton
	again  *w.Button
	shown  image.Image
	state  present.ViewfinderState
	body   fyne.CanvasObject
}

// New makes the screen and listens to its presenter.
func New(p *present.Viewfinder, v *lang.Voice) *Screen {
	s := &Screen{p: p, v: v, title: w.NewBold("").Step(theme.Heading).Ellipsis(), live: w.NewLiveView()}
	state := p.State()
	s.before = ghostOf(state.Guide)
	back := w.NewIconButton("x", v.Say("camera.leave"), p.Leave).In(theme.Ink)
	s.lenses = w.NewSelect(v.Say("camera.lens"), nil, -1, p.Choose)
	bar := w.Pad(4, 8, w.Row(4, w.Middle(back), w.Grow(w.Middle(s.title))))
	s.again = w.NewButton("refresh", v.Say("camera.again"), p.Again)
	s.empty = w.NewEmpty("camera", " ", "", s.again)
	s.why = w.NewScroll(s.empty) // large words are longer than a screen
	s.tag = w.NewBold("").Step(theme.Caption)
	s.slider = w.NewSlider(v.Say("camera.ghost"), state.Ghost, s.fade)
	s.ghost = w.Row(12, w.Middle(w.NewIcon("layers", 20, theme.Muted)), w.Middle(s.tag), w.Grow(s.slider))
	s.file = w.NewLinkButton("image", v.Say("camera.file"), p.File)
	s.turn = w.NewIconButton("refresh", v.Say("camera.turn"), p.Turn).In(theme.Link)
	s.grid = w.NewIconButton("table", v.Say("camera.grid"), func() { p.SetGrid(!s.state.Grid) }).In(theme.Link)
	s.main = w.NewMainButton("camera", v.Say("camera.shoot"), s.act)
	foot := w.Narrow(720, w.Pad(8, 16, w.Col(4, s.ghost, w.Row(4, w.Middle(s.file), w.Space(), s.turn, s.grid), s.main)))
	view := w.Pad(0, 16, w.Stack(s.live, s.why))
	s.body = w.NewLayer(w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.Col(0, bar, w.Narrow(720, w.Pad(0, 16, s.lenses)), w.Grow(w.Inset(8, 0, 0, 0, view)), foot)))
	p.OnChange, p.OnSight = s.draw, s.see
	s.draw()
	return s
}

// Content fills a window.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Focus puts the keyboard where one begins: Enter takes the picture.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.main) }

// Key acts on a key that nothing else used and says whether it did.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape:
		s.p.Leave()
	case fyne.KeySpace, fyne.KeyReturn:
		s.act()
	default:
		return false
	}
	return true
}

// Leave ends the screen; the presenter speaks to nobody any more.
func (s *Screen) Leave() {
	s.p.OnChange, s.p.OnSight = nil, nil
	s.live.SetPicture(nil, 0)
}

// act takes the picture; where nothing is seen, it lets one choose a file.
func (s *Screen) act() {
	if s.state.Trouble.Title != "" {
		s.p.File()
		return
	}
	s.p.Shoot()
}

// see shows what is seen now.
func (s *Screen) see(m image.Image) {
	s.shown = m
	s.live.SetPicture(m, s.state.Turned)
}

func (s *Screen) fade(share float64) {
	s.p.SetGhost(share)
	s.live.SetGhost(s.before, share)
}

func (s *Screen) draw() {
	state := s.p.State()
	s.state = state
	troubled := state.Trouble.Title != ""
	s.title.SetText(state.Title)
	if !slices.Equal(s.names, state.Lenses) {
		s.names = slices.Clone(state.Lenses)
		choices := make([]w.Choice, len(s.names))
		for i, name := range s.names {
			choices[i] = w.Choice{Title: name}
		}
		s.lenses.SetChoices(choices, state.Lens)
	}
	s.lenses.SetChosen(state.Lens)
	w.Show(s.lenses, len(state.Lenses) > 1)
	w.Show(s.live, !troubled)
	w.Show(s.why, troubled || !state.Live)
	w.Show(s.again, troubled)
	if troubled {
		s.empty.Set("camera", state.Trouble.Title, state.Trouble.Under)
	} else {
		s.empty.Set("camera", s.v.Say("camera.waking"), "")
	}
	if !state.Live {
		s.shown = nil
	}
	s.live.SetPicture(s.shown, state.Turned)
	s.live.SetGrid(state.Grid)
	s.live.SetGhost(s.ghostNow(), state.Ghost)
	s.tag.SetText(state.Tag)
	w.Show(s.ghost, s.before != nil && !troubled)
	w.Show(s.file, !troubled)
	w.Show(s.turn, !troubled)
	w.Show(s.grid, !troubled)
	words, icon, busy := s.v.Say("camera.shoot"), "camera", ""
	if troubled {
		words, icon = s.v.Say("camera.file"), "image"
	}
	if state.Taking {
		busy = s.v.Say("camera.taking")
	}
	s.main.SetIcon(icon)
	s.main.SetText(words)
	s.main.SetBusy(busy)
}

// ghostNow is the picture before, once there is something to lay it over.
func (s *Screen) ghostNow() image.Image {
	if !s.state.Live {
		return nil
	}
	return s.before
}

// ghostOf reads the picture before; nil if there is none.
func ghostOf(content []byte) image.Image {
	if len(content) == 0 {
		return nil
	}
	m, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	return m
}
