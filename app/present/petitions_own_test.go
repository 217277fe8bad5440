package present_test

import (
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
)

// mailed makes a phone an account's, by a letter.
func mailed(t *testing.T, l *presenttest.Loop, p *present.Point, at *portaltest.Portal) {
	t.Helper()
	p.Join.SetURL(at.Server.URL)
	p.Join.Ask()
	step := func(want present.JoinStep) {
		t.Helper()
		l.Until("the step is "+string(want), func() bool {
			s := p.Join.State()
			if s.Problem != "" {
				t.Fatal(s.Problem)
			}
			return s.Step == want && s.Busy == ""
		})
	}
	step(present.JoinChoose)
	p.Join.ByMail()
	p.Join.SetEmail("roza@example.org")
	p.Join.SetConsent(true)
	p.Join.Send()
	step(present.JoinCode)
	p.Join.SetCode(at.Letters.Code())
	p.Join.Give()
	step(present.JoinDone)
}

// A citizen signs on their own phone, the portal counts it once beside the desk's, and takes it back when they do.
func TestCitizenSignsOnTheirPhone(t *testing.T) {
	l, _, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	draft := at.Draft()
	draft.Proofs = []civic.Proof{civic.ProofWet, civic.ProofOwn}
	petition := at.Published(t, draft)
	if way := p.Petitions.Own().Way; way != present.OwnShut {
		t.Errorf("without a petition: %s", way)
	}
	mailed(t, l, p, at)
	s := p.Petitions
	l.Until("the petition is told of", func() bool {
		s.Reload()
		return len(s.State().Rows) == 1
	})
	if o := s.Own(); o.Way != present.OwnOpen || !o.Drawn || o.Account != "roza@example.org" || o.Tell == "" {
		t.Fatalf("%+v", o)
	}
	s.Save()
	if o := s.Own(); o.Wrong[present.SignName] == "" || o.Wrong[present.SignConsent] == "" || o.Wrong[present.SignDrawing] == "" || o.Wrong[present.SignChecked] != "" {
		t.Errorf("%+v", o.Wrong)
	}
	s.Set(present.SignName, "Петрова Анна Сергеевна")
	s.Set(present.SignBirth, "1961")
	s.Set(present.SignAddress, "ул. Лесная, 12")
	s.SetConsent(true)
	draw(s)
	kept := s.KeepOwn()
	s.Clear()
	s.ResumeOwn(kept)
	if d := s.Own().Draft; d.Name != "Петрова Анна Сергеевна" || d.Drawing.IsZero() || !d.Consent || d.Settlement != "с. Ставчены" {
		t.Errorf("of what was unfinished there is left %+v", d)
	}
	s.Save()
	signed := func(what string, ok func(present.OwnState) bool) {
		t.Helper()
		l.Until(what, func() bool {
			o := s.Own()
			if len(o.Wrong) > 0 {
				t.Fatalf("%v", o.Wrong)
			}
			s.Reload()
			return ok(o)
		})
	}
	signed("it is at the portal", func(o present.OwnState) bool { return o.Way == present.OwnSigned && o.Tone == present.ToneGood })
	desk := portaltest.Enrolled(t, at, civic.RolePoint, "с. Ставчены")
	same := desk.Signature(petition)
	same.Signatory.Name, same.Signatory.Address = "Анна Сергеевна Петрова", "Лесная, д. 12"
	desk.TellSigned(same)
	desk.PushAll()
	if got, err := at.Petition(t.Context(), petition.Number); err != nil || got.Collected != 2 || got.Valid != 1 || got.Duplicate != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	s.TakeBack()
	if o := s.Own(); !o.Sure || o.Way != present.OwnSigned {
		t.Errorf("taken back without asking: %+v", o)
	}
	s.LeaveIt()
	s.TakeBack()
	s.TakeBack()
	signed("it is taken back", func(o present.OwnState) bool { return o.Way == present.OwnOpen && o.Again != "" })
	l.Until("the portal knows", func() bool {
		got, err := at.Petition(t.Context(), petition.Number)
		return err == nil && got.Valid == 0
	})
	at.Verified(t)
}

// Who can't sign here is told so before anything is filled in.
func TestCitizenIsToldWhereToSign(t *testing.T) {
	l, _, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	draft := at.Draft()
	at.Published(t, draft)
	draft.Title, draft.Proofs = "Автобус", []civic.Proof{civic.ProofPortal}
	at.Published(t, draft)
	draft.Title, draft.From = "Медпункт", draft.From.AddDays(20)
	at.Published(t, draft)
	mailed(t, l, p, at)
	s := p.Petitions
	l.Until("the petitions are told of", func() bool {
		s.Reload()
		return len(s.State().Rows) == 3
	})
	for title, want := range map[string]present.OwnWay{"Мост через Липовку": present.OwnElsewhere, "Автобус": present.OwnOpen, "Медпункт": present.OwnShut} {
		for i, row := range s.State().Rows {
			if row.Title == title {
				s.Choose(i)
			}
		}
		if o := s.Own(); o.Way != want || want != present.OwnOpen && o.Title == "" || o.Drawn {
			t.Errorf("%s: %+v", title, o)
		}
	}
	p.Join.Leave()
	l.Until("the phone is nobody's", func() bool { return p.Join.State().Account == "" && p.Join.State().Busy == "" })
	for i, row := range s.State().Rows {
		if row.Title == "Автобус" {
			s.Choose(i)
		}
	}
	if o := s.Own(); o.Way != present.OwnNameless || o.Why == "" || o.Link == "" {
		t.Errorf("%+v", o)
	}
}

// Who comes back to the desk takes their signature back, after a look at who they are; the portal's count follows.
func TestSignatureTakenBackAtTheDesk(t *testing.T) {
	l, p, at, petition := petitioned(t, nil)
	s := p.Petitions
	for _, name := range []string{"Петрова Анна Сергеевна", "Козак Иван Петрович"} {
		fill(s, name)
		draw(s)
		saveSigned(t, l, s)
	}
	valid := func(want int) {
		t.Helper()
		l.Until("the portal has counted", func() bool {
			got, err := at.Petition(t.Context(), petition.Number)
			return err == nil && got.Valid == want
		})
	}
	valid(2)
	s.Seek("никто")
	l.Until("nobody is found", func() bool { return s.Back().Nothing != "" })
	s.Seek("петр анн")
	l.Until("she is found", func() bool { return len(s.Back().Found) == 1 })
	s.Withdraw() // nobody is chosen
	s.ChooseBack(0)
	s.Withdraw()
	if b := s.Back(); b.Wrong == "" || b.Chosen != 0 || b.Done != "" {
		t.Errorf("without a look at who it is: %+v", b)
	}
	s.SetBackChecked(civic.CheckedPassport)
	s.Withdraw()
	l.Until("it is taken back", func() bool { return s.Back().Done != "" })
	valid(1)
	all, err := at.Signatures(t.Context(), petition.ID)
	if err != nil || len(all) != 2 || all[0].BackChecked != civic.CheckedPassport || all[1].BackChecked != "" {
		t.Errorf("who it was the portal knows by %+v, %v", all, err)
	}
	s.Seek("петрова")
	l.Until("it is there no more", func() bool { return s.Back().Nothing != "" })
	at.Verified(t)
}
