package web_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"priyom/portal/portaltest"
)

// bomb is a PNG of a few bytes that says it has many pixels, and would unpack to gigabytes.
func bomb(side uint32) []byte {
	chunk := func(kind string, data []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		b = append(append(b, kind...), data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, side), side)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 2, 0, 0, 0))...)
	return append(append(b, chunk("IDAT", packed.Bytes())...), chunk("IEND", nil)...)
}

// torn is a JPEG whose EXIF points nowhere.
func torn(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 64)), nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00II*\x00"), bytes.Repeat([]byte{0xff}, 60)...)
	segment := append(binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(exif)+2)), exif...)
	return append(append(append([]byte{}, b.Bytes()[:2]...), segment...), b.Bytes()[2:]...)
}

// Pictures that are meant to hurt are told apart from those that are good, by name, and the good ones stay.
func TestPicturesThatHurt(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	form := d.asked(t, s)
	form.Set("act", "photos")
	good := portaltest.JPEG(t, 640, 480, 9)
	r := send(s, "/report/new", form,
		attached{"бомба.png", bomb(60_000)}, attached{"../../../etc/passwd", good}, attached{"обрезан.jpg", good[:len(good)/3]}, attached{"документ.pdf", []byte("%PDF-1.7")},
		attached{"exif.jpg", torn(t)}, attached{"<script>alert(1)</script>.svg", []byte("<svg onload=alert(1)>")}, attached{"пусто.jpg", nil})
	expect(t, r.Status(http.StatusOK), []string{"бомба.png</b>: больше 40 мегапикселей", "документ.pdf</b>: это не снимок", "обрезан.jpg", "svg</b>: это не снимок"}, "<script>alert", "пусто.jpg")
	if n := strings.Count(r.Body, "/report/new/photos/"); n != 2 {
		t.Errorf("%d photos", n)
	}
	form.Set("act", "send")
	link := send(s, "/report/new", form).Status(http.StatusSeeOther).Header.Get("Location")
	page := s.Get(link)
	if n := strings.Count(page.Body, "<img src="); n != 2 {
		t.Errorf("%d photos are sent", n)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "priyom-form-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
	d.Verified(t)
}

// Fifty photos: ten are taken, and it is said.
func TestFiftyPhotos(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	form := d.asked(t, s)
	form.Set("act", "photos")
	var files []attached
	for i := range 50 {
		files = append(files, attached{fmt.Sprintf("%d.jpg", i), portaltest.JPEG(t, 40, 30, byte(i))})
	}
	r := send(s, "/report/new", form, files...).Status(http.StatusOK)
	expect(t, r, []string{"Больше 10 снимков"})
	if n := strings.Count(r.Body, `src="/report/new/photos/`); n != 10 {
		t.Errorf("%d photos", n)
	}
	expect(t, send(s, "/report/new", form, files[0]).Status(http.StatusOK), []string{"Больше 10 снимков"})
}

// A body without end is cut off, one that stands still too; what was saved before is there.
func TestBodiesThatHurt(t *testing.T) {
	d := &district{Portal: portaltest.Start(t, t.TempDir(), 300*time.Millisecond)}
	s := d.Nobody(t)
	send(s, "/report/new", url.Values{"stamp": {stamp(t, s.Get("/report/new"))}, "text": {"Сохранённое"}, "act": {"save"}}).Status(http.StatusSeeOther)
	huge := func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Body, r.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"), io.LimitReader(endless{}, 1<<20))), -1
	}
	expect(t, s.Do(http.MethodPost, "/report/new", nil, huge).Status(http.StatusRequestEntityTooLarge), []string{"Слишком много за один раз", "Сохранённое"})
	for name, header := range map[string]string{"no form": "application/json", "no boundary": "multipart/form-data", "none": ""} {
		r := s.Do(http.MethodPost, "/report/new", nil, func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			r.Header.Set("Content-Type", header)
		})
		if r.StatusCode != http.StatusBadRequest || !strings.Contains(r.Body, "Сохранённое") {
			t.Errorf("%s: %s", name, r.Response.Status)
		}
	}
	u, err := url.Parse(d.Server.URL)
	if err != nil {
		t.Fatal(err)
	}
	line, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	if _, err := fmt.Fprintf(line, "POST /report/new HTTP/1.1\r\nHost: %s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\nSec-Fetch-Site: same-origin\r\n\r\n--x\r\n", u.Host); err != nil {
		t.Fatal(err)
	}
	_ = line.SetReadDeadline(time.Now().Add(time.Minute))
	answer := make([]byte, 64)
	n, err := line.Read(answer)
	if err != nil || !strings.Contains(string(answer[:n]), "408") {
		t.Errorf("a body that stands still: %q, %v", answer[:n], err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// What people type stays text.
func TestTypedIsText(t *testing.T) {
	d := newDistrict(t)
	s := d.Nobody(t)
	form := d.asked(t, s)
	form.Set("text", "<script>alert(1)</script> \x00\x07 \xff")
	form.Set("address", `"><img src=x onerror=alert(1)>`)
	form.Set("lat", "1e999")
	form.Set("found", "1|2|<b>|")
	r := send(s, "/report/new", form).Status(http.StatusUnprocessableEntity)
	expect(t, r, []string{"невидимые знаки"}, "<script>alert", "<img src=x")
	form.Set("text", "<script>alert(1)</script>")
	r = send(s, "/report/new", form)
	expect(t, s.Get(r.Status(http.StatusSeeOther).Header.Get("Location")), []string{"&lt;script&gt;"}, "<script>alert")
	d.Verified(t)
}

// A portal that is stopped in the middle and started again has the report once, whatever was sent when.
func TestStoppedInTheMiddle(t *testing.T) {
	d := newDistrict(t)
	before := len(d.AllReports(t))
	s := d.Nobody(t)
	form := d.asked(t, s)
	done, at := make(chan struct{}), d.Server.URL+"/report/new"
	go func() {
		defer close(done)
		for range 20 { // a browser that tries again
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, at, strings.NewReader(form.Encode()))
			if err != nil {
				return
			}
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if res, err := s.Client.Do(req); err == nil {
				_ = res.Body.Close()
				return
			}
		}
	}()
	d.Restart(t)
	<-done
	link := send(s, "/report/new", form).Status(http.StatusSeeOther).Header.Get("Location")
	s.Get(link).Status(http.StatusOK)
	if n := len(d.AllReports(t)) - before; n != 1 {
		t.Errorf("%d reports", n)
	}
	d.Verified(t)
}
