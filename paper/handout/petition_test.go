package handout_test

import (
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
	"priyom/paper/handout"
)

func TestSignatureSheet(t *testing.T) {
	words, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := civic.Petition{
		ID: civic.PetitionID{1}, Number: "2026-03", Version: 1, Title: "Отремонтировать пешеходный мост через Липовку",
		Text:        "Мы, жители сёл Ставчены и Липовый Лог, просим отремонтировать мост до весеннего паводка.\nНастил провалился в трёх местах.",
		Settlements: []string{"с. Ставчены", "с. Липовый Лог"}, From: civic.Date{Year: 2026, Month: 11, Day: 1}, To: civic.Date{Year: 2027, Month: 1, Day: 31},
		Birth: civic.BirthYear,
	}
	for _, l := range civic.Langs() {
		o := handout.Office{District: "Заречный район", Place: "с. Ставчены", Voice: words.Voice(l), Now: time.Date(2026, 11, 26, 10, 0, 0, 0, time.Local)}
		d, err := o.SignatureSheet(p, "СТ-04-S01-7KQ", handout.SheetRows)
		if err != nil {
			t.Fatal(err)
		}
		pages := d.Pages()
		said := ""
		for _, page := range pages {
			for _, item := range page.Items {
				if text, ok := item.(paper.Text); ok {
					said += text.Text + "\n"
				}
			}
		}
		if len(pages) != 1 || !strings.Contains(said, "СТ-04-S01-7KQ") || !strings.Contains(strings.ReplaceAll(said, "\n", " "), "Настил провалился") || !strings.Contains(said, "10") {
			t.Errorf("%s: %d pages: %s", l, len(pages), said)
		}
		if dir := os.Getenv("PRIYOM_SCREENS"); dir != "" {
			for i := range pages {
				img, err := d.Picture(i, 110)
				if err != nil {
					t.Fatal(err)
				}
				f, err := os.Create(dir + "/sheet-" + string(l) + string(rune('1'+i)) + ".png")
				if err != nil {
					t.Fatal(err)
				}
				if err := png.Encode(f, img); err != nil {
					t.Fatal(err)
				}
				f.Close()
			}
		}
	}
	code := handout.SheetCode(p, "СТ-04-S01-7KQ", 15)
	hash := p.Hash()
	if want := "priyom-sheet 1 " + p.ID.String() + " " + hash.String() + " СТ-04-S01-7KQ 15"; code != want {
		t.Errorf("%q", code)
	}
	if _, err := paper.Modules(code); err != nil {
		t.Error(err)
	}
}
