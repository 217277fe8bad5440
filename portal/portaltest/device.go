package portaltest

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Device is a device with one journal. Everything it does goes over the line.
type Device struct {
	t       testing.TB
	p       *Portal
	ID      civic.DeviceID
	Key     ed25519.PrivateKey
	Is      wire.EnrollReply
	Epoch   journal.Epoch
	Entries []journal.Entry // of this epoch
	Client  *http.Client
	seal    journal.SealKey
	serial  int
}

// NewDevice makes a device that isn't enrolled.
func NewDevice(t testing.TB, p *Portal) *Device {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &Device{t: t, p: p, ID: civic.DeviceID(id), Key: key, Client: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(d.Client.CloseIdleConnections)
	d.Epoch = journal.Epoch(uint64(id[15]) | uint64(id[14])<<8 | uint64(id[13])<<16 | 1<<40)
	return d
}

// Enrolled makes a device and enrols it.
func Enrolled(t testing.TB, p *Portal, role civic.Role, place string) *Device {
	t.Helper()
	d := NewDevice(t, p)
	code, _, err := p.Invite(t.Context(), role, place)
	if err != nil {
		t.Fatal(err)
	}
	if problem := d.Enroll(code); problem != nil {
		t.Fatal(problem)
	}
	return d
}

// Enroll spends a code.
func (d *Device) Enroll(code string) *wire.Problem {
	d.t.Helper()
	req := wire.EnrollRequest{Code: code, Device: d.ID[:], Key: d.Key.Public().(ed25519.PublicKey), Name: "ПК", Program: "test"}
	problem := d.Post(wire.PathEnroll, req, &d.Is)
	if problem == nil {
		var err error
		if d.seal, err = journal.ParseSealKey(d.Is.SealKeys[0]); err != nil {
			d.t.Fatal(err)
		}
	}
	return problem
}

// Pack packs a message.
func (d *Device) Pack(message any) []byte {
	d.t.Helper()
	packed, err := d.p.Codec.Pack(message)
	if err != nil {
		d.t.Fatal(err)
	}
	return packed
}

// Post sends a message and reads the reply into answer, or the problem.
func (d *Device) Post(path string, message, answer any) *wire.Problem {
	d.t.Helper()
	packed := d.Pack(message)
	req := d.Request(http.MethodPost, path, bytes.NewReader(packed))
	d.Sign(req, packed)
	res := d.Do(req)
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return wire.ReadProblem(res)
	}
	if err := d.p.Codec.Unpack(res.Body, answer); err != nil {
		d.t.Fatal(err)
	}
	return nil
}

// Request makes a request that isn't signed yet.
func (d *Device) Request(method, path string, body io.Reader) *http.Request {
	d.t.Helper()
	req, err := http.NewRequestWithContext(d.t.Context(), method, d.p.Server.URL+path, body)
	if err != nil {
		d.t.Fatal(err)
	}
	return req
}

// Sign signs a request to this portal.
func (d *Device) Sign(req *http.Request, content []byte) {
	wire.SignRequest(req, d.p.ID(), content, d.ID, d.Key)
}

// Do sends a request; the line must hold.
func (d *Device) Do(req *http.Request) *http.Response {
	d.t.Helper()
	res, err := d.Client.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	return res
}

// Sync sends batches and checks the signatures under every receipt.
func (d *Device) Sync(req wire.SyncRequest) (wire.SyncReply, *wire.Problem) {
	d.t.Helper()
	var reply wire.SyncReply
	problem := d.Post(wire.PathSync, req, &reply)
	for _, r := range reply.Receipts {
		if err := r.Journal(d.ID).Verify(d.Is.SignKey); err != nil {
			d.t.Error(err)
		}
	}
	for _, b := range reply.Blobs {
		if b.Receipt != nil {
			if err := b.Receipt.Journal(d.ID, journal.Hash(b.SHA256)).Verify(d.Is.SignKey); err != nil {
				d.t.Error(err)
			}
		}
	}
	return reply, problem
}

// Push sends entries from..to of this epoch, counted from 1, and wants the portal to take them without a problem.
func (d *Device) Push(from, to int) wire.SyncReply {
	d.t.Helper()
	reply, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{d.Batch(from, to)}})
	if problem != nil {
		d.t.Fatal(problem)
	}
	return reply
}

// PushAll sends the whole journal of this epoch.
func (d *Device) PushAll() wire.SyncReply {
	d.t.Helper()
	return d.Push(1, len(d.Entries))
}

// Batch signs entries from..to of this epoch, counted from 1.
func (d *Device) Batch(from, to int) []byte {
	d.t.Helper()
	return d.Marshal(journal.Sign(d.Entries[from-1:to], d.Key))
}

// Marshal writes a batch.
func (d *Device) Marshal(b journal.Batch) []byte {
	d.t.Helper()
	raw, err := b.Marshal()
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

// Head is the head of this epoch after n entries.
func (d *Device) Head(n int) journal.Head {
	return journal.Head{Epoch: d.Epoch, Seq: uint64(n), Hash: d.Entries[n-1].Hash()}
}

// NextEpoch begins a new life that continues at the n-th entry of this one; 0 continues nothing.
func (d *Device) NextEpoch(n int) (prev journal.Hash) {
	if n > 0 {
		prev = d.Entries[n-1].Hash()
	}
	d.Epoch, d.Entries = d.Epoch+1<<32, nil
	return prev
}

// Append puts an entry at the end of the journal. prev is only for the first of an epoch.
func (d *Device) Append(prev journal.Hash, kind journal.Kind, public, sealed []byte, blobs ...journal.Blob) journal.Entry {
	if n := len(d.Entries); n > 0 {
		prev = d.Entries[n-1].Hash()
	}
	e := journal.New(journal.Header{
		Device: d.ID, Epoch: d.Epoch, Seq: uint64(len(d.Entries) + 1), Prev: prev, Time: d.p.Clock.Now(), Kind: kind,
	}, public, sealed, blobs)
	d.Entries = append(d.Entries, e)
	return e
}

// Number is the next number that this device gives.
func (d *Device) Number() string {
	d.serial++
	return fmt.Sprintf("%s-%04d", d.Is.Code, d.serial)
}

// Inspector makes an inspector's device of a department and enrols it.
func Inspector(t testing.TB, p *Portal, place string, department civic.DepartmentSlug, staff db.Account) *Device {
	t.Helper()
	d := NewDevice(t, p)
	code, _, err := p.InviteInspector(t.Context(), place, department, staff)
	if err != nil {
		t.Fatal(err)
	}
	if problem := d.Enroll(code); problem != nil {
		t.Fatal(problem)
	}
	return d
}

// Inspection makes one of a report, on the spot where Report has it, now.
func (d *Device) Inspection(report civic.ReportID, outcome civic.Outcome, comment string, photos ...civic.Photo) civic.Inspection {
	return civic.Inspection{
		ID: civic.InspectionID(d.uuid()), Report: report, Outcome: outcome, Comment: comment, Photos: photos, At: d.p.Clock.Now().Truncate(time.Millisecond),
		Place: civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: 47.0812, Lon: 28.8721, Accuracy: 6}},
	}
}

// TellInspection puts an inspection into the journal, and then what became of each of its photos.
func (d *Device) TellInspection(i civic.Inspection, blobs ...journal.Blob) {
	d.t.Helper()
	public, err := journal.EncodeInspection(i)
	if err != nil {
		d.t.Fatal(err)
	}
	d.Append(journal.Hash{}, journal.KindInspection, public, nil, blobs...)
	for _, p := range i.Photos {
		d.TellInspectionPhoto(i, p)
	}
}

// TellInspectionPhoto puts into the journal what became of a photo of an inspection.
func (d *Device) TellInspectionPhoto(i civic.Inspection, p civic.Photo) {
	d.t.Helper()
	public, err := journal.EncodeInspectionPhoto(i.ID, i.Report, p, civic.NoOperator)
	if err != nil {
		d.t.Fatal(err)
	}
	blobs := []journal.Blob{Blob(p.Copy, journal.RolePhoto), Blob(p.Preview, journal.RolePreview)}
	if p.State == civic.PhotoUnreadable {
		blobs = []journal.Blob{Blob(p.Original, journal.RoleOriginal)}
	}
	d.Append(journal.Hash{}, journal.KindPhoto, public, nil, blobs...)
}

// Tasks are what a device has to do by a reply's changes, and what came of its inspections.
func (d *Device) Tasks(reply wire.SyncReply) (tasks map[civic.ReportID]civic.Task, results map[civic.InspectionID]civic.Judgement) {
	d.t.Helper()
	tasks, results = map[civic.ReportID]civic.Task{}, map[civic.InspectionID]civic.Judgement{}
	for _, c := range reply.Changes {
		switch c.Kind {
		case wire.ChangeTask:
			task, err := journal.DecodeTask(c.Body)
			if err != nil {
				d.t.Fatal(err)
			}
			tasks[task.Report] = task
		case wire.ChangeInspection:
			var r wire.InspectionResult
			if err := journal.Decode(c.Body, &r); err != nil {
				d.t.Fatal(err)
			}
			j, ok := r.Civic()
			if !ok {
				d.t.Fatalf("no judgement: %+v", r)
			}
			results[j.Inspection] = j
		}
	}
	return tasks, results
}
