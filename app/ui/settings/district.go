package settings

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// district is the card of the district's map: which there is, what is on its way, and a file that may be taken instead.
type district struct {
	v      *lang.Voice
	card   *fyne.Container
	name   *w.ListRow
	coming *w.Paragraph
	bad    *w.Banner
	take   *w.Button
	state  present.MapState
	drawn  bool
}

func newDistrict(m *present.Maps, v *lang.Voice) *district {
	d := &district{v: v, name: w.NewListRow(w.NewTile("map", 40, theme.Success), " ", " "), coming: w.NewHint(""), bad: w.NewBanner(w.Caution, "", "", nil)}
	d.take = w.NewButton("download", v.Say("settings.map-file"), m.Pick)
	d.card = w.Card(16, w.Col(14, w.NewSection("map", v.Say("settings.map"), ""), d.name, d.coming, d.bad, w.Left(d.take)))
	return d
}

func (d *district) draw(s present.MapState) {
	if d.drawn && d.state == s {
		return
	}
	d.drawn, d.state = true, s
	d.name.Set(s.Name, s.About)
	w.Show(d.name, s.Open)
	words := s.Fetching
	if words == "" && !s.Open && !s.Loading {
		words = d.v.Say("settings.map-none")
	}
	d.coming.SetText(words)
	w.Show(d.coming, words != "")
	d.bad.Set(w.Caution, s.Problem, "")
	w.Show(d.bad, s.Problem != "")
	key := "settings.map-file"
	if s.Copying {
		key = "settings.map-copying"
	}
	working(d.take, s.Copying, d.v.Say(key))
}
