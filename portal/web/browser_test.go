package web_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"priyom/civic"
)

// browser starts a real Chromium; make test installs one. What pages complain about fails the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	ctx := start(t)
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *log.EventEntryAdded:
			if !strings.HasSuffix(e.Entry.URL, "/favicon.ico") && !strings.HasPrefix(e.Entry.Text, "Clear-Site-Data") { // which browsers ask for by themselves
				t.Errorf("the browser says: %s %s", e.Entry.Text, e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			t.Errorf("the browser says: %s", e.ExceptionDetails.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// start starts a browser that nobody listens to.
func start(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("needs Chromium: scripts/setup.sh chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Env("LC_ALL=C.UTF-8")) // else it finds no file whose name is in Russian
	ctx, end := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, end = context.WithTimeout(ctx, 10*time.Minute) // machines are slow when others work on them
	t.Cleanup(end)
	return ctx
}

// seen is what a browser tells of a page.
type seen struct {
	Title  string   `json:"title"`
	Lang   string   `json:"lang"`
	Text   string   `json:"text"`
	Wide   int      `json:"wide"`   // pixels of content beyond the window's right edge
	Images []string `json:"images"` // that are there
	Broken []string `json:"broken"` // that couldn't be loaded
	Small  []string `json:"small"`  // links that are hard to hit with a finger
}

// look waits for the pictures that are in sight before it tells.
const look = `(async () => {
	const images = [...document.images]
	for (const i of images) i.loading = "eager"
	await Promise.all(images.map(i => i.decode().catch(() => {})))
	const path = i => new URL(i.src).pathname
	return {
		title: document.title, lang: document.documentElement.lang, text: document.body.innerText,
		wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		images: images.filter(i => i.naturalWidth > 0).map(path), broken: images.filter(i => !i.naturalWidth).map(path),
		small: [...document.querySelectorAll("nav a, .row, .btn")].filter(a => a.getClientRects().length && (a.getBoundingClientRect().height < 48 || a.getBoundingClientRect().width < 48)).map(a => a.innerText),
	}
})()`

func visit(t *testing.T, ctx context.Context, width, height int64, url, name string) seen {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	s, err := chromedp.Run(ctx, chromedp.Evaluate[seen](look, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	keepPicture(t, fmt.Sprintf("portal-%s-%d.png", name, width), picture)
	for _, never := range personal() {
		if strings.Contains(s.Text, never) {
			t.Errorf("%s shows %q", name, never)
		}
	}
	if s.Wide > 0 {
		t.Errorf("%s at %d: %d pixels too wide", name, width, s.Wide)
	}
	if len(s.Broken) > 0 || len(s.Small) > 0 {
		t.Errorf("%s at %d: broken pictures %q, links too small to hit %q", name, width, s.Broken, s.Small)
	}
	return s
}

// The pages as people see them, on a desk and on a telephone, in each language.
func TestPagesInABrowser(t *testing.T) {
	d := newDistrict(t)
	long := d.told(t, strings.Repeat("Очень длинное обращение, в котором рассказано всё с самого начала. ", 20)+strings.Repeat("ы", 300))
	d.device.PushAll()
	ctx := browser(t)
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {390, 800}} {
		for _, lang := range civic.Langs() {
			list := visit(t, ctx, window.width, window.height, d.Server.URL+"/staff/reports?lang="+string(lang), "list-"+string(lang))
			if list.Lang != string(lang) || len(list.Images) != 1 || list.Images[0] != photo(d.preview) {
				t.Errorf("list: %s, pictures %q", list.Lang, list.Images)
			}
			for _, r := range []civic.Report{d.shown, d.bare, d.broken, d.unfit, d.coming, long} {
				if !strings.Contains(list.Text, r.Number) || !strings.Contains(list.Text, r.Text[:24]) {
					t.Errorf("%s isn't on the list in %s", r.Number, lang)
				}
			}
		}
		for name, r := range map[string]civic.Report{"shown": d.shown, "long": long, "broken": d.broken} {
			report := visit(t, ctx, window.width, window.height, d.Server.URL+"/staff/reports/"+r.ID.String()+"?lang=uk", "report-"+name)
			if !strings.Contains(report.Text, strings.TrimSpace(r.Text)) || (len(report.Images) == 1) != (name == "shown") {
				t.Errorf("%s: pictures %q, %s", name, report.Images, report.Text)
			}
		}
	}
}

// Without a mouse: Tab reaches the skip link, the languages and the reports, and Enter opens one.
func TestPagesByKeyboard(t *testing.T) {
	d := newDistrict(t)
	ctx := browser(t)
	evaluate := func(expression string) string {
		t.Helper()
		v, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	press := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	press(chromedp.Navigate(d.Server.URL+"/staff/reports?lang=en"), chromedp.KeyEvent("\t"))
	if focused := evaluate("document.activeElement.className"); focused != "skip" {
		t.Errorf("the first Tab leads to %q", focused)
	}
	for i := 0; i < 24 && evaluate("document.activeElement.className") != "row"; i++ {
		press(chromedp.KeyEvent("\t"))
	}
	press(chromedp.KeyEvent("\r"), chromedp.WaitVisible(".steps"))
	if path := evaluate("location.pathname"); path != "/staff/reports/"+d.shown.ID.String() {
		t.Errorf("Enter opened %s", path)
	}
}
