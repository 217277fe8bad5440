package places

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

// real is a pack of a real extract, made once for all tests of a run; the test is skipped where the extract isn't there.
func real(t testing.TB, name string) *Places {
	t.Helper()
	extract := filepath.Join("..", "..", "..", "shared", "osm", name+".osm.pbf")
	info, err := os.Stat(extract)
	if err != nil {
		t.Skipf("no real extract: %v", err)
	}
	path := filepath.Join(t.TempDir(), name+".pack")
	if _, err := osmload.Load(t.Context(), extract, path, osmload.Options{Index: NewBuilder()}); err != nil {
		t.Fatal(err)
	}
	made, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: extract %d KB, pack %d KB", name, info.Size()/1024, made.Size()/1024)
	l, err := Open(openPack(t, path))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var _ sync.Mutex
var _ pack.Names

func TestTry(t *testing.T) {
	for _, c := range []struct {
		name    string
		queries []string
	}{
		{"stavcheny", []string{"Ставчены", "ставч", "Кантемира 5", "Дмитрия Кантемира 12", "ул. Дмитрия Кантемира, д. 12", "садов 12", "Садовая 3", "пер Студенцилор 7", "ул студенческая", "Чеукарь 4", "Stradela Vierilor 3", "strada pacii 5", "школа", "аптека", "детский сад", "Мира 12", "Штефан чел Маре 1", "stefan cel mare", "Гратиешты", "Кишинев", "chisinau", "молодежная 9/2", "остановка", "лукойл", "Матковского 400", "кантемира", "studencilor 7", "магазин", "Кантемира 2А", "милешть"}},
		{"moscow-butovo", []string{"Грина 5", "Грина 3 к4", "грина 1к11", "бульвар Дмитрия Донского 2", "Донского 11", "Знаменские Садки 5Б", "аптека", "Школа 1174", "Москва Грина 12", "Феодосийская 7", "Бутово", "северное бутово", "макдоналдс", "пятерочка", "grina 5", "Проектируемый проезд 585"}},
		{"chisinau-ru", []string{"Дачия 5", "проспект Дачия 27", "dacia 27", "bd. Dacia 27", "Штефан чел Маре 1", "bd Ștefan cel Mare 83", "Пушкина 22", "31 августа 1989 100", "Дурлешты", "Яловены", "Кодру", "Ботаника", "Мунчештская 400", "Вадул луй Водэ", "Щусева 12 ", "Schiusev 12", "Вокзал", "магазин линелла", "Ставчены Садовая 3", "Садовая 3", "аэропорт", "цирк"}},
		{"durleshty", []string{"Дурлешты", "Алба Юлия 75", "алба-юлия 75/1", "пр-т Алба-Юлия 75", "Тудора Владимиреску 10", "Мира 5", "27 августа 1991", "27 августа 5", "durlesti", "Балканское шоссе 7", "балканск", "5-й Балканский", "школа", "Донича 3", "лицей", "Данте Алигьери"}},
	} {
		l := real(t, c.name)
		for _, q := range c.queries {
			got := labels(t, l, q, SearchOptions{Limit: 5})
			t.Logf("%-30s %q", q, got)
		}
		for _, s := range l.settlements {
			t.Logf("  settlement %+v", s)
		}
	}
}
