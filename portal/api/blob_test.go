package api_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// withPhoto makes a device whose journal, already pushed, speaks of a file.
func withPhoto(t *testing.T, p *portaltest.Portal, content []byte) (*portaltest.Device, civic.BlobRef) {
	t.Helper()
	d := enrolled(t, p)
	photo := d.Photo([]byte("original"), content, portaltest.JPEG(t, 96, 72, 9))
	r := d.Report(photo)
	d.Tell(zeroHash, r)
	d.TellPhoto(zeroHash, r.ID, photo)
	d.PushAll()
	return d, photo.Copy
}

// answer is what a reply to PATCH or HEAD says.
type answer struct {
	status           int
	offset, complete string
	key              string // of the problem
}

func read(t *testing.T, res *http.Response) answer {
	t.Helper()
	defer res.Body.Close()
	a := answer{res.StatusCode, res.Header.Get("Upload-Offset"), res.Header.Get("Upload-Complete"), ""}
	if res.StatusCode >= 400 && res.Request.Method != http.MethodHead {
		a.key = wire.ReadProblem(res).Key
	}
	return a
}

func head(t *testing.T, d *portaltest.Device, ref civic.BlobRef) answer {
	t.Helper()
	req := d.Request(http.MethodHead, wire.PathBlobs+journal.Hash(ref.SHA256).String(), nil)
	d.Sign(req, nil)
	return read(t, d.Do(req))
}

func state(t *testing.T, d *portaltest.Device, ref civic.BlobRef) wire.BlobState {
	t.Helper()
	reply, problem := d.Sync(wire.SyncRequest{Blobs: [][]byte{ref.SHA256[:]}})
	if problem != nil || len(reply.Blobs) != 1 {
		t.Fatalf("%+v, %v", reply.Blobs, problem)
	}
	return reply.Blobs[0]
}

func TestBlobInPieces(t *testing.T) {
	p := start(t)
	content := random(t, 200_000)
	d, ref := withPhoto(t, p, content)
	if got := head(t, d, ref); got != (answer{204, "0", "?0", ""}) {
		t.Errorf("before: %+v", got)
	}
	if got := read(t, d.Patch(ref.SHA256, 0, bytes.NewReader(content[:70_000]), false)); got != (answer{204, "70000", "?0", ""}) {
		t.Errorf("first piece: %+v", got)
	}
	for _, offset := range []int64{0, 69_999, 70_001, 200_000} {
		want := answer{409, "70000", "?0", "problem.offset"}
		if got := read(t, d.Patch(ref.SHA256, offset, bytes.NewReader(content[offset:]), true)); got != want {
			t.Errorf("from %d: %+v", offset, got)
		}
	}
	p.Restart(t)
	if st := state(t, d, ref); st.Offset != 70_000 || st.Receipt != nil || st.Refused != "" {
		t.Errorf("after a restart: %+v", st)
	}
	res := d.Patch(ref.SHA256, 70_000, bytes.NewReader(content[70_000:]), true)
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != wire.ContentType || res.Header.Get("Upload-Complete") != "?1" {
		t.Fatalf("last piece: %s %v", res.Status, res.Header)
	}
	d.CheckReceipt(res.Body, ref)
	res.Body.Close()
	if st := state(t, d, ref); st.Receipt == nil {
		t.Errorf("no receipt in sync: %+v", st)
	}
	if got := head(t, d, ref); got != (answer{204, "200000", "?1", ""}) {
		t.Errorf("after: %+v", got)
	}
	if kept := p.File(t, ref.SHA256); !bytes.Equal(kept, content) {
		t.Errorf("kept %d bytes", len(kept))
	}
	p.Verified(t)
}

// A file that is here already is signed for at once, and what the device wanted to send isn't read.
func TestBlobAlreadyWhole(t *testing.T) {
	p := start(t)
	content := random(t, 100_000)
	d, ref := withPhoto(t, p, content)
	d.Upload(content)
	endless := io.MultiReader(bytes.NewReader(content), neverEnding{t.Context().Done()})
	began := time.Now()
	res := d.Patch(ref.SHA256, 0, endless, false)
	if res.StatusCode != 200 || time.Since(began) > 5*time.Second {
		t.Fatalf("%s after %v", res.Status, time.Since(began))
	}
	d.CheckReceipt(res.Body, ref)
	res.Body.Close()
	second, _ := withPhoto(t, p, content) // another device with the same picture
	if st := state(t, second, ref); st.Receipt == nil {
		t.Errorf("another device must send it again: %+v", st)
	}
}

// neverEnding blocks until the test is over.
type neverEnding struct{ done <-chan struct{} }

func (n neverEnding) Read([]byte) (int, error) {
	<-n.done
	return 0, io.EOF
}

func TestBlobWithAWrongHashBeginsAgain(t *testing.T) {
	p := start(t)
	content := random(t, 50_000)
	d, ref := withPhoto(t, p, content)
	wrong := bytes.Clone(content)
	wrong[25_000] ^= 1
	if got := read(t, d.Patch(ref.SHA256, 0, bytes.NewReader(wrong), true)); got != (answer{422, "0", "?0", "problem.hash"}) {
		t.Errorf("%+v", got)
	}
	if found, _ := filepath.Glob(filepath.Join(p.Home, "blobs", "*", "*")); len(found) != 0 {
		t.Errorf("kept %v", found)
	}
	d.Upload(content)
}

func TestBlobRefusals(t *testing.T) {
	p := start(t)
	content := random(t, 1000)
	d, ref := withPhoto(t, p, content)
	other, theirs := withPhoto(t, p, random(t, 999))
	huge := civic.BlobRef{SHA256: [32]byte{1}, Size: wire.MaxBlobSize + 1}
	d.Append(zeroHash, "later", nil, nil, portaltest.Blob(huge, journal.RoleOriginal))
	d.PushAll()
	request := func(sum [32]byte, change func(*http.Request)) *http.Request {
		req := d.PatchRequest(sum, 0, bytes.NewReader(content), true)
		change(req)
		return req
	}
	set := func(name, v string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(name, v) } }
	path := func(path string) func(*http.Request) {
		return func(r *http.Request) {
			r.URL.Path, r.URL.RawPath = path, ""
			d.Sign(r, nil)
		}
	}
	upper := fmt.Sprintf("%X", ref.SHA256)
	for name, row := range map[string]struct {
		req  *http.Request
		want answer
	}{
		"another device's file": {request(theirs.SHA256, func(*http.Request) {}), answer{404, "", "", "problem.unknown-blob"}},
		"nobody's file":         {request([32]byte{9}, func(*http.Request) {}), answer{404, "", "", "problem.unknown-blob"}},
		"over the limit":        {request(huge.SHA256, func(*http.Request) {}), answer{413, "", "", "problem.too-large"}},
		"no offset":             {request(ref.SHA256, set("Upload-Offset", "")), answer{400, "", "", "problem.malformed"}},
		"negative offset":       {request(ref.SHA256, set("Upload-Offset", "-1")), answer{400, "", "", "problem.malformed"}},
		"wild offset":           {request(ref.SHA256, set("Upload-Offset", "9223372036854775807")), answer{409, "0", "?0", "problem.offset"}},
		"another length":        {request(ref.SHA256, set("Upload-Length", "1001")), answer{422, "", "", "problem.hash"}},
		"no length at all":      {request(ref.SHA256, set("Upload-Length", "x")), answer{400, "", "", "problem.malformed"}},
		"more than the file":    {d.PatchRequest(ref.SHA256, 0, bytes.NewReader(random(t, 1001)), false), answer{413, "", "", "problem.too-large"}},
		"ends too early":        {d.PatchRequest(ref.SHA256, 0, bytes.NewReader(content[:999]), true), answer{422, "", "", "problem.hash"}},
		"not signed":            {request(ref.SHA256, set("Authorization", "")), answer{401, "", "", "problem.unsigned"}},
		"signed for another":    {request(ref.SHA256, set("Authorization", request(theirs.SHA256, func(*http.Request) {}).Header.Get("Authorization"))), answer{401, "", "", "problem.unsigned"}},
		"signed by another":     {request(ref.SHA256, func(r *http.Request) { wire.SignRequest(r, p.ID(), nil, d.ID, other.Key) }), answer{401, "", "", "problem.unsigned"}},
		"no hash":               {request(ref.SHA256, path(wire.PathBlobs+"zz")), answer{400, "", "", "problem.malformed"}},
		"long hash":             {request(ref.SHA256, path(wire.PathBlobs+upper+"00")), answer{400, "", "", "problem.malformed"}},
		"a path":                {request(ref.SHA256, path(wire.PathBlobs+"../keys.json")), answer{307, "", "", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			d.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			if got := read(t, d.Do(row.req)); got != row.want {
				t.Errorf("%+v, want %+v", got, row.want)
			}
		})
	}
	if st := state(t, d, theirs); st.Refused != "problem.unknown-blob" || st.Receipt != nil {
		t.Errorf("another's: %+v", st)
	}
	if st := state(t, d, huge); st.Refused != "problem.too-large" {
		t.Errorf("huge: %+v", st)
	}
	d.Upload(content)
}

// The line breaks in the middle of a piece: what came is kept, and the device goes on from there.
func TestBlobTruncatedBody(t *testing.T) {
	p := start(t)
	content := random(t, 300_000)
	d, ref := withPhoto(t, p, content)
	sent := 0
	for offset := 0; offset < len(content); {
		req := d.PatchRequest(ref.SHA256, int64(offset), &breaking{r: bytes.NewReader(content[offset:]), after: 90_000}, true)
		req.ContentLength = int64(len(content) - offset)
		if res, err := d.Client.Do(req); err == nil {
			res.Body.Close()
			if res.StatusCode == 200 {
				break
			}
		}
		if sent++; sent > 10 {
			t.Fatal("no end")
		}
		st := state(t, d, ref)
		for wait := 0; st.Offset == int64(offset) && wait < 100; wait++ { // the portal hears of the break a moment later
			time.Sleep(20 * time.Millisecond)
			st = state(t, d, ref)
		}
		if st.Offset <= int64(offset) {
			t.Fatalf("nothing kept of 90,000 bytes after %d", offset)
		}
		offset = int(st.Offset)
	}
	if sent < 3 {
		t.Errorf("the line broke %d times only", sent)
	}
	if st := state(t, d, ref); st.Receipt == nil {
		t.Errorf("%+v", st)
	}
}

var errBroken = errors.New("the line broke")

// breaking reads so many bytes and then fails.
type breaking struct {
	r     io.Reader
	after int
}

func (b *breaking) Read(p []byte) (int, error) {
	if b.after <= 0 {
		return 0, errBroken
	}
	n, err := b.r.Read(p[:min(len(p), b.after)])
	b.after -= n
	return n, err
}

// A line that is half dead, with a request that still waits for bytes, gives way to a newer one; what it brought counts.
func TestBlobNewerRequestEvicts(t *testing.T) {
	p := start(t)
	content := random(t, 100_000)
	d, ref := withPhoto(t, p, content)
	for name, newer := range map[string]func() int{
		"HEAD": func() int {
			got := head(t, d, ref)
			n, _ := strconv.Atoi(got.offset)
			return n
		},
		"PATCH": func() int {
			got := read(t, d.Patch(ref.SHA256, 0, bytes.NewReader(content), true))
			n, _ := strconv.Atoi(got.offset)
			return n
		},
	} {
		t.Run(name, func(t *testing.T) {
			pr, pw := io.Pipe()
			old := make(chan error, 1)
			before := int(state(t, d, ref).Offset)
			req := d.PatchRequest(ref.SHA256, int64(before), pr, false)
			go func() {
				res, err := d.Client.Do(req)
				if err == nil {
					res.Body.Close()
				}
				old <- err
			}()
			if _, err := pw.Write(content[before : before+10_000]); err != nil {
				t.Fatal(err)
			}
			time.Sleep(100 * time.Millisecond) // until the portal has read it; nothing tells from outside
			began := time.Now()
			if got := newer(); got != before+10_000 || time.Since(began) > 5*time.Second {
				t.Errorf("it stands at %d after %v, want %d", got, time.Since(began), before+10_000)
			}
			_ = pw.Close()
			<-old
		})
	}
	rest := int64(20_000)
	res := d.Patch(ref.SHA256, rest, bytes.NewReader(content[rest:]), true)
	if res.StatusCode != 200 {
		t.Fatalf("in the end: %s", res.Status)
	}
	d.CheckReceipt(res.Body, ref)
	res.Body.Close()
}

// A line that brings nothing for too long is given up by the portal itself.
func TestBlobSlowBodyEnds(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 100*time.Millisecond)
	content := random(t, 50_000)
	d, ref := withPhoto(t, p, content)
	body := io.MultiReader(bytes.NewReader(content[:20_000]), neverEnding{t.Context().Done()})
	began := time.Now()
	if res, err := d.Client.Do(d.PatchRequest(ref.SHA256, 0, body, false)); err == nil {
		if got := read(t, res); got.status != 408 {
			t.Errorf("%+v", got)
		}
	}
	if time.Since(began) > 5*time.Second {
		t.Errorf("after %v", time.Since(began))
	}
	if st := state(t, d, ref); st.Offset != 20_000 {
		t.Errorf("%+v", st)
	}
	req := d.Request(http.MethodPost, wire.PathSync, neverEnding{t.Context().Done()})
	d.Sign(req, nil)
	if res, err := d.Client.Do(req); err == nil {
		if got := read(t, res); got.status != 408 {
			t.Errorf("message: %+v", got)
		}
	}
}

// An empty file is a file, and an entry that gives a file another size than before isn't believed.
func TestBlobSizes(t *testing.T) {
	p := start(t)
	d := enrolled(t, p)
	empty := portaltest.Ref(nil)
	d.Append(zeroHash, "later", nil, nil, portaltest.Blob(empty, journal.RoleOriginal))
	file := portaltest.Ref([]byte("abc"))
	d.Append(zeroHash, "later", nil, nil, portaltest.Blob(file, journal.RoleOriginal))
	file.Size = 4
	d.Append(zeroHash, "later", nil, nil, portaltest.Blob(file, journal.RoleOriginal))
	reply := d.PushAll()
	if len(reply.Verdicts) != 1 || reply.Verdicts[0].Seq != 3 || reply.Verdicts[0].Key != "verdict.file" {
		t.Errorf("%+v", reply.Verdicts)
	}
	d.Upload(nil)
	d.Upload([]byte("abc"))

	liar := enrolled(t, p) // the file is here, and this device's entry has another size for it
	liar.Append(zeroHash, "later", nil, nil, portaltest.Blob(file, journal.RoleOriginal))
	liar.PushAll()
	if st := state(t, liar, file); st.Refused != "problem.hash" {
		t.Errorf("%+v", st)
	}
	p.Verified(t)
}
