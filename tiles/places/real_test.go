package places

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"priyom/tiles/osmload"
)

// realPlaces is the index of a real extract; the test is skipped where that isn't there.
func realPlaces(t testing.TB, name string) *Places {
	t.Helper()
	extract := filepath.Join("..", "..", "..", "shared", "osm", name+".osm.pbf")
	info, err := os.Stat(extract)
	if err != nil {
		t.Skipf("the real extract isn't there: %v", err)
	}
	path := filepath.Join(t.TempDir(), name+".pack")
	if _, err := osmload.Load(t.Context(), extract, path, osmload.Options{Index: NewBuilder()}); err != nil {
		t.Fatal(err)
	}
	made, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if made.Size() > 2*info.Size() {
		t.Errorf("%s: extract %d KB, pack %d KB", name, info.Size()/1024, made.Size()/1024)
	}
	l, err := Open(openPack(t, path))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestRealQueries asks what people ask, of real extracts: the answer must be among the first that many.
func TestRealQueries(t *testing.T) {
	type asked struct {
		query string
		first int
		want  string
	}
	for extract, all := range map[string][]asked{
		"stavcheny": {
			{"Ставчены", 1, "Ставчены"},
			{"ставч", 1, "Ставчены"},
			{"Кантемира 5", 1, "ул. Дмитрия Кантемира, 5 — Ставчены"},
			{"ул. Дмитрия Кантемира, д. 12", 1, "ул. Дмитрия Кантемира, 12 — Ставчены"},
			{"садов 12", 1, "ул. Садовая, 12 — Ставчены"},
			{"sadovaya 12", 1, "ул. Садовая, 12 — Ставчены"},
			{"на садовой 12", 1, "ул. Садовая, 12 — Ставчены"},
			{"Содовая 3", 1, "ул. Садовая, 3 — Ставчены"},
			{"молодежная 5", 1, "ул. Молодёжная, 5 — Ставчены"},
			{"Stradela Vierilor 3", 1, "str-la Vierilor, 3 — Ставчены"},
			{"strada pacii", 1, "ул. Пэчий — Ставчены"},
			{"stefan cel mare 1", 1, "ул. Штефан чел Маре, 1 — Ставчены"},
			{"мира 12", 1, "ул. Мира, 12 — Ставчены"},
			{"школа", 3, "Музыкальная школа — Ставчены"},
			{"детский сад", 3, "Grădiniță, детский сад — Ставчены"},
			{"аптека", 3, "Hippocrates, аптека — Ставчены"},
			{"Матковского 400", 2, "ул. Думитру Матковского, 400 — Ставчены ~only-street"},
		},
		"moscow-butovo": {
			{"Грина 5", 1, "ул. Грина, 5 — Москва"},
			{"Знаменские Садки 5Б", 1, "ул. Знаменские Садки, 5Б — Москва"},
			{"знаменские садки, дом 5 б", 1, "ул. Знаменские Садки, 5Б — Москва"},
			{"бульвар Дмитрия Донского 2 корп 1", 1, "б-р Дмитрия Донского, 2 к1 — Москва"},
			{"б-р Донского 2к1с1", 1, "б-р Дмитрия Донского, 2 к1 с1 — Москва"},
			{"Москва Феодосийская 7", 1, "ул. Феодосийская, 7 — Москва"},
			{"Феодосійська 7", 1, "ул. Феодосийская, 7 — Москва"},
			{"Школа 1174", 2, "Школа №1174 — Москва"},
			{"пятерочка", 1, "Пятёрочка, магазин — Москва"},
			{"Северное Бутово", 1, "Северное Бутово"},
			{"Проектируемый проезд 585", 1, "пр-д Проектируемый № 585 — Москва"},
		},
		"durleshty": {
			{"Дурлешты", 1, "Дурлешты"},
			{"durlesti", 1, "Дурлешты"},
			{"пр-т Алба-Юлия 75", 1, "пр-т Алба-Юлия, 75 — Кишинёв"},
			{"алба юлия 75/1", 1, "пр-т Алба-Юлия, 75/1 — Кишинёв"},
			{"Мира 5 Дурлешты", 1, "ул. Мира, 5 — Дурлешты"},
			{"27 августа 1991", 1, "ул. 27 Августа 1991 — Дурлешты"},
			{"5-й Балканский", 1, "пер. 5-й Балканский — Кишинёв"},
			{"Тудора Владимиреску 10", 1, "ул. Тудора Владимиреску, 10 — Дурлешты ~interpolated"},
			{"Данте Алигьери", 1, "Лицей «Данте Алигьери» — Кишинёв"},
		},
		"chisinau-ru": {
			{"проспект Дачия 27", 1, "пр-т Дачия, 27 — Кишинёв"},
			{"dacia 27", 1, "пр-т Дачия, 27 — Кишинёв"},
			{"Пушкина 22", 1, "ул. Пушкина, 22 — Кишинёв"},
			{"Штефан чел Маре 1", 3, "пр-т Штефан чел Маре, 1 — Кишинёв"},
			{"Ставчены Садовая 3", 1, "ул. Садовая, 3 — Ставчены"},
			{"Яловены", 1, "Яловены"},
			{"Ботаника", 1, "Ботаника"},
			{"цирк", 1, "Цирк — Кишинёв"},
			{"магазин линелла", 1, "Линелла, магазин — Кишинёв"},
			{"железнодорожный вокзал", 1, "Железнодорожный вокзал — Кишинёв"},
		},
	} {
		t.Run(extract, func(t *testing.T) {
			l := realPlaces(t, extract)
			for _, a := range all {
				got := labels(t, l, a.query, SearchOptions{})
				if !slices.Contains(got[:min(a.first, len(got))], a.want) {
					t.Errorf("%q: %q, want %q", a.query, got, a.want)
				}
			}
		})
	}
}

// TestEveryAddressIsFoundAgain asks for each address of a real extract by its label, from where it is, and for what is at it.
func TestEveryAddressIsFoundAgain(t *testing.T) {
	for _, extract := range []string{"stavcheny", "moscow-butovo", "durleshty"} {
		t.Run(extract, func(t *testing.T) {
			l := realPlaces(t, extract)
			type address struct {
				street int64
				h      stripHouse
			}
			var all []address
			rows, err := l.db.Query("SELECT id, data FROM strip")
			if err := each(rows, err, func(scan func(...any) error) error {
				var id int64
				var data []byte
				if err := scan(&id, &data); err != nil {
					return err
				}
				s, err := parseStrip(data)
				for _, h := range s.houses {
					all = append(all, address{id >> stripShift, h})
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			lost, elsewhere := 0, 0
			for _, a := range all {
				here, err := l.Near(t.Context(), a.h.at, ru)
				if err != nil {
					t.Fatal(err)
				}
				if here.Address == nil || here.Address.Distance > 1 {
					t.Errorf("%+v isn't where it is: %+v", a, here.Address)
					continue
				}
				if s := here.Settlement; s == nil && here.Address.Settlement != "" || s != nil && s.Name != here.Address.Settlement {
					elsewhere++
				}
				found, err := l.Search(t.Context(), here.Address.Label, SearchOptions{Near: &a.h.at, Lang: ru})
				if err != nil {
					t.Fatal(err)
				}
				if len(found) == 0 || found[0].Distance > 100 || found[0].Approximate != Exact {
					if lost++; lost < 10 {
						t.Logf("%q: %+v", here.Address.Label, found[:min(1, len(found))])
					}
				}
			}
			t.Logf("%d addresses, %d not found again, %d in another settlement than their point", len(all), lost, elsewhere)
			if lost*100 > len(all) {
				t.Errorf("%d of %d addresses aren't found by their label", lost, len(all))
			}
			if elsewhere*100 > len(all) {
				t.Errorf("%d of %d addresses are in another settlement than their point", elsewhere, len(all))
			}
		})
	}
}
