package web_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"priyom/civic"
)

// The months under the map: each thumb can be taken hold of by the mouse and moved by keys, says which month it stands at, and what is
// shown follows; thumbs that pass each other still mean the months between them.
func TestTheThumbsOfTheMonths(t *testing.T) {
	bundled(t)
	d, _ := village(t)
	for i := range 2 {
		d.Clock.Add(31 * 24 * time.Hour)
		late := d.told(t, fmt.Sprintf("Позже, %d", i))
		at := d.device.Report()
		at.Text = fmt.Sprintf("На карте и позже, %d", i)
		d.device.Tell([32]byte{}, at)
		d.device.PushAll()
		for _, r := range []civic.Report{late, at} {
			d.publish(t, r)
		}
	}
	s := sight{browser(t), t}
	s.dark(false)
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		s.do(chromedp.EmulateViewport(window.width, window.height), chromedp.Navigate(d.Server.URL+"/?lang=ru"), chromedp.WaitVisible("#map[data-state=ready] .spot"), chromedp.WaitVisible("#times"))
		shown := func() int {
			return eval[int](s, `[...document.querySelectorAll(".spot .n")].reduce((n, e) => n + (+e.textContent || 1), 0)`)
		}
		all := shown()
		if last := eval[string](s, `document.querySelectorAll("#times input")[1].max`); last != "2" {
			t.Fatalf("%s months at %d", last, window.width)
		}
		// What lies under the pointer at either end is that end's thumb, large enough for a finger.
		for i, end := range []string{"r.left + 12", "r.right - 12"} {
			if ok := eval[bool](s, fmt.Sprintf(`(() => { const i = document.querySelectorAll("#times input")[%d], r = i.getBoundingClientRect(); return document.elementFromPoint(%s, (r.top + r.bottom) / 2) == i })()`, i, end)); !ok {
				t.Errorf("thumb %d can't be taken hold of at %d", i, window.width)
			}
		}
		eval[bool](s, `(document.querySelectorAll("#times input")[0].focus(), true)`)
		s.do(chromedp.KeyEvent(kb.ArrowRight))
		s.until(`new URLSearchParams(location.search).get("from") && !new URLSearchParams(location.search).get("to")`)
		s.until(fmt.Sprintf(`document.querySelectorAll(".spot").length > 0 && [...document.querySelectorAll(".spot .n")].reduce((n, e) => n + (+e.textContent || 1), 0) < %d`, all))
		if says := eval[string](s, `document.querySelector("#times input").ariaValueText || document.querySelector("#times input").getAttribute("aria-valuetext")`); !strings.Contains(says, "екабр") {
			t.Errorf("the thumb says %q", says)
		}
		s.picture(fmt.Sprintf("months-%d", window.width))
		// The other thumb, moved past it.
		eval[bool](s, `(document.querySelectorAll("#times input")[1].focus(), true)`)
		s.do(chromedp.KeyEvent(kb.Home))
		s.until(`(q => !q.get("from") && q.get("to"))(new URLSearchParams(location.search))`)
		if shown() >= all {
			t.Errorf("%d of %d after the thumbs passed each other at %d", shown(), all, window.width)
		}
		// The filter's own link for "everything" takes the thumbs back.
		s.do(chromedp.KeyEvent(kb.End))
		s.until(`(q => q.get("from") && !q.get("to"))(new URLSearchParams(location.search))`)
		eval[bool](s, `(document.querySelectorAll("#times input")[0].focus(), true)`)
		s.do(chromedp.KeyEvent(kb.Home))
		s.until(`location.search.indexOf("from=") < 0 && location.search.indexOf("to=") < 0`)
		s.until(fmt.Sprintf(`[...document.querySelectorAll(".spot .n")].reduce((n, e) => n + (+e.textContent || 1), 0) == %d`, all))
	}
}
