package phone

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// appearance is the page on which one chooses language, theme and text size; a choice shows at once.
type appearance struct{ page *w.Scroll }

// themes are the looks, each as dark and stark.
func themes() []struct {
	key         string
	dark, stark bool
} {
	return []struct {
		key         string
		dark, stark bool
	}{{"look.light", false, false}, {"look.dark", true, false}, {"look.stark", false, true}, {"look.stark-dark", true, true}}
}

// scales are the text sizes.
func scales() []float32 { return []float32{1, 1.25, 1.5} }

func makeLook(p *Phone, _ Host, _ string) Screen {
	v, now, set := p.point.Voice(), p.point.Look(), p.point.Settings.SetLook
	var langs, kinds, sizes []string
	lang0, kind0, size0 := 0, 0, 0
	for i, l := range civic.Langs() {
		langs = append(langs, v.Say("lang."+string(l)))
		if l == now.Lang {
			lang0 = i
		}
	}
	for i, t := range themes() {
		kinds = append(kinds, v.Say(t.key))
		if t.dark == now.Dark && t.stark == now.Stark {
			kind0 = i
		}
	}
	for i, scale := range scales() {
		sizes = append(sizes, v.With("look.percent", lang.Args{"N": int(scale * 100)}))
		if scale <= now.Scale {
			size0 = i
		}
	}
	group := func(label string, labels []string, at int, choose func(l *present.Look, i int)) fyne.CanvasObject {
		return w.Card(14, w.Labelled(label, w.NewChipRow(labels, at, func(i int) {
			l := p.point.Look()
			choose(&l, i)
			set(l)
		})))
	}
	body := w.Col(12,
		group(v.Say("look.language"), langs, lang0, func(l *present.Look, i int) { l.Lang = civic.Langs()[i] }),
		group(v.Say("look.theme"), kinds, kind0, func(l *present.Look, i int) { l.Dark, l.Stark = themes()[i].dark, themes()[i].stark }),
		group(v.Say("look.size"), sizes, size0, func(l *present.Look, i int) { l.Scale = scales()[i] }))
	return &appearance{w.NewScroll(w.Inset(4, 16, 16, 16, body))}
}

// Content implements Screen.
func (a *appearance) Content() fyne.CanvasObject { return a.page }

// Back implements Screen.
func (a *appearance) Back() bool { return false }
