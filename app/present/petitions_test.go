package present_test

import (
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
)

// draw puts a signature on the pad.
func draw(s *present.Petitions) {
	var stroke civic.Stroke
	for i := range 50 {
		stroke = append(stroke, civic.InkPoint{X: 100 + i*12, Y: 120 + (i%7)*9, At: time.Duration(i*15) * time.Millisecond})
	}
	s.SetDrawing([]civic.Stroke{stroke}, 1000, 300)
}

func fill(s *present.Petitions, name string) {
	s.Set(present.SignName, name)
	s.Set(present.SignBirth, "1961")
	s.Set(present.SignAddress, "ул. Лесная, 12")
	s.SetChecked(civic.CheckedPassport)
	s.SetConsent(true)
}

func saveSigned(t *testing.T, l *presenttest.Loop, s *present.Petitions) {
	t.Helper()
	s.Save()
	l.Until("the signature is saved", func() bool {
		state := s.State().Sign
		if len(state.Wrong) > 0 || state.Same != "" {
			t.Fatalf("not saved: %v %s", state.Wrong, state.Same)
		}
		return state.Done != ""
	})
}

// petitioned is an enrolled point that was told of a petition.
func petitioned(t *testing.T, change func(*civic.Petition)) (*presenttest.Loop, *present.Point, *portaltest.Portal, civic.Petition) {
	t.Helper()
	l, _, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	draft := at.Draft()
	if change != nil {
		change(&draft)
	}
	petition := at.Published(t, draft)
	enrolled(t, l, p, at)
	p.Go(present.PagePetitions)
	l.Until("the petition is told of", func() bool {
		p.Petitions.Reload()
		return len(p.Petitions.State().Rows) == 1
	})
	return l, p, at, petition
}

// TestSignaturesReachThePortal is the job from the published text to the tally that comes back.
func TestSignaturesReachThePortal(t *testing.T) {
	l, p, at, petition := petitioned(t, nil)
	s := p.Petitions
	sign := s.State().Sign
	if sign.Title != petition.Title || sign.Text != petition.Text || sign.Closed != "" || len(sign.Proofs) != 2 || sign.Draft.Settlement != "с. Ставчены" {
		t.Fatalf("%+v", sign)
	}
	fill(s, "Петрова Анна Сергеевна")
	draw(s)
	saveSigned(t, l, s)
	if d := s.State().Sign.Draft; d.Name != "" || d.Address != "" || d.Birth != "" || d.Consent || !d.Drawing.IsZero() || d.Checked != "" {
		t.Errorf("of the person there is left: %+v", d)
	}
	fill(s, "Козак Иван Петрович")
	s.SetProof(civic.ProofWet)
	s.Set(present.SignSheet, "СТ-01-S01-7KQ")
	s.Set(present.SignRow, "4")
	saveSigned(t, l, s)
	if d := s.State().Sign.Draft; d.Row != "5" || d.Sheet != "СТ-01-S01-7KQ" || d.Name != "" || d.Checked != civic.CheckedPassport {
		t.Errorf("for the next row there is proposed: %+v", d)
	}
	l.Until("the portal counted both and says so", func() bool {
		s.Reload()
		return len(at.States(t, petition)) == 2 && strings.HasPrefix(s.State().Rows[0].Stands, "2 из 3")
	})
	for id, state := range at.States(t, petition) {
		if state != civic.SignatureValid {
			t.Errorf("%s: %s", id, state)
		}
	}
	if r := s.State().Rows[0]; r.Here != "здесь 2 подписи" || r.Left == "" || r.Progress < 0.6 {
		t.Errorf("%+v", r)
	}
	at.Verified(t)
}

func TestSignatureNotSavedSaysWhy(t *testing.T) {
	l, p, at, petition := petitioned(t, nil)
	s := p.Petitions
	var went []string
	s.OnWrong = func(field string) { went = append(went, field) }
	s.Save()
	wrong := s.State().Sign.Wrong
	for _, field := range []string{present.SignName, present.SignAddress, present.SignBirth, present.SignChecked, present.SignConsent, present.SignDrawing} {
		if wrong[field] == "" {
			t.Errorf("nothing is said about %s", field)
		}
	}
	if len(went) != 1 || went[0] != present.SignName {
		t.Errorf("the keyboard goes to %q", went)
	}
	for field, row := range map[string][2]string{
		present.SignName: {"Петрова А. С.", "без инициалов"}, present.SignBirth: {"30.02.1961", "Такой даты нет"}, present.SignSettlement: {"Липовка", "других населённых"},
	} {
		fill(s, "Петрова Анна")
		draw(s)
		s.Set(field, row[0])
		s.Save()
		if got := s.State().Sign.Wrong[field]; !strings.Contains(got, row[1]) {
			t.Errorf("%s: %q", field, got)
		}
		s.Set(present.SignSettlement, "Ставчены")
	}
	fill(s, "Петрова Анна")
	s.SetProof(civic.ProofWet)
	s.Set(present.SignSheet, "Л-1")
	s.Set(present.SignRow, "1")
	s.Set(present.SignDate, petition.To.AddDays(1).String())
	s.Save()
	if got := s.State().Sign.Wrong[present.SignDate]; got == "" {
		t.Error("a day to come is accepted")
	}
	if n := len(at.States(t, petition)); n != 0 {
		t.Errorf("%d arrived", n)
	}
	l.Drain()
}

func TestSamePersonIsWarnedAboutOnce(t *testing.T) {
	l, p, at, petition := petitioned(t, nil)
	s := p.Petitions
	fill(s, "Семёнова Анна Сергеевна")
	draw(s)
	saveSigned(t, l, s)
	fill(s, "анна сергеевна семенова")
	draw(s)
	s.Save()
	l.Until("it is warned", func() bool { return s.State().Sign.Same != "" })
	if d := s.State().Sign.Draft; d.Name == "" || d.Drawing.IsZero() {
		t.Error("the warning emptied the form")
	}
	s.Save()
	l.Until("it is saved all the same", func() bool { return s.State().Sign.Done != "" })
	l.Until("both arrived", func() bool { return len(at.States(t, petition)) == 2 })
	count := map[civic.SignatureState]int{}
	for _, state := range at.States(t, petition) {
		count[state]++
	}
	if count[civic.SignatureValid] != 1 || count[civic.SignatureDuplicate] != 1 {
		t.Errorf("%v", count)
	}
}

func TestRowIsKeyedInOnce(t *testing.T) {
	l, p, _, _ := petitioned(t, func(p *civic.Petition) { p.Proofs = []civic.Proof{civic.ProofWet} })
	s := p.Petitions
	for i, name := range []string{"Петрова Анна", "Козак Иван"} {
		fill(s, name)
		s.Set(present.SignSheet, "Л-7")
		s.Set(present.SignRow, "3")
		s.Save()
		l.Until("it is saved or refused", func() bool {
			state := s.State().Sign
			return state.Done != "" || state.Wrong[present.SignRow] != ""
		})
		if refused := s.State().Sign.Wrong[present.SignRow] != ""; refused != (i == 1) {
			t.Errorf("row 3, the %d. time: %+v", i+1, s.State().Sign.Wrong)
		}
	}
}

// Without a line a signature is kept, and the queue says where it is.
func TestSignatureWaitsInTheQueue(t *testing.T) {
	l, p, at, _ := petitioned(t, nil)
	at.Server.CloseClientConnections()
	at.Server.Close()
	fill(p.Petitions, "Петрова Анна")
	draw(p.Petitions)
	saveSigned(t, l, p.Petitions)
	p.Go(present.PageOutbox)
	l.Until("it is in the queue", func() bool { return p.Outbox.State().Rows == 1 })
	i := p.Outbox.Item(0)
	if !strings.Contains(i.Title, "2026-01") || i.Icon != "signature" || !strings.Contains(p.State().Strip.Sentence, "1 подпись") {
		t.Errorf("%+v, %q", i, p.State().Strip.Sentence)
	}
}

// What is agreed to at the desk is the consent for signing, a document of its own: shown and printed for whoever is in the form, and named
// by what the journal says of the signature.
func TestConsentAtTheDeskIsTheOneForSigning(t *testing.T) {
	l, p, _, petition := petitioned(t, nil)
	s := p.Petitions
	fill(s, "петрова  анна сергеевна")
	s.Set("paper", "119")
	s.PrintConsent()
	l.Until("the consent is shown", func() bool { return p.State().Page == present.PagePreview && p.Preview.State().Pages == 1 })
	if title := p.Preview.State().Title; !strings.Contains(title, petition.Number) {
		t.Errorf("titled %q", title)
	}
	p.Preview.Close()
	if d := s.State().Sign.Draft; !d.Consent || d.Paper != "119" {
		t.Errorf("after it was shown: %+v", d)
	}
	draw(s)
	saveSigned(t, l, s)
	all, err := present.SignedHere(t.Context(), p, petition.ID)
	if err != nil || len(all) != 1 || all[0].Consent != (civic.Consent{Given: true, Sheet: "119", Version: "signing-" + present.SigningVersion()}) {
		t.Errorf("%+v, %v", all, err)
	}
}

// A blank sheet gets an id of its own, is shown before it is printed, and proposed when its rows are keyed in.
func TestBlankSheetIsShownAndProposed(t *testing.T) {
	l, p, _, _ := petitioned(t, nil)
	p.Petitions.PrintSheet()
	l.Until("the sheet is shown", func() bool { return p.State().Page == present.PagePreview && p.Preview.State().Pages == 1 })
	l.Until("it is known", func() bool { return len(p.Petitions.State().Sign.Sheets) == 1 })
	p.Go(present.PagePetitions)
	p.Petitions.SetProof(civic.ProofWet)
	if d := p.Petitions.State().Sign.Draft; d.Sheet != p.Petitions.State().Sign.Sheets[0] || d.Row != "1" {
		t.Errorf("proposed: %+v", d)
	}
}
