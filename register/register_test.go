package register_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
	"priyom/register"
	"priyom/store"
	"priyom/store/storetest"
)

var now = time.Date(2026, 11, 24, 14, 32, 0, 0, time.Local)

func words(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func known(t testing.TB) *civic.Classifier {
	t.Helper()
	c, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const typed = `Журнал приёма граждан за 2025 год

№ п/п;Дата обращения;Ф.И.О. заявителя;Телефон;Село;Адрес;Вид обращения;Содержание
1;20.11.2025;Петрова Анна Сергеевна;'+7 912 000-41-15;Ставчены;ул. Лесная, 12;яма на дороге;"Яма у остановки,
глубокая"
2;21.11.2025 10:30;;;Ставчены;ул. Лесная, 9;;не горит фонарь у дома 9
3;31.02.2025;Козак Иван;;Пески;;яма на дороге;Яма
4;21.11.2025;Козак Иван;;Пески;;драконы;Летают
4;22.11.2025;Козак Иван;;Пески;;яма на дороге;Яма
`

func plan(t testing.TB, raw []byte) *register.Plan {
	t.Helper()
	table, err := register.Parse("Журнал 2025", raw)
	if err != nil {
		t.Fatal(err)
	}
	return register.NewPlan(table, known(t), words(t))
}

func check(t testing.TB, p *register.Plan) *register.Checked {
	t.Helper()
	c, err := p.Check(t.Context(), now, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPaperRegister(t *testing.T) {
	cp1251, err := charmap.Windows1251.NewEncoder().String(typed)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"UTF-8": typed, "with a mark": "\ufeff" + typed, "windows-1251": cp1251, "CRLF": strings.ReplaceAll(typed, "\n", "\r\n"),
		"tabs": strings.ReplaceAll(typed, ";", "\t"),
	} {
		p := plan(t, []byte(raw))
		want := []register.Field{
			register.FieldOrigin, register.FieldReceived, register.FieldName, register.FieldPhone, register.FieldSettlement, register.FieldAddress, register.FieldCategory, register.FieldText,
		}
		if !slices.Equal(p.Fields, want) {
			t.Errorf("%s: the columns are %q", name, p.Fields)
			continue
		}
		p.Consent = true
		c := check(t, p)
		if len(c.Ready) != 2 || len(c.Problems) != 2 || len(c.Unsure) != 1 {
			t.Fatalf("%s: %d ready, %+v, %+v", name, len(c.Ready), c.Problems, c.Unsure)
		}
		first, second := c.Ready[0], c.Ready[1]
		if first.Category != "roads-pothole" || first.Reporter.Phone != "+7 912 000-41-15" || first.Origin != "1" || !strings.HasSuffix(first.Text, "глубокая") ||
			first.ReceivedAt.Local().Format("02.01.2006") != "20.11.2025" || first.Channel != civic.ChannelPaper {
			t.Errorf("%s: %+v", name, first)
		}
		if second.Category != "lighting-lamp-out" || second.ReceivedAt.Local().Format("15:04") != "10:30" || second.Place.Address != "ул. Лесная, 9" {
			t.Errorf("%s: %+v", name, second)
		}
		v := words(t).Voice(civic.LangRU)
		if got := fmt.Sprint(c.Problems[0].N, " ", c.Problems[0].Words(v)); !strings.HasPrefix(got, "6 Дата «31.02.2025» непонятна") { // as a spreadsheet counts
			t.Errorf("%s: %s", name, got)
		}
		if c.Problems[1].N != 8 || c.Problems[1].Key != "register.wrong.twice" || c.Unsure[0].Words != "драконы" {
			t.Errorf("%s: %+v %+v", name, c.Problems[1], c.Unsure)
		}
	}
}

// Without consent nothing about people is taken in.
func TestWithoutConsent(t *testing.T) {
	for _, r := range check(t, plan(t, []byte(typed))).Ready {
		if !r.Reporter.IsZero() {
			t.Errorf("%+v", r.Reporter)
		}
	}
}

// What is read again changes nothing, also after it was cut short; what was mended comes in addition.
func TestReadAgain(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	p := plan(t, []byte(typed))
	p.Consent = true
	c := check(t, p)
	if r, err := register.Run(t.Context(), s, c, nil); err != nil || r != (register.Result{Fresh: 2}) {
		t.Fatal(r, err)
	}
	if r, err := register.Run(t.Context(), s, c, nil); err != nil || r != (register.Result{Known: 2}) {
		t.Fatal(r, err)
	}
	dir := t.TempDir()
	left := filepath.Join(dir, p.LeftName())
	if err := register.Save(left, p.Left(c, words(t).Voice(civic.LangRU)), register.CSV); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(left)
	if err != nil {
		t.Fatal(err)
	}
	mended := strings.NewReplacer("31.02.2025", "28.02.2025", "драконы", "бродячие собаки").Replace(string(raw))
	if err := os.WriteFile(left, []byte(mended), 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := register.Read(left)
	if err != nil {
		t.Fatal(err)
	}
	again := register.NewPlan(table, known(t), words(t))
	if len(again.Table.Head) != 8 || table.Source != "Журнал 2025" {
		t.Errorf("source %q, head %q", table.Source, again.Table.Head)
	}
	c = check(t, again)
	if r, err := register.Run(t.Context(), s, c, nil); err != nil || r.Fresh != 2 || r.Known != 0 {
		t.Errorf("%+v, %v, %+v %+v", r, err, c.Problems, c.Unsure)
	}
	if v, err := s.Verify(t.Context()); err != nil || len(v.Findings) > 0 || v.Reports != 4 {
		t.Errorf("%+v, %v", v, err)
	}
}

// A table of many batches that is cut short in the middle is whole after it is read again.
func TestCutShort(t *testing.T) {
	var b strings.Builder
	b.WriteString("Дата,Текст,Категория\n")
	for i := range 700 {
		fmt.Fprintf(&b, "20.11.2025,Яма %d,roads-pothole\n20.11.2025,Яма,roads-pothole\n", i/2)
	}
	s := storetest.Open(t, t.TempDir(), store.Options{})
	c := check(t, plan(t, []byte(b.String())))
	if len(c.Ready) != 1400 {
		t.Fatalf("%d ready: equal rows are rows, too; %+v", len(c.Ready), c.Problems)
	}
	ctx, cancel := context.WithCancel(t.Context())
	first, err := register.Run(ctx, s, c, func(done int) {
		if done >= 600 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || first.Fresh != 600 {
		t.Fatal(first, err)
	}
	second, err := register.Run(t.Context(), s, c, nil)
	if err != nil || second != (register.Result{Fresh: 800, Known: 600}) {
		t.Fatal(second, err)
	}
}

func TestChoices(t *testing.T) {
	p := plan(t, []byte(typed))
	c := check(t, p)
	p.Choices[c.Unsure[0].Key] = "order-safety-thin-ice"
	if c = check(t, p); len(c.Unsure) != 0 || len(c.Ready) != 3 || c.Ready[2].Category != "order-safety-thin-ice" {
		t.Errorf("%+v, %+v", c.Ready, c.Unsure)
	}
	p.Choices = map[string]civic.CategorySlug{}
	p.Otherwise = "roads-pothole"
	if c = check(t, p); len(c.Ready) != 3 || c.Ready[2].Category != "roads-pothole" {
		t.Errorf("%+v", c.Ready)
	}
	p.Set(0, register.FieldText)
	if p.Fields[7] != register.Ignore || p.Fields[0] != register.FieldText || !p.Has(register.FieldText) || p.Has(register.FieldOrigin) {
		t.Errorf("%q", p.Fields)
	}
	p.Locate = func(_ context.Context, settlement, address string) (civic.Position, bool) {
		return civic.Position{Lat: 52, Lon: 42}, address != ""
	}
	if c = check(t, p); c.Ready[0].Place.Source != civic.SourceAddress {
		t.Errorf("%+v", c.Ready[0].Place)
	}
}

func TestXLSXBack(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{Deadlines: civic.NewDeadlines(known(t), calendar(t))})
	p := plan(t, []byte(typed))
	p.Consent = true
	if _, err := register.Run(t.Context(), s, check(t, p), nil); err != nil {
		t.Fatal(err)
	}
	ids, err := s.Find(t.Context(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	book := register.Book{Store: s, Known: known(t), Voice: words(t).Voice(civic.LangRU)}
	path := filepath.Join(t.TempDir(), "журнал.xlsx")
	if err := register.Save(path, book.Sheet(t.Context(), ids, true, nil), register.XLSX); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := f.GetRows("Журнал обращений", excelize.Options{RawCellValue: true})
	if err != nil || len(raw) != 3 || raw[2][1] != "1" || raw[2][14] != "+7 912 000-41-15" {
		t.Fatalf("%q, %v", raw, err)
	}
	if kind, err := f.GetCellType("Журнал обращений", "C3"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a date is of type %v, %v", kind, err)
	}
	if panes, err := f.GetPanes("Журнал обращений"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("%+v, %v", panes, err)
	}
	table, err := register.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	back := register.NewPlan(table, known(t), words(t))
	back.Consent = true
	c := check(t, back)
	if len(c.Ready) != 2 || !c.Ready[1].ReceivedAt.Equal(time.Date(2025, 11, 20, 0, 0, 0, 0, time.Local)) || c.Ready[1].Reporter.Name != "Петрова Анна Сергеевна" {
		t.Errorf("%q\n%+v\n%+v", back.Fields, c.Ready, c.Problems)
	}
}

func calendar(t testing.TB) *civic.Calendar {
	t.Helper()
	c, err := assets.Calendar("ru")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCSVIsWritten(t *testing.T) {
	sheet := register.Sheet{
		Semicolons: true, Columns: []register.Column{{Title: "a"}, {Title: "b"}, {Title: "c"}},
		Rows: func(yield func([]register.Cell, error) bool) {
			yield([]register.Cell{"=1+1", "say \"x\"; y\nz", time.Date(2026, 11, 24, 9, 5, 0, 0, time.Local)}, nil)
			yield([]register.Cell{"@SUM(A1)", "-2", "+7 912"}, nil)
		},
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, register.CSV); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffa;b;c\r\n'=1+1;\"say \"\"x\"\"; y\r\nz\";2026-11-24 09:05\r\n'@SUM(A1);'-2;'+7 912\r\n"
	if b.String() != want {
		t.Errorf("%q\n%q", b.String(), want)
	}
	fails := errors.New("no more")
	sheet.Rows = func(yield func([]register.Cell, error) bool) { yield(nil, fails) }
	for _, f := range []register.Format{register.CSV, register.XLSX} {
		path := filepath.Join(t.TempDir(), "x")
		if err := register.Save(path, sheet, f); !errors.Is(err, fails) {
			t.Errorf("%s: %v", f, err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: half a file is there", f)
		}
	}
}

func TestRefused(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 301 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"nothing":      {nil, register.ErrEmpty},
		"a head alone": {[]byte("Дата;Текст\n"), register.ErrEmpty},
		"a bomb":       {bomb.Bytes(), register.ErrBomb},
		"no zip":       {[]byte("PK\x03\x04 this is none"), register.ErrFile},
		"an old one":   {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), register.ErrOld},
		"a picture":    {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), register.ErrFile},
		"wide":         {[]byte("a;b\n" + strings.Repeat("x;", 200) + "x\n"), register.ErrColumns},
		"long":         {[]byte("a;b\n" + strings.Repeat("x;y\n", register.MaxRows+1)), register.ErrRows},
		"heavy":        {make([]byte, register.MaxFile+1), register.ErrLarge},
	} {
		if _, err := register.Parse("x", c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// FuzzParse holds that no file brings the reader down, and that what it read can be planned, checked and written again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(typed))
	f.Add([]byte("a,b\n\"x\n\"\"y\",=1\n"))
	f.Add([]byte("\xff\xfea\x00;\x00b\x00"))
	f.Add([]byte("Дата\tТекст\n44000\t'=x\n"))
	classifier, catalogue := known(f), words(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 {
			return
		}
		table, err := register.Parse("x", raw)
		if err != nil {
			return
		}
		p := register.NewPlan(table, classifier, catalogue)
		p.Otherwise, p.Consent = "roads-pothole", true
		c := check(t, p)
		if len(c.Ready)+len(c.Problems) != len(table.Rows) || len(c.Ready) != len(c.Keys) {
			t.Fatalf("%d rows: %d ready, %d wrong", len(table.Rows), len(c.Ready), len(c.Problems))
		}
		for _, r := range c.Ready {
			if wrong := r.Validate(classifier); len(wrong) > 0 {
				t.Fatalf("ready, but %v", wrong)
			}
		}
		var b bytes.Buffer
		if err := p.Left(c, catalogue.Voice(civic.LangRU)).Write(&b, register.CSV); err != nil {
			t.Fatal(err)
		}
		in := csv.NewReader(&b)
		in.Comma = ';'
		if _, err := in.ReadAll(); err != nil {
			t.Fatalf("what was written isn't CSV: %v", err)
		}
	})
}
