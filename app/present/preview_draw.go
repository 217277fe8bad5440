package present

import (
	"context"
	"math"

	"priyom/paper"
)

// remake lays the paper out.
func (r *Preview) remake() {
	r.version++
	version, w := r.version, r.work
	if len(w.Papers) == 0 {
		return
	}
	on := w.Papers[r.on]
	r.loading, r.made, r.pages, r.picture = true, nil, nil, nil
	r.changed()
	r.p.read.do(func(ctx context.Context) func() {
		d, err := w.Make(ctx, on)
		var pages []paper.Page
		if err == nil {
			pages = d.Pages()
		}
		return func() {
			if version != r.version {
				return
			}
			r.loading = false
			if err != nil {
				r.p.env.Log.Error("paper not made", "error", err)
				r.told = toldPaper{tone: ToneAlarm, told: r.p.Voice().Say("preview.unmade"), next: trouble(r.p.Voice(), err)}
				r.changed()
				return
			}
			r.made, r.pages = d, pages
			r.draw()
			r.changed()
		}
	})
}

// SetRoom tells how much room there is for the page, in units, and how many pixels a unit has.
func (r *Preview) SetRoom(wide, high, pixels float32) {
	if wide < 50 || high < 50 || wide == r.wide && high == r.high && pixels == r.pixels {
		return
	}
	r.wide, r.high, r.pixels = wide, high, max(pixels, 0.5)
	r.draw()
	r.changed()
}

// SetZoom shows the page larger or smaller.
func (r *Preview) SetZoom(z Zoom) {
	if z = max(0, min(z, zooms-1)); z != r.zoom {
		r.zoom = z
		r.draw()
		r.changed()
	}
}

// Turn shows the page that is n further.
func (r *Preview) Turn(n int) {
	if to := max(0, min(r.page+n, len(r.pages)-1)); len(r.pages) > 0 && to != r.page {
		r.page = to
		r.draw()
		r.changed()
	}
}

// scale is units in a millimetre.
func (r *Preview) scale() float32 {
	p := r.pages[r.page]
	wide := r.wide / float32(p.Width)
	switch r.zoom {
	case ZoomPage:
		return min(wide, r.high/float32(p.Height))
	case ZoomWidth:
		return wide
	case Zoom150:
		return 1.5 * 96 / 25.4
	case Zoom200:
		return 2 * 96 / 25.4
	}
	return 96 / 25.4
}

// sharpest keeps a page within what a screen can show and memory can hold.
const sharpest = 300

// draw makes the picture of the page. While it draws, more may be asked for: then only the last is drawn.
func (r *Preview) draw() {
	if r.made == nil {
		return
	}
	if r.drawing {
		r.again = true
		return
	}
	dpi := min(math.Round(float64(r.scale()*r.pixels)*25.4), sharpest)
	r.drawing, r.again = true, false
	version, page, made := r.version, r.page, r.made
	r.p.read.do(func(context.Context) func() {
		picture, err := made.Picture(page, max(dpi, 20))
		return func() {
			if r.drawing = false; r.again {
				r.draw()
			}
			if version != r.version || page != r.page {
				return
			}
			if err != nil {
				r.p.failed("draw a paper", err)
				return
			}
			r.picture = picture
			r.changed()
		}
	})
}
