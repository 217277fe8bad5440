package civic

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func fitInspection() Inspection {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	return Inspection{
		ID: InspectionID{1}, Report: ReportID{2}, Outcome: OutcomeFixed, At: at, Place: Place{Source: SourceGPS, Position: Position{Lat: 47, Lon: 28, Accuracy: 6}},
		Photos: []Photo{{ID: PhotoID{3}, State: PhotoNew, Original: BlobRef{SHA256: [32]byte{4}, Size: 5}, TakenAt: at}},
	}
}

func TestInspectionsAreChecked(t *testing.T) {
	tests := map[string]struct {
		change func(*Inspection)
		want   string
	}{
		"fit":                {func(*Inspection) {}, ""},
		"no outcome":         {func(i *Inspection) { i.Outcome, i.Comment = "", "x" }, "outcome.missing"},
		"of another version": {func(i *Inspection) { i.Outcome = "flown-away"; i.Comment = "x" }, "outcome.missing"},
		"fixed, no photo":    {func(i *Inspection) { i.Photos = nil }, "photo.missing"},
		"not ours, no photo": {func(i *Inspection) {
			i.Outcome, i.Photos, i.Comment = OutcomeNotOurs, nil, "Это железная дорога"
		}, ""},
		"not ours, no word":   {func(i *Inspection) { i.Outcome, i.Comment = OutcomeNotOurs, " \n" }, "comment.missing"},
		"too long":            {func(i *Inspection) { i.Comment = strings.Repeat("я", MaxText+1) }, "comment.long"},
		"a long excuse":       {func(i *Inspection) { i.Override = strings.Repeat("я", MaxOverride+1) }, "override.long"},
		"no letters":          {func(i *Inspection) { i.Override = "\xff" }, "override.long"},
		"eleven photos":       {func(i *Inspection) { i.Photos = slices.Repeat(i.Photos, MaxPhotos+1) }, "photos.many"},
		"no file":             {func(i *Inspection) { i.Photos[0].Original = BlobRef{} }, "photo.bad"},
		"beyond the pole":     {func(i *Inspection) { i.Place.Position.Lat = 91 }, "place.bad"},
		"a question of Latin": {func(i *Inspection) { i.Checks = []Check{{Slug: "Вопрос", State: CheckYes}} }, "checklist.bad"},
		"maybe":               {func(i *Inspection) { i.Checks = []Check{{Slug: "clean", State: "maybe"}} }, "checklist.bad"},
		"an opera":            {func(i *Inspection) { i.VoiceFor = MaxVoiceFor + 1 }, "voice.long"},
		"a film":              {func(i *Inspection) { i.Voice.Size = MaxVoice + 1 }, "voice.long"},
	}
	for name, tt := range tests {
		i := fitInspection()
		tt.change(&i)
		got := strings.Join(i.Check(), " ")
		if want := tt.want; want != "" && got != "inspection."+want || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestEveryOutcomeAsksForARowOfTheWorkflow(t *testing.T) {
	for _, o := range Outcomes() {
		c := fullCase()
		row, err := Next(StatusInWork, o.Act(), RoleInspector, c)
		if err != nil {
			t.Errorf("%s: %v", o, err)
		}
		if row.To.Final() || o.Needs() && row.To != StatusInWork {
			t.Errorf("%s leads to %s", o, row.To)
		}
	}
	if OutcomeFixed.Act() != ActSolve || OutcomeNotFound.Act() != ActReturn || OutcomePartly.Act() != ActProgress {
		t.Error("acts are mixed up")
	}
}

func spotTask(at time.Time, spot Position) Task {
	return Task{
		Report: ReportID{1}, CapturedAt: at, Place: Place{Position: spot, Source: SourceMap},
		Before: []Photo{{TakenAt: at.Add(time.Minute), Bore: true, Bearing: 350}},
	}
}

func TestASpotIsLookedAt(t *testing.T) {
	at := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	spot := Position{Lat: 47, Lon: 28}
	task := spotTask(at, spot)
	near := Photo{Located: true, Position: Position{Lat: 47.00005, Lon: 28}, TakenAt: at.Add(time.Hour), Bore: true, Bearing: 10}
	if s := task.Look(near); !s.Near || !s.Later || s.Distance < 5 || s.Distance > 6 || !s.Turned || s.Turn != 20 {
		t.Errorf("near: %+v", s)
	}
	far := near
	far.Position.Lat, far.TakenAt, far.Bore = 47.01, at, false
	if s := task.Look(far); s.Near || s.Later || s.Turned || !s.Measured {
		t.Errorf("far: %+v", s)
	}
	if s := (Task{Place: Place{Address: "Лесная, 1"}}).Look(far); !s.Near || s.Known || s.Measured {
		t.Errorf("of an address: %+v", s)
	}
	for name, tt := range map[string]struct {
		bearing Degrees
		want    Degrees
	}{"over the north": {5, 15}, "the other way": {170, 180}, "behind": {171, 179}, "a little left": {340, 10}} {
		p := near
		p.Bearing = tt.bearing
		if s := task.Look(p); s.Turn != tt.want {
			t.Errorf("%s: %v", name, s.Turn)
		}
	}
}

// A camera that doesn't say where it stood is believed to have stood with the inspector, unless somebody made that up.
func TestEvidence(t *testing.T) {
	at := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	task := spotTask(at, Position{Lat: 47, Lon: 28})
	i := fitInspection()
	if best, ok := task.Best(i); !ok || !best.Near || !best.Later {
		t.Errorf("measured: %+v", best)
	}
	i.Place.Source = SourceMock
	if best, _ := task.Best(i); best.Near || best.Measured {
		t.Errorf("made up: %+v", best)
	}
	i.Photos = append(i.Photos, Photo{Located: true, Position: Position{Lat: 47.5, Lon: 28}, TakenAt: i.At}, Photo{Located: true, Position: Position{Lat: 47.0001, Lon: 28}, TakenAt: i.At})
	if best, _ := task.Best(i); !best.Near || best.Distance > 12 {
		t.Errorf("the best of three: %+v", best)
	}
	if _, ok := task.Best(Inspection{}); ok {
		t.Error("something shows nothing")
	}
}

func TestTaskWordsHideNumbers(t *testing.T) {
	got := TaskWords("Яма у дома 4.\n\nЗвоните 8 912 000-41-15 или a@b.md\nВо дворе")
	if got != "Яма у дома 4.\nЗвоните *** или ***\nВо дворе" {
		t.Errorf("%q", got)
	}
	if long := TaskWords(strings.Repeat("слово ", 400)); len([]rune(long)) > MaxTaskWords+1 || !strings.HasSuffix(long, "…") {
		t.Errorf("%d characters", len([]rune(long)))
	}
}

func TestChecklists(t *testing.T) {
	const good = `{"questions":{"even":{"ru":"Ровно","uk":"Рівно","en":"Even"},"clean":{"ru":"Чисто","uk":"Чисто","en":"Clean"},"seen":{"ru":"Видно","uk":"Видно","en":"Seen"}},
		"lists":{"":["clean"],"roads":["even","clean"],"roads-sign":["seen"]}}`
	lists, err := ParseChecklists([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	slugs := func(of Category) (all []CheckSlug) {
		for _, q := range lists.For(of) {
			all = append(all, q.Slug)
		}
		return all
	}
	for of, want := range map[CategorySlug][]CheckSlug{"roads-hole": {"even", "clean"}, "roads-sign": {"seen", "clean"}} {
		if got := slugs(Category{Slug: of, Theme: "roads"}); !slices.Equal(got, want) {
			t.Errorf("%s: %v", of, got)
		}
	}
	if got := slugs(Category{Slug: "x", Theme: "x"}); !slices.Equal(got, []CheckSlug{"clean"}) {
		t.Errorf("another: %v", got)
	}
	for name, bad := range map[string]string{
		"no JSON": "", "no such question": `{"lists":{"":["x"]}}`, "twice": `{"questions":{"a":{"ru":"а","uk":"а","en":"a"}},"lists":{"":["a","a"]}}`,
		"no English": `{"questions":{"a":{"ru":"а","uk":"а"}},"lists":{}}`, "a bad slug": `{"questions":{"А":{"ru":"а","uk":"а","en":"a"}}}`,
	} {
		if _, err := ParseChecklists([]byte(bad)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
