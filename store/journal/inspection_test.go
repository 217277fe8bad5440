package journal

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"testing"
	"time"

	"priyom/civic"
)

const inspectionsFile = "../../docs/vectors/inspections.json"

// inspectionVectors are an inspection, a photo of it, and the task that it answers. All bytes are in hex.
type inspectionVectors struct {
	Comment    string `json:"comment"`
	Inspection string `json:"inspection"`
	Photo      string `json:"inspection_photo"`
	Task       string `json:"task"`
	Taken      string `json:"task_taken_back"`
	Milli      int64  `json:"time_unix_ms"`
}

func vectorInspection(at time.Time) civic.Inspection {
	return civic.Inspection{
		ID: civic.InspectionID{0x01, 0x9b}, Report: civic.ReportID{0x01, 0x9a}, Version: 7, Outcome: civic.OutcomeFixed, Comment: "Заменили лампу",
		Photos: []civic.Photo{vectorPhoto(at)}, Place: civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: 47.08, Lon: 28.87, Accuracy: 6}},
		BeganAt: at.Add(-10 * time.Minute), At: at, Override: "Ближе не подойти", Operator: 2,
		Checks: []civic.Check{{Slug: "lamp-lit", State: civic.CheckYes}, {Slug: "pole-firm", State: civic.CheckNA}},
		Voice:  civic.BlobRef{SHA256: [32]byte{0xcc}, Size: 4096}, VoiceFor: 12 * time.Second,
	}
}

func vectorPhoto(at time.Time) civic.Photo {
	return civic.Photo{
		ID: civic.PhotoID{0x01, 0x9c}, Original: civic.BlobRef{SHA256: [32]byte{0xaa}, Size: 312044}, TakenAt: at, Located: true,
		Position: civic.Position{Lat: 47.08, Lon: 28.87}, Bore: true, Bearing: 271.5,
	}
}

func vectorTask(at time.Time) civic.Task {
	before := vectorPhoto(at.Add(-24 * time.Hour))
	before.State, before.Original = civic.PhotoPrepared, civic.BlobRef{}
	before.Copy, before.Preview = civic.BlobRef{SHA256: [32]byte{0xdd}, Size: 120000}, civic.BlobRef{SHA256: [32]byte{0xee}, Size: 7000}
	return civic.Task{
		Report: civic.ReportID{0x01, 0x9a}, Number: "СТ-04-0412", Version: 7, Category: "lighting-out", Words: "Не горит фонарь", Urgency: civic.UrgencyHigh,
		Place:  civic.Place{Address: "ул. Дмитрия Кантемира, 8", Settlement: "Ставчены", Source: civic.SourceMap, Position: civic.Position{Lat: 47.08, Lon: 28.87}},
		Status: civic.StatusAssigned, CapturedAt: at.Add(-24 * time.Hour), Due: at.Add(5 * time.Hour), Span: civic.Span{N: 3, Unit: civic.UnitWorkingDay},
		Department: "lighting", Executor: "Игорь Мокану", Mine: true, Before: []civic.Photo{before}, Note: "Подъезд с улицы", Supporters: 4,
	}
}

func TestInspectionVectors(t *testing.T) {
	at := time.UnixMilli(1_795_500_000_000).UTC()
	i, task := vectorInspection(at), vectorTask(at)
	photo := vectorPhoto(at)
	photo.State = civic.PhotoPrepared
	hexed := func(b []byte, err error) string { return hex.EncodeToString(must(b, err)) }
	want := inspectionVectors{
		Comment: "See docs/journal.md and docs/sync.md. Hex throughout.", Milli: at.UnixMilli(), Inspection: hexed(EncodeInspection(i)),
		Photo: hexed(EncodeInspectionPhoto(i.ID, i.Report, photo, 2)), Task: hexed(EncodeTask(task)),
		Taken: hexed(EncodeTask(civic.Task{Report: task.Report, Number: task.Number, Version: 8, Status: civic.StatusSolved, Taken: true})),
	}
	if *update {
		if err := os.WriteFile(inspectionsFile, append(must(json.MarshalIndent(want, "", " ")), '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var v inspectionVectors
	if err := json.Unmarshal(must(os.ReadFile(inspectionsFile)), &v); err != nil {
		t.Fatal(err)
	}
	if v != want {
		t.Errorf("written now: %+v", want)
	}
	if got, err := DecodeInspection(unhex(t, v.Inspection)); err != nil || !reflect.DeepEqual(got, i) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := DecodeTask(unhex(t, v.Task)); err != nil || !reflect.DeepEqual(got, task) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := DecodeTask(unhex(t, v.Taken)); err != nil || !got.Taken || got.Version != 8 || got.Status != civic.StatusSolved {
		t.Errorf("%+v, %v", got, err)
	}
	report, p, err := DecodePhoto(unhex(t, v.Photo))
	if err != nil || report != i.Report || p.ID != photo.ID || p.Bearing != photo.Bearing {
		t.Errorf("%+v of %s, %v", p, report, err)
	}
	if of, err := PhotoOfInspection(unhex(t, v.Photo)); err != nil || of != i.ID {
		t.Errorf("photo of %s, %v", of, err)
	}
}

// A report's own photo has the bytes that it had before there were inspections.
func TestAReportsPhotoIsOfNoInspection(t *testing.T) {
	raw := must(EncodePhoto(civic.ReportID{1}, civic.Photo{ID: civic.PhotoID{2}}, 3))
	if of, err := PhotoOfInspection(raw); err != nil || !of.IsZero() {
		t.Errorf("%s, %v", of, err)
	}
	short := must(Encode(photoFact{ID: make([]byte, 16), SHA256: make([]byte, 32), Report: make([]byte, 16), Inspection: []byte{1}}))
	if _, err := PhotoOfInspection(short); !errors.Is(err, ErrMalformed) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsNoInspectionAndNoTask(t *testing.T) {
	id := make([]byte, 16)
	for name, f := range map[string]any{
		"no ids": inspectionFact{}, "half an id": inspectionFact{ID: id[:3], Report: id}, "a bad photo": inspectionFact{ID: id, Report: id, Photos: []photoFact{{}}},
		"a bad voice": inspectionFact{ID: id, Report: id, Voice: &voiceFact{SHA256: id}}, "an endless voice": inspectionFact{ID: id, Report: id, Voice: &voiceFact{SHA256: make([]byte, 32), Millis: -1}},
	} {
		if _, err := DecodeInspection(must(Encode(f))); !errors.Is(err, ErrMalformed) {
			t.Errorf("inspection, %s: %v", name, err)
		}
	}
	for name, f := range map[string]taskFact{
		"no id": {}, "no place": {Report: id}, "a bad picture": {Report: id, Place: &placeFact{}, Before: []pictureFact{{ID: id[:2]}}},
		"a short hash": {Report: id, Place: &placeFact{}, After: []pictureFact{{ID: id, Copy: id, CopySize: 5}}},
		"no size":      {Report: id, Place: &placeFact{}, Before: []pictureFact{{ID: id, Preview: make([]byte, 32)}}},
	} {
		if _, err := DecodeTask(must(Encode(f))); !errors.Is(err, ErrMalformed) {
			t.Errorf("task, %s: %v", name, err)
		}
	}
}

func FuzzDecodeInspection(f *testing.F) {
	at := time.UnixMilli(1_795_500_000_000).UTC()
	f.Add(must(EncodeInspection(vectorInspection(at))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		i, err := DecodeInspection(raw)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("error without a name: %v", err)
			}
			return
		}
		i.Check()
		if again, err := DecodeInspection(must(EncodeInspection(i))); err != nil || again.ID != i.ID || again.Outcome != i.Outcome || len(again.Photos) != len(i.Photos) {
			t.Fatalf("doesn't come back: %+v, %v", again, err)
		}
	})
}

func FuzzDecodeTask(f *testing.F) {
	f.Add(must(EncodeTask(vectorTask(time.UnixMilli(1_795_500_000_000).UTC()))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		task, err := DecodeTask(raw)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("error without a name: %v", err)
			}
			return
		}
		if again, err := DecodeTask(must(EncodeTask(task))); err != nil || again.Report != task.Report || len(again.Before) != len(task.Before) {
			t.Fatalf("doesn't come back: %+v, %v", again, err)
		}
	})
}
