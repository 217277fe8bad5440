package intake

import (
	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
)

// newFresh makes the offer of what a camera's card or a scanner has brought.
func (h *shots) newFresh() {
	s := h.s
	h.news = widgets.NewParagraph("").Bold().Step(theme.Small)
	add := widgets.NewButton("plus", s.v.Say("intake.fresh.add"), s.p.AddFresh)
	not := widgets.NewIconButton("x", s.v.Say("intake.fresh.dismiss"), s.p.DismissFresh)
	ground := widgets.NewBox(theme.Tint, theme.TintLine, theme.ControlRadius)
	h.fresh = widgets.Stack(ground, widgets.Pad(8, 12, widgets.Row(8, widgets.Grow(widgets.Middle(h.news)), widgets.Middle(add), widgets.Middle(not))))
	h.fresh.Hide()
}

// drawFresh offers new pictures, or says which folder is watched.
func (h *shots) drawFresh(f present.FreshPictures) {
	aside := h.s.v.Say("intake.photos.drop")
	if f.Folder != "" {
		aside = h.s.v.With("intake.watch.folder", map[string]any{"Folder": f.Folder})
	}
	h.title.SetAside(aside)
	if f.N > 0 {
		h.news.SetText(h.s.p.FreshWords())
	}
	widgets.Show(h.fresh, f.N > 0)
	widgets.Show(h.unwatch, f.Folder != "")
}
