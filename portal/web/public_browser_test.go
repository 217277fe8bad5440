package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"priyom/civic"
	"priyom/portal/web/front"
	"priyom/store/journal"
)

// bundled skips a test of what was bundled from npm where it wasn't.
func bundled(t *testing.T) {
	t.Helper()
	files, err := front.New()
	if err != nil {
		t.Fatal(err)
	}
	if files.Address("map.js") == "" {
		t.Skip("needs the map's script: scripts/front.sh")
	}
}

// sight is a page in a browser.
type sight struct {
	context.Context
	t *testing.T
}

func (s sight) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s, steps...); err != nil {
		s.t.Fatal(err)
	}
}

func eval[T any](s sight, expression string) T {
	s.t.Helper()
	v, err := chromedp.Run(s, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for something to be true on the page.
func (s sight) until(expression string) {
	s.t.Helper()
	if !eval[bool](s, `(async () => { for (let i = 0; i < 200; i++) { if (`+expression+`) return true; await new Promise(r => setTimeout(r, 50)) } return false })()`) {
		s.t.Fatalf("waited in vain for %s", expression)
	}
}

func (s sight) picture(name string) {
	s.t.Helper()
	picture, err := chromedp.Run(s, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Fatal(err)
	}
	keepPicture(s.t, "portal-"+name+".png", picture)
}

func (s sight) dark(yes bool) {
	s.t.Helper()
	value := "light"
	if yes {
		value = "dark"
	}
	if _, err := chromedp.Call(s, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}); err != nil {
		s.t.Fatal(err)
	}
}

// village is a district with a map and reports of every group around one spot.
func village(t *testing.T) (d *district, solved civic.Report) {
	t.Helper()
	d = newDistrict(t)
	d.withMap(t)
	var told []civic.Report
	for i := range 14 {
		r := d.device.Report()
		r.Text = fmt.Sprintf("Не горит фонарь у дома %d. Темно, дети идут из школы без света.", i+1)
		r.Place.Position.Lat += civic.Degrees(i%4) * 0.0007
		r.Place.Position.Lon += civic.Degrees(i/4) * 0.0009
		d.device.Tell(journal.Hash{}, r)
		told = append(told, r)
	}
	d.device.PushAll()
	for i, r := range told {
		d.publish(t, r)
		if i%3 == 0 {
			d.act(t, r, civic.ActStart, works)
		}
	}
	d.publish(t, d.shown)
	d.solve(t, d.shown)
	d.Published(t, d.Draft())
	return d, d.shown
}

// The map as people use it, on a desk and on a telephone: clusters come, open, and follow the filters and the slider; the address says
// what is shown, so that it can be sent to somebody.
func TestMapInABrowser(t *testing.T) {
	bundled(t)
	d, _ := village(t)
	s := sight{browser(t), t}
	s.dark(false)
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		s.do(chromedp.EmulateViewport(window.width, window.height), chromedp.Navigate(d.Server.URL+"/?lang=ru"), chromedp.WaitVisible("#map[data-state=ready] .spot"))
		s.until(`[...document.querySelectorAll(".leaflet-tile")].some(i => i.complete && i.naturalWidth)`)
		s.picture(fmt.Sprintf("map-%d", window.width))
		if n := eval[int](s, `[...document.querySelectorAll(".spot .n")].reduce((n, e) => n + (+e.textContent || 1), 0)`); n != 15 {
			t.Errorf("%d reports on the map at %d", n, window.width)
		}
		if wide := eval[int](s, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
			t.Errorf("%d pixels too wide at %d", wide, window.width)
		}
		if small := eval[[]string](s, `[...document.querySelectorAll(".leaflet-bar a, .spot, .panel .chip, .panel select, .panel .btn")].filter(e => e.offsetParent && (Math.max(e.getBoundingClientRect().height, e.matches(".chip") ? parseFloat(getComputedStyle(e, "::after").height) : 0) < 48)).map(e => e.className)`); len(small) > 0 {
			t.Errorf("hard to hit at %d: %q", window.width, small)
		}
		name := eval[string](s, `document.querySelector(".spot").textContent`)
		if !strings.Contains(name, "Обращений: ") {
			t.Errorf("a spot is called %q", name)
		}

		// A filter by its chip: the address, the panel and the map follow, without a new page.
		eval[bool](s, `window.stays = true`)
		eval[bool](s, `(document.getElementById("chip-done").click(), true)`)
		s.until(`location.search == "?group=done" && document.querySelectorAll("#panel .row").length == 1 && document.getElementById("chip-done").ariaCurrent == "true"`)
		s.until(`document.querySelectorAll(".spot").length == 1 && document.querySelector(".spot .dot.done")`)
		if !eval[bool](s, `window.stays === true`) {
			t.Error("the page was loaded anew")
		}

		// A report by its spot, with keys alone; and back to the map by Escape.
		eval[bool](s, `(document.querySelector(".spot").focus(), true)`)
		s.do(chromedp.KeyEvent(kb.Enter))
		s.until(`document.querySelector(".leaflet-popup .popcards a")`)
		s.picture(fmt.Sprintf("map-popup-%d", window.width))
		if at := eval[string](s, `document.activeElement.pathname || ""`); at != reportPath(d.shown) {
			t.Errorf("the card leads to %q", at)
		}
		s.do(chromedp.KeyEvent(kb.Escape))
		s.until(`!document.querySelector(".leaflet-popup")`)
		eval[bool](s, `(document.getElementById("chip-done").click(), true)`)
		s.until(`location.search == "" && document.querySelectorAll(".spot").length > 1`)

		// A cluster opens when it is chosen.
		before := eval[int](s, `document.querySelectorAll(".spot").length`)
		eval[bool](s, `([...document.querySelectorAll(".dot.many")].sort((a, b) => b.textContent.length - a.textContent.length)[0].closest(".spot").click(), true)`)
		s.until(fmt.Sprintf(`document.querySelectorAll(".spot").length != %d || document.querySelector(".leaflet-popup")`, before))
	}

	// By select boxes and the slider.
	s.do(chromedp.EmulateViewport(1366, 920), chromedp.Navigate(d.Server.URL+"/?lang=en&theme=roads"), chromedp.WaitVisible("#map[data-state=ready]"))
	s.until(`document.querySelectorAll(".spot").length == 0`)
	eval[bool](s, `(() => { const f = document.getElementById("f-theme"); f.value = "health"; f.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
	s.until(`new URLSearchParams(location.search).get("theme") == "health" && document.querySelectorAll(".spot").length > 0`)
}

// Moving the map brings what is there; what is left out of sight goes.
func TestMapMoves(t *testing.T) {
	bundled(t)
	d, _ := village(t)
	s := sight{browser(t), t}
	s.dark(true)
	s.do(chromedp.EmulateViewport(1366, 920), chromedp.Navigate(d.Server.URL+"/?lang=uk"), chromedp.WaitVisible("#map[data-state=ready] .spot"))
	s.picture("map-dark")
	eval[bool](s, `(document.getElementById("map").focus(), true)`)
	for range 40 {
		if eval[int](s, `document.querySelectorAll(".spot").length`) == 0 {
			break
		}
		s.do(chromedp.KeyEvent(kb.ArrowRight))
		eval[bool](s, `new Promise(r => setTimeout(() => r(true), 350))`) // while it moves it takes no key
	}
	s.until(`document.querySelectorAll(".spot").length == 0`)
}

// Without a script: the list and a map that doesn't move, whose circles lead to lists; filters by forms and links.
func TestHomeWithoutScript(t *testing.T) {
	d, _ := village(t)
	s := sight{browser(t), t}
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		if _, err := chromedp.Call(s, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
		s.do(chromedp.EmulateViewport(window.width, window.height), chromedp.Navigate(d.Server.URL+"/?lang=ru"), chromedp.WaitVisible("svg.still"))
		s.picture(fmt.Sprintf("noscript-%d", window.width))
		if _, err := chromedp.Call(s, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}); err != nil {
			t.Fatal(err)
		}
		if ok := eval[bool](s, `document.querySelectorAll(".still a").length > 0 && document.querySelectorAll("#panel .row").length > 2 && document.getElementById("times")?.hidden !== false`); !ok {
			t.Errorf("at %d: %s", window.width, eval[string](s, `document.body.innerText`))
		}
		to := eval[string](s, `document.querySelector(".still a").href.baseVal`)
		if picture := d.get(t, "/map.png").picture(t); picture.Bounds().Dx() != 840 {
			t.Errorf("the still map is %v", picture.Bounds())
		}
		s.do(chromedp.Navigate(d.Server.URL + to))
		if n := eval[int](s, `document.querySelectorAll(".cards .row").length`); n == 0 {
			t.Errorf("%s has no reports", to)
		}
	}
}

// Before and after: a handle by keys and by the mouse; without a script both pictures.
func TestCompareInABrowser(t *testing.T) {
	d, solved := village(t)
	s := sight{browser(t), t}
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		s.do(chromedp.EmulateViewport(window.width, window.height), chromedp.Navigate(d.Server.URL+reportPath(solved)+"?lang=ru"), chromedp.WaitVisible(".compare.live"))
		s.picture(fmt.Sprintf("compare-%d", window.width))
		eval[bool](s, `(document.querySelector(".compare input").focus(), true)`)
		s.do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
		if at := eval[string](s, `document.querySelector(".compare").style.getPropertyValue("--at")`); at != "53%" {
			t.Errorf("after three arrows it is at %q", at)
		}
		if wide := eval[int](s, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
			t.Errorf("%d pixels too wide at %d", wide, window.width)
		}
	}
}

// axeRun runs axe-core and returns what is serious of what it finds.
const axeRun = `(async () => {
	const r = await axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
	return r.violations.filter(v => v.impact == "serious" || v.impact == "critical").map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.any[0]?.message || "")).join(" | "))
})()`

// axe-core finds nothing serious on any public page, by day and by night, on a desk and on a telephone.
func TestAxe(t *testing.T) {
	bundled(t)
	axe, err := os.ReadFile("front/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("needs axe-core: scripts/front.sh")
	}
	d, solved := village(t)
	petition := "/petitions"
	if p := d.get(t, "/petitions"); strings.Contains(p.body, "/petitions/") {
		at := p.body[strings.Index(p.body, `href="/petitions/`)+6:]
		petition = at[:strings.Index(at, `"`)]
	}
	pages := map[string]string{
		"home": "/", "list": "/list?group=new", "search": "/search?q=%D1%84%D0%BE%D0%BD%D0%B0%D1%80%D1%8C", "nothing": "/search?q=zzz", "asked": "/search", "report": reportPath(solved),
		"embed": "/embed", "embedded": "/embed?view=list", "about": "/about", "privacy": "/privacy", "accessibility": "/accessibility", "missing": "/reports/x",
		"petitions": "/petitions", "petition": petition, "overdue": "/overdue", "statistics": "/statistics", "weeks": "/statistics?by=weeks", "data": "/data",
	}
	names := make([]string, 0, len(pages))
	for name := range pages {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, look := range []struct {
		name          string
		dark          bool
		width, height int64
		lang          string
	}{{"day", false, 1366, 920, "ru"}, {"night", true, 1366, 920, "uk"}, {"telephone", false, 360, 740, "en"}} {
		t.Run(look.name, func(t *testing.T) {
			s := sight{quiet(t), t}
			s.dark(look.dark)
			for _, name := range names {
				at := d.Server.URL + pages[name]
				if strings.Contains(at, "?") {
					at += "&lang=" + look.lang
				} else {
					at += "?lang=" + look.lang
				}
				s.do(chromedp.EmulateViewport(look.width, look.height), chromedp.Navigate(at))
				if name == "home" || name == "embed" {
					s.do(chromedp.WaitVisible("#map[data-state=ready] .spot"))
				}
				eval[bool](s, string(axe)+"; true")
				for _, v := range eval[[]string](s, axeRun) {
					t.Errorf("%s: %s", name, v)
				}
				if wide := eval[int](s, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
					t.Errorf("%s: %d pixels too wide", name, wide)
				}
				s.picture(fmt.Sprintf("axe-%s-%s", name, look.name))
			}
		})
	}
}

// quiet is a browser that isn't listened to: a page that is missing is no fault of its own here.
func quiet(t *testing.T) context.Context {
	t.Helper()
	return start(t)
}

// weight is what a page may bring without photos and map, packed or not.
const weight = 100 << 10

// No public page is larger, with its style and scripts, however much there is to show.
func TestWeight(t *testing.T) {
	d, solved := village(t)
	long := d.device.Report()
	long.Text = strings.Repeat("Очень длинное обращение, в котором рассказано всё с самого начала. ", 25)
	d.device.Tell(journal.Hash{}, long)
	d.device.PushAll()
	d.publish(t, long)
	style := d.get(t, "/style.css")
	for _, path := range []string{"/", "/list", "/search?q=фонарь", reportPath(solved), reportPath(long), "/embed?view=list", "/about", "/privacy", "/accessibility", "/petitions", "/overdue"} {
		p := d.get(t, path)
		total := len(p.body) + len(style.body)
		if strings.Contains(p.body, "/front/report.js") {
			total += len(d.get(t, "/front/report.js").body)
		}
		if p.StatusCode != http.StatusOK || total > weight {
			t.Errorf("%s: %s, %d bytes", path, p.Status, total)
		}
	}
	var clusters struct{ Clusters []json.RawMessage }
	if err := json.Unmarshal([]byte(d.get(t, "/map/points?bbox=28.87,47.08,28.88,47.086&zoom=18").body), &clusters); err != nil || len(clusters.Clusters) < 10 {
		t.Errorf("%d clusters, %v", len(clusters.Clusters), err)
	}
}
