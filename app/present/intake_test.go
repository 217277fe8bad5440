package present_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// open is a started point in a home of its own.
func open(t *testing.T) (*presenttest.Loop, *present.Env, *present.Point) {
	t.Helper()
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	return l, env, presenttest.Open(t, l, env)
}

// file is a file with this content.
func file(name string, content []byte) present.PhotoFile {
	return present.PhotoFile{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

func TestReportIsTakenWithoutPortal(t *testing.T) {
	l, _, p := open(t)
	number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12", presenttest.SharedPhoto(t, "DSCN0010.jpg"))
	l.Until("it is in the journal", func() bool { return p.Journal.State().Rows == 1 })
	row := p.Journal.Row(0)
	if !row.Loaded || row.Number != number || row.Status != civic.StatusCaptured || row.Title != "Яма на дороге" && row.Title == "" {
		t.Errorf("row %+v", row)
	}
	if s := p.Intake.State(); s.Begun || s.Report.Text != "" || s.Done.Number != number {
		t.Errorf("the form isn't ready for the next: %+v", s)
	}
	l.Until("it waits", func() bool { return p.State().Waiting == 2 }) // the report and its photo
	if s := p.State().Strip.Sentence; !strings.Contains(s, "1 обращение") || !strings.Contains(s, "1 фото") {
		t.Errorf("the strip says %q", s)
	}
}

func TestPositionComesFromThePhoto(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.AddPhotos([]present.PhotoFile{presenttest.SharedPhoto(t, "DSCN0010.jpg"), presenttest.SharedPhoto(t, "DSCN0012.jpg")})
	l.Until("the previews are made", func() bool {
		s := in.State()
		return len(s.Photos) == 2 && s.Photos[0].Preview != nil && s.Photos[1].Preview != nil
	})
	s := in.State()
	if !s.Place.Set || s.Place.Source != "взято из фото" || !strings.HasPrefix(s.Place.Where, "43.46745, 11.885") {
		t.Errorf("place %+v", s.Place)
	}
	in.RemovePhoto(s.Photos[0].ID)
	l.Until("it comes from the other", func() bool { return len(in.State().Photos) == 1 && in.State().Place.Set })
	in.RemovePhoto(in.State().Photos[0].ID)
	l.Until("it went with the last", func() bool { return len(in.State().Photos) == 0 && !in.State().Place.Set })
}

func TestOwnPositionStays(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.AddPhotos([]present.PhotoFile{presenttest.SharedPhoto(t, "DSCN0010.jpg")})
	l.Until("it is placed", func() bool { return in.State().Place.Set })
	in.ClearPosition()
	if in.State().Place.Set {
		t.Error("it wasn't forgotten")
	}
}

func TestBadFilesAreNamed(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.AddPhotos([]present.PhotoFile{
		file("список.txt", []byte("не картинка")),
		{Name: "флешка.jpg", Open: func() (io.ReadCloser, error) { return nil, errors.New("gone") }},
		presenttest.SharedPhoto(t, "corrupted.jpg"),
	})
	if !in.State().Taking {
		t.Error("it doesn't say that it takes files")
	}
	l.Until("all were looked at", func() bool { return !in.State().Taking })
	s := in.State()
	if len(s.Refused) != 2 || !strings.Contains(s.Refused[0], "список.txt") || !strings.Contains(s.Refused[1], "флешка.jpg") {
		t.Errorf("refused: %q", s.Refused)
	}
	if len(s.Photos) != 1 {
		t.Fatalf("photos: %+v", s.Photos)
	}
	l.Until("the damaged one is known", func() bool { return in.State().Photos[0].State == civic.PhotoUnreadable })
	if in.State().Photos[0].Problem == "" {
		t.Error("it doesn't say why it can't be read")
	}
}

func TestNoMoreThanTenPhotos(t *testing.T) {
	l, _, p := open(t)
	one := presenttest.SharedPhoto(t, "DSCN0010.jpg")
	files := make([]present.PhotoFile, civic.MaxPhotos+1)
	for i := range files {
		files[i] = one
	}
	p.Intake.AddPhotos(files)
	l.Until("all were looked at", func() bool { return !p.Intake.State().Taking })
	if s := p.Intake.State(); len(s.Photos) != civic.MaxPhotos || len(s.Refused) != 1 || !s.Full {
		t.Errorf("%d photos, refused %q, full %v", len(s.Photos), s.Refused, s.Full)
	}
}

func TestDraftIsSavedWhileOneTypes(t *testing.T) {
	l, env, p := open(t)
	in := p.Intake
	for _, text := range []string{"Я", "Ям", "Яма"} {
		in.SetText(text)
		l.Advance(present.DraftWithin / 4)
	}
	l.Advance(present.DraftWithin / 4)
	l.Until("it is saved", func() bool { return strings.HasPrefix(in.State().Saved, "Черновик сохранён") })
	in.Choose("roads-pothole")
	in.SetName("Петрова Анна")
	if err := p.Close(); err != nil { // with what the timer hasn't saved yet
		t.Fatal(err)
	}
	again := presenttest.Open(t, l, env)
	s := again.Intake.State()
	if s.Report.Text != "Яма" || s.Category.Slug != "roads-pothole" || s.Report.Reporter.Name != "Петрова Анна" || !s.Begun {
		t.Errorf("after the end: %+v", s)
	}
	if again.State().Page != present.PageIntake || !strings.HasPrefix(s.Saved, "Найден незаконченный черновик") {
		t.Errorf("page %s, %q", again.State().Page, s.Saved)
	}
}

func TestWhatIsWrongIsSaidInTheForm(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	var at string
	in.OnWrong = func(field string) { at = field }
	if len(in.State().Wrong) != 0 {
		t.Error("it complains before anybody tried to save")
	}
	in.SetName("Петрова")
	in.SetReply(civic.ReplyPhone)
	in.Save()
	wrong := in.State().Wrong
	for _, field := range []string{present.FieldCategory, present.FieldText, present.FieldPhone, present.FieldConsent} {
		if wrong[field] == "" || strings.Contains(wrong[field], "validate.") {
			t.Errorf("%s: %q", field, wrong[field])
		}
	}
	if at != present.FieldPhone {
		t.Errorf("the person was brought to %s", at)
	}
	in.SetPhone("912 000")
	in.SetConsent(true)
	in.SetText("Яма")
	in.Choose("roads-pothole")
	if wrong = in.State().Wrong; len(wrong) != 0 {
		t.Errorf("it goes on complaining: %v", wrong)
	}
	in.Save()
	if s := in.State(); s.Advice == "" || at != present.FieldAddress {
		t.Errorf("no word about the missing place: %+v", s)
	}
	in.Save()
	l.Until("it is saved all the same", func() bool { return in.State().Done.Number != "" })
}

func TestEmergencyFollowsTheCategory(t *testing.T) {
	_, env, p := open(t)
	in := p.Intake
	var emergency civic.CategorySlug
	for _, theme := range env.Known.Themes() {
		for _, c := range theme.Categories {
			if c.Emergency {
				emergency = c.Slug
			}
		}
	}
	in.Choose(emergency)
	if s := in.State(); !s.Danger || s.Report.Urgency != civic.UrgencyEmergency {
		t.Errorf("no danger with %s", emergency)
	}
	in.Choose("roads-pothole")
	if s := in.State(); s.Danger || s.Report.Urgency != civic.UrgencyOrdinary {
		t.Error("the danger stays with a pothole")
	}
	in.SetUrgency(civic.UrgencyEmergency)
	in.Choose("roads-pothole")
	if !in.State().Danger {
		t.Error("what a person said was an emergency isn't any more")
	}
}

func TestCategoriesByTyping(t *testing.T) {
	_, _, p := open(t)
	in := p.Intake
	in.SetQuery("фонарь не гор")
	s := in.State()
	if len(s.Found) == 0 || s.Found[0].Title == "" || s.Found[0].Theme == "" || s.Found[0].Icon == "" {
		t.Fatalf("found %+v", s.Found)
	}
	in.Choose(s.Found[0].Slug)
	s = in.State()
	if s.Query != s.Category.Title || len(s.Found) != 0 || s.Who == "" || s.When == "" || len(s.Chips) < 2 || s.Chips[0].Slug != s.Category.Slug {
		t.Errorf("after the choice: %+v", s)
	}
}

func TestClearTakesTwoPresses(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.Clear()
	if in.State().Sure {
		t.Error("there was nothing to clear")
	}
	in.SetText("Яма")
	in.Clear()
	if s := in.State(); !s.Sure || s.Report.Text != "Яма" {
		t.Errorf("after one press: %+v", s)
	}
	l.Advance(5 * time.Second)
	if in.State().Sure {
		t.Error("it stays sure for ever")
	}
	in.Clear()
	in.SetText("Яма!")
	if in.State().Sure {
		t.Error("typing doesn't take it back")
	}
	id := in.State().Report.ID
	in.Clear()
	in.Clear()
	if s := in.State(); s.Begun || s.Report.Text != "" || s.Report.ID == id {
		t.Errorf("after two presses: %+v", s)
	}
	l.Until("no draft is left", func() bool { return p.Journal.State().Filters[1].Count == 0 })
}

func TestDraftsWaitInTheJournal(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.SetText("Первый")
	in.Shelve()
	in.SetText("Второй")
	l.Until("the first waits", func() bool { return p.State().Drafts == 1 })
	p.Go(present.PageJournal)
	l.Until("it is shown", func() bool { return len(p.Journal.State().Filters) > 1 })
	p.Journal.Filter(1)
	l.Until("both are listed", func() bool { return p.Journal.State().Rows == 2 })
	for i := range 2 {
		if p.Journal.Row(i).Under == "Первый" {
			p.Journal.Open(i)
			break
		}
	}
	l.Until("the first is in the form", func() bool { return in.State().Report.Text == "Первый" })
	if p.State().Page != present.PageIntake {
		t.Error("the form isn't shown")
	}
	l.Until("the second waits", func() bool { return p.State().Drafts == 1 })
}

func TestSavingWaitsForPhotosOnTheirWay(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.Choose("roads-pothole")
	in.SetText("Яма")
	in.SetAddress("ул. Лесная, 12")
	in.AddPhotos([]present.PhotoFile{presenttest.SharedPhoto(t, "DSCN0010.jpg")})
	in.Save()
	l.Until("it is saved", func() bool { return in.State().Done.Number != "" })
	p.Journal.Show(in.State().Done.ID)
	l.Until("its details are shown", func() bool { return p.Journal.State().Details != nil })
	if d := p.Journal.State().Details; len(d.Photos) != 1 || !d.Spot.Set {
		t.Errorf("saved without its photo or the photo's position: %+v", d)
	}
}
