package paper

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"priyom/civic"
	"priyom/lang"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func voice(t testing.TB, l civic.Lang) *lang.Voice {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Voice(l)
}

// poppler runs one of its tools on a PDF, from its file to standard output.
func poppler(t *testing.T, tool string, pdf []byte, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("no poppler-utils here; make test installs them")
	}
	file := filepath.Join(t.TempDir(), "it.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd := exec.Command(path, append(args, file)...)
	if tool == "pdftotext" {
		cmd.Args = append(cmd.Args, "-")
	}
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil || errs.Len() > 0 {
		t.Fatalf("%s: %v: %s", tool, err, errs.String())
	}
	return string(out)
}

func pdf(t *testing.T, d *Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := d.PDF(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// show keeps the pages as pictures for looking at: PRIYOM_SCREENS=/tmp/x go test ./paper
func show(t *testing.T, name string, d *Document) {
	t.Helper()
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range d.Pages() {
		img, err := d.Picture(n, 110)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := png.Encode(&out, img); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, n+1)), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// everything is a document with one of each block.
func everything(t *testing.T, s Sheet) *Document {
	t.Helper()
	s.Voice, s.At, s.Foot = voice(t, civic.LangRU), noon, "Пункт приёма «Библиотека», с. Липовый Лог"
	d := New(s)
	modules, err := Modules("PRIYOM1:" + strings.Repeat("ABC 123", 40))
	if err != nil {
		t.Fatal(err)
	}
	d.Heading("Квитанция № ЛЛ-04-0412")
	d.Small("Выдана в день приёма")
	d.Columns(6, Column{Share: 2, Fill: func(f *Flow) {
		f.Pairs(Pair{"Принято", "26 ноября 2026, 12:00"}, Pair{"Вид проблемы", "Освещение · не горит фонарь"}, Pair{"Пусто", ""},
			Pair{"Место", "ул. Дмитрия Кантемира, 8, у поворота к школе, напротив остановки «Сельсовет»"})
		f.Check("Согласие подписано", true)
		f.Check("Ответ принести на бумаге", false)
	}}, Column{Fill: func(f *Flow) { f.QR(modules, 45, Right) }})
	d.Subheading("Со слов заявителя")
	d.Paragraph("Не горит фонарь у дома 8, третий день. Дети из школы идут в темноте, дорога скользкая.")
	d.Frame(func(f *Flow) {
		f.Paragraph("Узнать состояние: 8-800-000-00-00, по номеру квитанции.")
	})
	d.Numbered("Первое.", "Второе, подлиннее: "+strings.Repeat("слово ", 30))
	d.Cells("Дата", 2, 2, 4)
	d.Blank("Фамилия")
	d.Ruled(2)
	d.Rule()
	d.Drawing([][]Point{{{0, 0}, {10, 20}, {20, 0}, {30, 20}}, {{35, 10}}}, 30, 10)
	d.Signature("подпись заявителя", "дата")
	d.Cut()
	img := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for x := range 40 {
		img.Set(x, x/2, color.RGBA{200, 20, 20, 255})
	}
	d.Image(img, 30)
	d.Draw(10, func(c *Canvas) {
		c.Fill(0, 0, c.Width/2, 8, InkPale)
		c.Text(2, 5, "Ґанок, їжак, объём № 5", c.bodyForTest())
	})
	return d
}

func (c *Canvas) bodyForTest() Style { return Style{Face: Sans, Size: 10} }

func TestEveryPaperHoldsEverything(t *testing.T) {
	for _, p := range []Paper{A4, A4Landscape, A5, A5Landscape, Roll80} {
		d := everything(t, Sheet{Paper: p, Title: "Квитанция"})
		show(t, "everything-"+string(p), d)
		out := pdf(t, d)
		text := poppler(t, "pdftotext", out, "-layout")
		for _, said := range []string{"Квитанция № ЛЛ-04-0412", "не горит фонарь", "Ґанок, їжак, объём № 5", "подпись заявителя"} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), said) {
				t.Errorf("%s: %q isn't found in\n%s", p, said, text)
			}
		}
		for n, page := range d.Pages() {
			for _, item := range page.Items {
				if i, ok := item.(Text); ok && (i.X < 2 || i.X+i.Width > page.Width-2 || i.Y > page.Height-2) {
					t.Errorf("%s, page %d: %q reaches over the edge", p, n+1, i.Text)
				}
			}
		}
	}
}

func TestFontsAreEmbeddedAndSubsetted(t *testing.T) {
	d := everything(t, Sheet{Paper: A4, Title: "Квитанция"})
	d.Styled("Исх. № 5", Style{Face: Serif})
	out := pdf(t, d)
	if len(out) > 150_000 {
		t.Errorf("%d bytes: whole typefaces are in it", len(out))
	}
	lines := strings.Split(strings.TrimSpace(poppler(t, "pdffonts", out)), "\n")[2:]
	if len(lines) != 3 {
		t.Fatalf("fonts: %q", lines)
	}
	for _, line := range lines {
		if f := strings.Fields(line); f[len(f)-5] != "yes" || f[len(f)-3] != "yes" { // emb, sub, uni, object, its number
			t.Errorf("not embedded with its letters: %s", line)
		}
	}
	if info := poppler(t, "pdfinfo", out); !strings.Contains(info, "Квитанция") {
		t.Errorf("no title: %s", info)
	}
}

func TestSameWordsSamePDF(t *testing.T) {
	first := pdf(t, everything(t, Sheet{Paper: A5}))
	for range 3 {
		if !bytes.Equal(first, pdf(t, everything(t, Sheet{Paper: A5}))) {
			t.Fatal("another PDF of the same words")
		}
	}
}

// TestCodesAreRead reads the code off the picture as a receipt printer's head and as a screen would show it.
func TestCodesAreRead(t *testing.T) {
	for _, c := range []struct {
		paper Paper
		dpi   float64
	}{{Roll80, 203}, {A4, 203}, {A5Landscape, 150}, {A4, 300}} {
		d := everything(t, Sheet{Paper: c.paper})
		img, err := d.Picture(0, c.dpi)
		if err != nil {
			t.Fatal(err)
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
		if err != nil {
			t.Errorf("%s at %v dpi: %v", c.paper, c.dpi, err)
			continue
		}
		if want := "PRIYOM1:" + strings.Repeat("ABC 123", 40); read.GetText() != want {
			t.Errorf("%s at %v dpi: read %q", c.paper, c.dpi, read.GetText())
		}
	}
}
