package web_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"priyom/civic"
	"priyom/portal/portaltest"
)

// do lets a browser do some steps; a step that can't be done fails the test.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, end := context.WithTimeout(ctx, 40*time.Second)
	defer end()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// shot keeps a picture of the whole page, and says what a browser sees there.
func shotOf(t *testing.T, ctx context.Context, name string) seen {
	t.Helper()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[seen](look, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(90))
	if err != nil {
		t.Fatal(err)
	}
	keepPicture(t, "cabinet-"+name+".jpg", picture)
	if s.Wide > 0 || len(s.Broken) > 0 || len(s.Small) > 0 {
		t.Errorf("%s: %d pixels too wide, broken %q, too small %q", name, s.Wide, s.Broken, s.Small)
	}
	return s
}

// onDisk puts a picture where a browser can choose it.
func onDisk(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A report with a photo, in few steps: at a desk and on a telephone.
func TestReportingInABrowser(t *testing.T) {
	d := newDistrict(t)
	d.withDistrict(t)
	ctx := browser(t)
	picture := onDisk(t, "яма.jpg", portaltest.JPEG(t, 800, 600, 3))
	for _, w := range []struct {
		name          string
		width, height int64
	}{{"desk", 1366, 920}, {"phone", 360, 740}} {
		t.Run(w.name, func(t *testing.T) {
			before := len(d.AllReports(t))
			do(t, ctx, chromedp.EmulateViewport(w.width, w.height), chromedp.Navigate(d.Server.URL+"/report/new?fresh&lang=ru"), chromedp.WaitVisible("#report"))
			shotOf(t, ctx, "new-"+w.name)
			do(t, ctx, chromedp.SetUploadFiles("input[name=photo]", []string{picture}), chromedp.WaitVisible("#shots img"))
			do(t, ctx, chromedp.SendKeys("#address", "школьная 5"), chromedp.WaitVisible("#answers li"))
			shotOf(t, ctx, "address-"+w.name)
			do(t, ctx, chromedp.Click("#answers li"), chromedp.WaitVisible("#spot .ask"))
			do(t, ctx, chromedp.SendKeys("#text", "Яма во всю дорогу у школы"), chromedp.WaitVisible(`#picked input[value="roads-pothole"]`))
			do(t, ctx, chromedp.Click(`#picked input[value="roads-pothole"]`), chromedp.WaitVisible("#picked .chosen"), chromedp.WaitVisible("#who .who-answers"))
			d.Clock.Add(time.Minute)
			shotOf(t, ctx, "filled-"+w.name)
			do(t, ctx, chromedp.Click(".sendline .main"), chromedp.WaitVisible(".sent"))
			s := shotOf(t, ctx, "sent-"+w.name)
			if !strings.Contains(s.Text, "ПО-00-") || !strings.Contains(s.Text, "Отправлено") {
				t.Errorf("sent: %s", s.Text)
			}
			if n := len(d.AllReports(t)) - before; n != 1 {
				t.Errorf("%d reports", n)
			}
			do(t, ctx, chromedp.Click(`a[href$="/receipt"]`), chromedp.WaitVisible(".paper"))
			shotOf(t, ctx, "receipt-"+w.name)
		})
	}
	d.Verified(t)
	_ = civic.LangRU
}
