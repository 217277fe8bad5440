package web_test

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// district is a portal with reports of every kind.
type district struct {
	*portaltest.Portal
	device  *portaltest.Device
	shown   civic.Report // its photo is here
	bare    civic.Report // without a photo, without a place
	broken  civic.Report // the photo can't be read; its original came
	unfit   civic.Report // the "copy" that came still says who took it where
	coming  civic.Report // the photo is on its way
	copied  civic.BlobRef
	preview civic.BlobRef
	private civic.BlobRef // the original that came
	leaky   civic.BlobRef // the copy that isn't scrubbed
}

func newDistrict(t testing.TB) *district {
	t.Helper()
	p := portaltest.Start(t, t.TempDir(), 0)
	d := &district{Portal: p, device: portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")}
	copied, preview := portaltest.JPEG(t, 1200, 900, 1), portaltest.JPEG(t, 128, 96, 1)
	private, leaky := []byte("не картинка"), withEXIF(portaltest.JPEG(t, 640, 480, 2))
	d.copied, d.preview, d.private, d.leaky = portaltest.Ref(copied), portaltest.Ref(preview), portaltest.Ref(private), portaltest.Ref(leaky)

	d.coming = d.told(t, "Снимок ещё в пути", d.device.Photo([]byte("o"), []byte("c"), []byte("p")))
	d.unfit = d.told(t, "Снимок с лишним", d.device.Photo([]byte("o2"), leaky, []byte("p2")))
	broken := d.device.Photo(private, nil, nil)
	broken.State, broken.Problem = civic.PhotoUnreadable, "photo.damaged"
	d.broken = d.told(t, "Снимок не читается", broken)
	d.bare = d.told(t, "Без снимка и места")
	d.shown = d.told(t, "Медпункт <b>на замке</b> & третий день", d.device.Photo([]byte("o3"), copied, preview))
	d.device.PushAll()
	for _, content := range [][]byte{copied, preview, private, leaky} {
		d.device.Upload(content)
	}
	return d
}

func (d *district) told(t testing.TB, text string, photos ...civic.Photo) civic.Report {
	t.Helper()
	r := d.device.Report(photos...)
	r.Text = text
	if len(photos) == 0 {
		r.Place = civic.Place{}
	}
	d.device.Tell(journal.Hash{}, r)
	for _, p := range photos {
		d.device.TellPhoto(journal.Hash{}, r.ID, p)
	}
	return r
}

// withEXIF puts a metadata segment into a JPEG, as a camera does.
func withEXIF(picture []byte) []byte {
	segment := append([]byte{0xFF, 0xE1, 0x00, 0x20}, []byte("Exif\x00\x00снято Розой\x00\x00")...)
	segment = append(segment, make([]byte, 34-len(segment))...)
	return append(append(append([]byte{}, picture[:2]...), segment...), picture[2:]...)
}

// page is what a reader got.
type page struct {
	*http.Response
	body string
}

// get asks as somebody at the portal's own machine, unless change makes it somebody else.
func (d *district) get(t testing.TB, path string, change ...func(*http.Request)) page {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.Server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(req)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page{res, string(body)}
}

// post sends a form as the browser of somebody at the portal's own machine, unless change makes it somebody else.
func (d *district) post(t testing.TB, path string, form url.Values, change ...func(*http.Request)) page {
	t.Helper()
	return d.get(t, path, append([]func(*http.Request){func(r *http.Request) {
		r.Method, r.Body = http.MethodPost, io.NopCloser(strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}}, change...)...)
}

func photo(b civic.BlobRef) string { return "/staff/photos/" + journal.Hash(b.SHA256).String() }

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// behindAProxy is somebody who isn't at the portal's own machine.
var behindAProxy = header("X-Forwarded-For", "203.0.113.9")

// setupLink is where the first administrator is made, without the portal's own address.
func (d *district) setupLink(t testing.TB) string {
	t.Helper()
	link, err := d.SetupLink(t.Context(), "https://portal.example")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(link)
	if err != nil || u.Host != "portal.example" {
		t.Fatalf("%q, %v", link, err)
	}
	return u.RequestURI()
}

// keepPicture leaves a picture where PRIYOM_SCREENS says, to be looked at.
func keepPicture(t testing.TB, name string, content []byte) {
	t.Helper()
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" || len(bytes.TrimSpace(content)) == 0 {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
		t.Fatal(err)
	}
}
