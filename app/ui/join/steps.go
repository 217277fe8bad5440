package join

import (
	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// where asks for the portal's address.
func (s *Screen) where(state present.JoinState) {
	if state.Waiting > 0 {
		s.add(w.NewBanner(w.Info, s.v.Count("enroll.waiting", state.Waiting, nil), "", nil).Lead(w.NewIcon("inbox", 24, theme.Link)))
	}
	s.add(w.NewHint(s.v.Say("join.under")))
	s.add(w.Card(16, s.field(present.JoinFieldURL, "join.url", "join.url-hint", "globe", state.URL, s.p.SetURL, s.p.Ask)))
	ways := w.NewMenu()
	s.way(ways, "qr", "join.qr", s.v.Say("join.qr.under"), s.p.ByQR)
	s.way(ways, "clock", "join.later", s.v.Say("join.later.under"), s.host.Return)
	s.add(ways.Card())
	s.main("arrow-right", "join.next", s.p.Ask)
}

func (s *Screen) way(menu *w.Menu, icon, key, under string, do func()) {
	menu.Add(w.NewTile(icon, 40, theme.Accent), s.v.Say(key), under, do)
}

// choose shows the ways that are open.
func (s *Screen) choose(state present.JoinState) {
	s.add(w.Card(16, w.Row(12, w.Middle(w.NewTile("landmark", 40, theme.Accent)), w.Grow(w.Middle(w.Col(2, w.NewParagraph(state.District).Bold(), w.NewHint(state.URL)))))))
	ways := w.NewMenu()
	if state.Mail {
		s.way(ways, "mail", "join.mail", s.v.Say("join.mail.under"), s.p.ByMail)
	}
	if state.Browser {
		under := s.v.Say("join.browser.under")
		if state.Services != "" {
			under = s.v.With("join.browser.services", lang.Args{"Services": state.Services})
		}
		s.way(ways, "globe", "join.browser", under, s.p.ByBrowser)
	}
	s.way(ways, "qr", "join.qr", s.v.Say("join.qr.under"), s.p.ByQR)
	if state.Nameless {
		s.way(ways, "eye-off", "join.nameless", s.v.Say("join.nameless.under"), s.p.Nameless)
	}
	s.add(ways.Card())
}

// address asks where the letter goes.
func (s *Screen) address(state present.JoinState) {
	email := s.field(present.JoinFieldEmail, "join.email", "join.email-hint", "mail", state.Email, s.p.SetEmail, s.p.Send)
	consent := w.NewCheck(s.v.Say("join.consent"), state.Consent, s.p.SetConsent)
	s.add(w.Card(16, w.Col(16, email, consent)))
	if state.Text != "" {
		read := w.NewMenu()
		s.way(read, "file-text", "join.consent.read", "", func() { s.host.OpenURL(state.Text) })
		s.add(read.Card())
	}
	s.main("mail", "join.send", s.p.Send)
}

// code asks for what the letter said.
func (s *Screen) code(state present.JoinState) {
	s.add(w.NewBanner(w.Good, s.v.With("join.sent", lang.Args{"Email": state.Email}), s.v.With("join.sent.under", lang.Args{"Until": state.Until}), nil).Lead(w.NewIcon("mail-check", 24, theme.Success)))
	s.add(w.Card(16, s.codeField(state)))
	s.add(w.Row(0, w.NewLinkButton("refresh", s.v.Say("join.again-mail"), s.p.Send), w.Space()))
	s.main("link", "join.connect", s.p.Give)
}

func (s *Screen) codeField(state present.JoinState) *w.Field {
	return s.field(present.JoinFieldCode, "join.code", "join.code-hint", "key", state.Code, s.p.SetCode, s.p.Give)
}

// browser waits for somebody who signs in there.
func (s *Screen) browser(state present.JoinState) {
	mark := w.Col(8, w.NewHint(s.v.Say("join.mark")), w.NewBold(state.Mark).Step(16), w.NewHint(s.v.Say("join.mark.under")))
	s.add(w.Card(16, mark))
	s.add(w.NewBanner(w.Info, s.v.Say("join.wait"), s.v.Say("join.wait.under"), nil).Lead(w.NewIcon("hourglass", 24, theme.Link)))
	if state.CanOpen {
		s.add(w.NewButton("globe", s.v.Say("join.open"), s.p.OpenPage))
	} else {
		s.add(w.NewHint(s.v.With("join.open-by-hand", lang.Args{"Page": state.Page})))
	}
	s.add(w.Card(16, s.codeField(state)))
	s.main("link", "join.connect", s.p.Give)
}

// scan reads a QR code, or what is written beneath it.
func (s *Screen) scan(state present.JoinState) {
	pick := w.NewButton("image", s.v.Say("join.scan.pick"), func() {
		s.host.PickPhotos(func(files []present.PhotoFile) {
			if len(files) > 0 {
				s.p.Picture(files[0])
			}
		})
	})
	first := w.Col(12, w.NewHint(s.v.Say("join.scan.under")))
	if state.Camera {
		first.Add(w.NewButton("camera", s.v.Say("join.scan"), s.p.Scan))
	}
	first.Add(pick)
	s.add(w.Card(16, first))
	url := s.field(present.JoinFieldURL, "join.url", "", "globe", state.URL, s.p.SetURL, s.p.Give)
	s.add(w.Card(16, w.Col(16, w.NewParagraph(s.v.Say("join.scan.type")).Bold(), url, s.codeField(state))))
	s.main("link", "join.connect", s.p.Give)
}

// done shows whose the phone is.
func (s *Screen) done(state present.JoinState) {
	icon, title := "shield-check", s.v.Say("join.is")
	s.add(w.Card(16, w.Row(12, w.Middle(w.NewTile(icon, 48, theme.Success)), w.Grow(w.Middle(w.Col(2, w.NewParagraph(title).Bold().Step(theme.Body+2), w.NewHint(state.District)))))))
	if !state.Own {
		s.add(w.NewBanner(w.Info, s.v.With("join.is.staff", lang.Args{"Place": state.District}), "", nil))
		return
	}
	account, under, other := state.Account, s.v.Say("join.is.account.under"), "join.other"
	if account == "" {
		account, under, other = s.v.Say("join.is.nobody"), s.v.Say("join.is.nobody.under"), "join.add"
	}
	s.add(w.Card(16, w.Col(12,
		w.Col(2, w.NewHint(s.v.Say("join.is.account")), w.NewBold(account).Ellipsis()), w.NewHint(under), w.Divider(),
		w.Col(2, w.NewHint(s.v.Say("join.is.district")), w.NewText(state.URL).Ellipsis()),
		w.Col(2, w.NewHint(s.v.Say("join.is.number")), w.NewParagraph(state.Number)),
	)))
	ways := w.NewMenu()
	s.way(ways, "user", other, "", s.p.Again)
	if state.Account != "" {
		s.way(ways, "x", "join.leave", s.v.Say("join.leave.under"), s.askTwice)
	}
	s.add(ways.Card())
}

// askTwice puts in the main action's place that the phone leaves its account: nobody does that by a slip.
func (s *Screen) askTwice() {
	s.main("x", "join.leave.sure", s.p.Leave)
	s.host.Redraw()
}
