package portaltest

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Report makes a report that is fit for the portal. The reporter is a canary: nothing of it may be readable anywhere.
func (d *Device) Report(photos ...civic.Photo) civic.Report {
	return civic.Report{
		ID: civic.ReportID(d.uuid()), Number: d.Number(), Category: "health-fap-closed", Text: "Медпункт на замке третий день",
		Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPerson, CapturedAt: d.p.Clock.Now(), Photos: photos,
		Place: civic.Place{
			Address: "ул. Лесная, 12", Settlement: "Ставчены", Source: civic.SourceMap,
			Position: civic.Position{Lat: 47.0812, Lon: 28.8721, Accuracy: 8},
		},
		Reporter: Canary(),
	}
}

// Canary is who reports. If it is found where it doesn't belong, something leaks.
func Canary() civic.Reporter {
	return civic.Reporter{
		Name: "Канарейкина Роза", Phone: "+373 79 555-0142", Address: "пер. Клетки, 77", Reply: civic.ReplyPost,
		Consent: civic.Consent{Given: true, Sheet: "С-5150", Version: "1"},
	}
}

// Tell puts a report into the journal, its reporter sealed.
func (d *Device) Tell(prev journal.Hash, r civic.Report) journal.Entry {
	d.t.Helper()
	public, err := journal.EncodeReport(r)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.Append(prev, journal.KindReport, public, d.Seal(public, r.Reporter))
}

// Seal seals a reporter to the portal; nil for nobody.
func (d *Device) Seal(public []byte, who civic.Reporter) []byte {
	d.t.Helper()
	if who.IsZero() {
		return nil
	}
	personal, err := journal.EncodeReporter(who)
	if err != nil {
		d.t.Fatal(err)
	}
	sealed, err := d.seal.Seal(d.ID, public, personal)
	if err != nil {
		d.t.Fatal(err)
	}
	return sealed
}

// Photo makes a photo whose copies are ready.
func (d *Device) Photo(original, copied, preview []byte) civic.Photo {
	return civic.Photo{ID: civic.PhotoID(d.uuid()), State: civic.PhotoPrepared, Original: Ref(original), Copy: Ref(copied), Preview: Ref(preview)}
}

// TellPhoto puts into the journal that a photo's copies are ready.
func (d *Device) TellPhoto(prev journal.Hash, report civic.ReportID, p civic.Photo) journal.Entry {
	d.t.Helper()
	public, err := journal.EncodePhoto(report, p, civic.NoOperator)
	if err != nil {
		d.t.Fatal(err)
	}
	blobs := []journal.Blob{Blob(p.Copy, journal.RolePhoto), Blob(p.Preview, journal.RolePreview)}
	if p.State == civic.PhotoUnreadable {
		blobs = []journal.Blob{Blob(p.Original, journal.RoleOriginal)}
	}
	return d.Append(prev, journal.KindPhoto, public, nil, blobs...)
}

// Ref names a file by its content.
func Ref(content []byte) civic.BlobRef {
	return civic.BlobRef{SHA256: sha256.Sum256(content), Size: int64(len(content))}
}

// Blob refers to a file in a role.
func Blob(b civic.BlobRef, role journal.Role) journal.Blob {
	return journal.Blob{SHA256: b.SHA256, Size: b.Size, Role: role}
}

// JPEG draws a picture without metadata; seed makes it different from others.
func JPEG(t testing.TB, width, height int, seed byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetGray(x, y, color.Gray{Y: byte(x/8*3+y/8*5) ^ seed})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Patch sends a piece of a file, from offset on, and the last one if it says so.
func (d *Device) Patch(sum [32]byte, offset int64, body io.Reader, last bool) *http.Response {
	d.t.Helper()
	return d.Do(d.PatchRequest(sum, offset, body, last))
}

// PatchRequest is the request that Patch sends.
func (d *Device) PatchRequest(sum [32]byte, offset int64, body io.Reader, last bool) *http.Request {
	d.t.Helper()
	req := d.Request(http.MethodPatch, wire.PathBlobs+journal.Hash(sum).String(), body)
	req.Header.Set("Upload-Offset", strconv.FormatInt(offset, 10))
	if last {
		req.Header.Set("Upload-Complete", "?1")
	}
	d.Sign(req, nil)
	return req
}

// Upload sends a whole file and checks its receipt.
func (d *Device) Upload(content []byte) {
	d.t.Helper()
	ref := Ref(content)
	res := d.Patch(ref.SHA256, 0, bytes.NewReader(content), true)
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		d.t.Fatalf("upload: %v", wire.ReadProblem(res))
	}
	d.CheckReceipt(res.Body, ref)
}

// CheckReceipt reads a file's state, which must be whole and signed for.
func (d *Device) CheckReceipt(body io.Reader, ref civic.BlobRef) {
	d.t.Helper()
	var st wire.BlobState
	if err := d.p.Codec.Unpack(body, &st); err != nil {
		d.t.Fatal(err)
	}
	if st.Receipt == nil || st.Offset != ref.Size || st.Receipt.Size != ref.Size {
		d.t.Fatalf("not a whole file's state: %+v", st)
	}
	if err := st.Receipt.Journal(d.ID, ref.SHA256).Verify(d.Is.SignKey); err != nil {
		d.t.Error(err)
	}
}

func (d *Device) uuid() uuid.UUID {
	d.t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

// TellAct puts into the journal what the author of a report does afterwards, its words sealed.
func (d *Device) TellAct(a civic.AuthorAct) journal.Entry {
	d.t.Helper()
	public, personal, err := journal.EncodeAct(a)
	if err != nil {
		d.t.Fatal(err)
	}
	var sealed []byte
	if personal != nil {
		if sealed, err = d.seal.Seal(d.ID, public, personal); err != nil {
			d.t.Fatal(err)
		}
	}
	return d.Append(journal.Hash{}, journal.KindAct, public, sealed)
}

// Act makes an act of a report's author.
func (d *Device) Act(report civic.ReportID, act civic.Action, rating int, comment string) civic.AuthorAct {
	return civic.AuthorAct{ID: civic.ActID(d.uuid()), Report: report, Act: act, Rating: rating, Comment: comment, At: d.p.Clock.Now()}
}

// TellSupplement puts into the journal what the author of a report adds to it.
func (d *Device) TellSupplement(report civic.ReportID, text string, photos ...civic.Photo) journal.Entry {
	d.t.Helper()
	public, err := journal.EncodeSupplement(civic.Supplement{
		ID: civic.SupplementID(d.uuid()), Report: report, Text: text, Photos: photos, At: d.p.Clock.Now(),
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.Append(journal.Hash{}, journal.KindSupplement, public, nil)
}

// Say puts into the journal what everybody may read about a report of this device.
func (d *Device) Say(report civic.ReportID, text string) journal.Entry {
	d.t.Helper()
	public, _, err := journal.EncodeMessage(civic.Message{ID: civic.MessageID(d.uuid()), Report: report, Side: civic.SidePoint, Text: text, At: d.p.Clock.Now()})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.Append(journal.Hash{}, journal.KindMessage, public, nil)
}
