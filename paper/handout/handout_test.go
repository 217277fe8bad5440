package handout_test

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
	"priyom/paper/handout"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.Local)

func office(t testing.TB, l civic.Lang) handout.Office {
	t.Helper()
	c, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	return handout.Office{
		District: "Заречный район", Place: "с. Ставчены, библиотека", Operator: "Иванова М. П.", Voice: c.Voice(l), Known: known, Now: noon,
		Reach: civic.Office{Phone: "8 (800) 555-35-35, 2-12-34", Hours: "пн–пт 8:00–17:00, обед 12:00–13:00"},
	}
}

func report() civic.Report {
	return civic.Report{
		Number: "СТ-04-0412", Category: "lighting-lamp-out", CapturedAt: noon, Photos: make([]civic.Photo, 2),
		Text:  "Не горит фонарь у дома 8, третий день. Дети из школы идут в темноте, дорога скользкая. Раньше мигал, после ветра погас совсем.",
		Place: civic.Place{Settlement: "с. Ставчены", Address: "ул. Дмитрия Кантемира, 8"},
		Reporter: civic.Reporter{
			Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15", Address: "с. Ставчены, ул. Лесная, 12, кв. 3", Reply: civic.ReplyPickup,
			Consent: civic.Consent{Given: true, Sheet: "118", Version: "1"},
		},
	}
}

// longest has everything as long as it may be.
func longest() civic.Report {
	r := report()
	r.Number, r.Category = "СТ-104-7QX-100412", longestCategory()
	r.Text = strings.Repeat("Крышка люка провалилась и дорога обледенела. ", 90)
	r.Place = civic.Place{Settlement: "посёлок городского типа Верхнеднепровский", Address: "переулок Революционных Железнодорожников, дом 118, корпус 2, у третьего подъезда, напротив продовольственного магазина"}
	r.Reporter.Name = "Константинопольская-Преображенская Александра Константиновна"
	r.Reporter.Address = "352690, Краснодарский край, Апшеронский район, посёлок городского типа Верхнеднепровский, " + r.Place.Address
	return r
}

func longestCategory() civic.CategorySlug {
	known, err := assets.Classifier()
	if err != nil {
		panic(err)
	}
	var slug civic.CategorySlug
	most := 0
	for _, t := range known.Themes() {
		for _, c := range t.Categories {
			d, _ := known.Department(c.Department)
			if n := len(c.Title.RU) + len(t.Title.RU) + len(d.Title.RU); n > most {
				slug, most = c.Slug, n
			}
		}
	}
	return slug
}

// bridge is a petition, and signs somebody's signature under it.
func bridge() civic.Petition {
	return civic.Petition{Number: "2026-03", Title: "Мост через Липовку", Text: "Почините мост."}
}

func signs(r civic.Reporter) civic.Signature {
	return civic.Signature{Settlement: "с. Ставчены", Signatory: civic.Signatory{Name: r.Name, Address: "ул. Лесная, 12"}, Consent: civic.Consent{Sheet: "119"}}
}

// code is as long as a receipt's.
var code = "PRIYOM1:" + strings.Repeat("7WQ%K2*0:", 55)

func texts(d *paper.Document) (said []string) {
	for _, p := range d.Pages() {
		for _, item := range p.Items {
			if i, ok := item.(paper.Text); ok {
				said = append(said, i.Text)
			}
		}
	}
	return said
}

// says finds words in a paper, however its lines were broken.
func says(d *paper.Document, words string) bool {
	squeeze := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), "") }
	return strings.Contains(squeeze(strings.Join(texts(d), "")), squeeze(words))
}

// show keeps papers for looking at: PRIYOM_SCREENS=/tmp/x go test ./paper/handout
func show(t *testing.T, name string, d *paper.Document) {
	t.Helper()
	var out bytes.Buffer
	if err := d.PDF(&out); err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".pdf"), out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range d.Pages() {
		img, err := d.Picture(n, 100)
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

// inside holds that nothing is drawn over an edge or into the foot.
func inside(t *testing.T, name string, d *paper.Document) {
	t.Helper()
	for n, p := range d.Pages() {
		for _, item := range p.Items {
			if i, ok := item.(paper.Text); ok && (i.X < 3.9 || i.X+i.Width > p.Width-3 || i.Y > p.Height-3) {
				t.Errorf("%s, page %d: %q reaches over the edge", name, n+1, i.Text)
			}
		}
	}
}

type made struct {
	name string
	make func(o handout.Office, r civic.Report) (*paper.Document, error)
	max  int // pages for ordinary words
}

func receiptOn(p paper.Paper) func(handout.Office, civic.Report) (*paper.Document, error) {
	return func(o handout.Office, r civic.Report) (*paper.Document, error) { return o.Receipt(p, r, code) }
}

func papers() []made {
	answer := civic.Answer{
		Number: "1-04/217", Revision: 1, Final: true, At: noon, Signatory: "Начальник отдела благоустройства И. И. Сидоренко",
		Text: "Уважаемая Анна Сергеевна!\n\nПо вашему обращению проверено освещение улицы Дмитрия Кантемира. Лампа у дома 8 заменена 27 ноября 2026 года, провод закреплён.\n\nЕсли фонарь погаснет снова, сообщите в пункт приёма.",
	}
	return []made{
		{"receipt-half", receiptOn(paper.A5Landscape), 1},
		{"receipt-a4", receiptOn(paper.A4), 1},
		{"receipt-roll", receiptOn(paper.Roll80), 1},
		{"receipt-no-code", func(o handout.Office, r civic.Report) (*paper.Document, error) {
			return o.Receipt(paper.A5Landscape, r, "")
		}, 1},
		{"consent", func(o handout.Office, r civic.Report) (*paper.Document, error) { return o.Consent(r.Reporter, "118") }, 1},
		{"consent-blank", func(o handout.Office, _ civic.Report) (*paper.Document, error) {
			return handout.Office{Voice: o.Voice, Known: o.Known, Now: o.Now}.Consent(civic.Reporter{}, "")
		}, 1},
		{"signing", func(o handout.Office, r civic.Report) (*paper.Document, error) {
			return o.SigningConsent(bridge(), signs(r.Reporter))
		}, 1},
		{"signing-blank", func(o handout.Office, _ civic.Report) (*paper.Document, error) {
			return handout.Office{Voice: o.Voice, Known: o.Known, Now: o.Now}.SigningConsent(bridge(), civic.Signature{Settlement: "с. Ставчены"})
		}, 1},
		{"appeal", func(o handout.Office, r civic.Report) (*paper.Document, error) { return o.Appeal(r) }, 1},
		{"letter", func(o handout.Office, r civic.Report) (*paper.Document, error) { return o.Letter(answer, r) }, 1},
		{"blank", func(o handout.Office, _ civic.Report) (*paper.Document, error) { return o.Blank() }, 2},
	}
}

func TestPapersFitTheirPages(t *testing.T) {
	for _, l := range civic.Langs() {
		o := office(t, l)
		for _, m := range papers() {
			for kind, r := range map[string]civic.Report{"": report(), "-long": longest()} {
				name := m.name + "-" + string(l) + kind
				d, err := m.make(o, r)
				if err != nil {
					t.Fatal(err)
				}
				if kind != "" && (m.name == "blank" || strings.HasSuffix(m.name, "-blank")) {
					continue
				}
				show(t, name, d)
				inside(t, name, d)
				fits := kind == "" || strings.HasPrefix(m.name, "receipt")
				if n := len(d.Pages()); fits && n > m.max {
					t.Errorf("%s has %d pages", name, n)
				}
				for _, s := range texts(d) {
					if strings.Contains(s, "handout.") || strings.Contains(s, "{") {
						t.Errorf("%s says %q", name, s)
					}
				}
			}
		}
	}
}

func TestPapersSayWhatTheyMust(t *testing.T) {
	o, r := office(t, civic.LangRU), report()
	want := map[string][]string{
		"receipt-half":  {"СТ-04-0412", "26 ноября 2026, 12:00", "Не горит фонарь", "ул. Дмитрия Кантемира, 8", "на бумаге, в пункте приёма", "назовите номер СТ-04-0412", "не заменяет официальной регистрации", "Кто ответит", "решение —", "Телефон: 8 (800) 555-35-35, 2-12-34 · Приём: пн–пт 8:00–17:00"},
		"receipt-roll":  {"СТ-04-0412", "Телефон: 8 (800) 555-35-35", "обед 12:00–13:00", "26 ноября 2026, 12:00", "Не горит фонарь", "не заменяет официальной регистрации"},
		"receipt-a4":    {"Корешок", "Петрова Анна Сергеевна", "квитанцию получил(а)"},
		"consent":       {"Петрова Анна Сергеевна", "ул. Лесная, 12", "Заречный район", "Лист №\u00a0118", "текст №\u00a01", "Как отозвать", "подпись"},
		"signing":       {"при подписании петиции", "Петрова Анна Сергеевна", "с. Ставчены, ул. Лесная, 12", "Заречный район", "петицией № 2026-03", "Лист №\u00a0119", "текст №\u00a0" + handout.SigningVersion(), "Как отозвать", "подпись"},
		"signing-blank": {"Я, ____", "по адресу: ____", "граждан: ____", "Лист №\u00a0____"},
		"appeal":        {"Кому: Заречный район", "Петрова Анна Сергеевна", "Почтовый адрес: с. Ставчены", "Не горит фонарь у дома 8", "Ответ прошу направить по адресу: с. Ставчены", "подпись", "дата", "не является официально зарегистрированным обращением"},
		"letter":        {"№\u00a01-04/217 от 26 ноября 2026", "на обращение №\u00a0СТ-04-0412", "Уважаемая Анна Сергеевна!", "Лампа у дома 8 заменена", "И. И. Сидоренко", "Петрова Анна Сергеевна", "получил(а)"},
		"blank":         {"Бланк приёма обращения", "Фамилия, имя, отчество", "112", "Не горит фонарь", "номер, который она дала"},
	}
	for _, m := range papers() {
		d, err := m.make(o, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range want[m.name] {
			if !says(d, words) {
				t.Errorf("%s doesn't say %q:\n%s", m.name, words, strings.Join(texts(d), "\n"))
			}
		}
	}
}

// TestReceiptIsNobodys: a receipt is carried in a pocket and lost; the citizen's name, phone and address aren't on it.
func TestReceiptIsNobodys(t *testing.T) {
	o, r := office(t, civic.LangRU), report()
	for _, p := range []paper.Paper{paper.A5Landscape, paper.Roll80} {
		d, err := o.Receipt(p, r, code)
		if err != nil {
			t.Fatal(err)
		}
		for _, personal := range []string{"Петрова", "000-41-15", "Лесная"} {
			if says(d, personal) {
				t.Errorf("%s tells %q", p, personal)
			}
		}
	}
}

func TestStubIsBelowTheMiddle(t *testing.T) {
	for _, r := range []civic.Report{report(), longest()} {
		d, err := office(t, civic.LangRU).Receipt(paper.A4, r, code)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range d.Pages()[0].Items {
			if i, ok := item.(paper.Text); ok && strings.HasPrefix(i.Text, "Корешок") && (i.Y < 148.5 || i.Y > 160) {
				t.Errorf("the stub begins at %v", i.Y)
			}
			if i, ok := item.(paper.Line); ok && i.Dash > 0 && (i.Y1 < 148 || i.Y1 > 149) {
				t.Errorf("%s: cut at %v", r.Number, i.Y1)
			}
		}
	}
}

func TestReceiptsAreReadByScanners(t *testing.T) {
	for _, l := range civic.Langs() {
		for p, dpi := range map[paper.Paper]float64{paper.A4: 200, paper.A5Landscape: 200, paper.Roll80: 203} {
			d, err := office(t, l).Receipt(p, longest(), code)
			if err != nil {
				t.Fatal(err)
			}
			img, err := d.Picture(0, dpi)
			if err != nil {
				t.Fatal(err)
			}
			bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
			if err != nil {
				t.Fatal(err)
			}
			read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
			if err != nil || read.GetText() != code {
				t.Errorf("%s in %s: %v", p, l, err)
			}
		}
	}
}

func TestCodeThatNoPaperHolds(t *testing.T) {
	if _, err := office(t, civic.LangRU).Receipt(paper.Roll80, report(), strings.Repeat("ю", 4000)); err == nil {
		t.Error("made")
	}
}

// TestConsentOfAnotherProgram was given under a text that isn't here: the present one is printed, and says so.
func TestConsentOfAnotherProgram(t *testing.T) {
	r := report().Reporter
	r.Consent.Version = "99"
	d, err := office(t, civic.LangRU).Consent(r, "")
	if err != nil {
		t.Fatal(err)
	}
	if !says(d, "текст №\u00a0"+handout.ConsentVersion()) {
		t.Errorf("%q", texts(d))
	}
}

func TestInterimAndCorrectedAnswers(t *testing.T) {
	d, err := office(t, civic.LangRU).Letter(civic.Answer{Number: "2", Revision: 3, Text: "Срок продлён.", Signatory: "Ким", At: noon}, report())
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Промежуточный ответ", "редакция 3"} {
		if !says(d, words) {
			t.Errorf("doesn't say %q: %q", words, texts(d))
		}
	}
}
