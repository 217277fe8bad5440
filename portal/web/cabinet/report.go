package cabinet

import (
	"context"
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/draft"
	"priyom/portal/maps"
	"priyom/portal/notify"
	"priyom/portal/own"
	"priyom/portal/web/kit"
)

// formPath is where a problem is reported.
const formPath = "/report/new"

// draftCookie has the key of the draft; what the database has can't be read without it.
const draftCookie = "draft"

// form shows the form as it was left.
func (p *Cabinet) form(rw http.ResponseWriter, r *http.Request) {
	s := sheet{}
	if t, ok := token(r); ok {
		if r.URL.Query().Has("fresh") {
			if err := p.Drafts.Drop(r.Context(), t); err != nil {
				p.Kit.Fail(rw, r, err)
				return
			}
			forget(rw)
		} else if err := p.load(r.Context(), t, &s); err != nil {
			p.Kit.Fail(rw, r, err)
			return
		}
	}
	if _, ok := p.age(s.Stamp); !ok {
		s.Stamp = p.newStamp()
	}
	if kind := civic.CategorySlug(r.URL.Query().Get("category")); kind != "" && s.Category == "" {
		s.Category = kind // a link from elsewhere says what is meant
	}
	if me := kit.Who(r.Context()).Citizen; me != nil && s.Name == "" && s.Email == "" {
		s.Name, s.Email = me.Name, me.Email
	}
	p.show(rw, r, http.StatusOK, s)
}

func (p *Cabinet) load(ctx context.Context, t draft.Token, s *sheet) error {
	body, photos, err := p.Drafts.Load(ctx, t)
	if errors.Is(err, db.ErrNotFound) || errors.Is(err, draft.ErrLost) {
		return nil
	}
	if err != nil {
		return err
	}
	kept, err := decodeFields(body)
	if err == nil { // a draft of another version is begun anew
		s.fields, s.Photos, s.Restored = kept, photos, true
	}
	return nil
}

func token(r *http.Request) (draft.Token, bool) {
	c, err := r.Cookie(draftCookie)
	if err != nil {
		return draft.Token{}, false
	}
	return draft.ParseToken(c.Value)
}

func (p *Cabinet) remember(rw http.ResponseWriter, r *http.Request, t draft.Token) {
	http.SetCookie(rw, &http.Cookie{
		Name: draftCookie, Value: t.String(), Path: formPath, MaxAge: int(draft.Lasts.Seconds()), HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: secure(r),
	})
}

func forget(rw http.ResponseWriter) {
	http.SetCookie(rw, &http.Cookie{Name: draftCookie, Path: formPath, MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// secure says that a cookie may be kept from unencrypted lines: a proxy on this machine speaks for the one before it.
func secure(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// filled takes a form in: to be sent, or to be gone on with.
func (p *Cabinet) filled(rw http.ResponseWriter, r *http.Request) {
	f, err := p.read(rw, r)
	if err != nil {
		p.unread(rw, r, err)
		return
	}
	defer f.close()
	s := sheet{fields: readFields(f)}
	send := f.get("act") == "send"
	if send { // the same form again: what it said is said
		if sent, err := p.Journal.Sent(r.Context(), key("report", s.Stamp)); err == nil {
			p.sent(rw, r, sent)
			return
		}
	}
	if over := p.limits.spend(r, limitForm); over {
		s.Cause = "limit"
	}
	t, err := p.put(rw, r, &s, f)
	if err != nil {
		p.failed(rw, r, s, err)
		return
	}
	if !send || s.Cause != "" {
		p.goOn(rw, r, s, f)
		return
	}
	p.send(rw, r, s, t, f)
}

// unread says what is wrong with a form that couldn't be taken in. What was saved before is still there.
func (p *Cabinet) unread(rw http.ResponseWriter, r *http.Request, err error) {
	r = r.WithContext(context.WithoutCancel(r.Context())) // a line that stands still ends it, and its sender may still read
	s := sheet{}
	if t, ok := token(r); ok {
		if err := p.load(r.Context(), t, &s); err != nil {
			p.Kit.Fail(rw, r, err)
			return
		}
	}
	if _, ok := p.age(s.Stamp); !ok {
		s.Stamp = p.newStamp()
	}
	status := http.StatusBadRequest
	switch {
	case errors.Is(err, errHuge):
		s.Cause, status = "huge", http.StatusRequestEntityTooLarge
		rw.Header().Set("Connection", "close")
	case errors.Is(err, errSlow):
		s.Cause, status = "slow", http.StatusRequestTimeout
		rw.Header().Set("Connection", "close")
	case errors.Is(err, errForm):
		s.Cause = "unreadable"
	default:
		p.Kit.Fail(rw, r, err)
		return
	}
	p.show(rw, r, status, s)
}

// put keeps what a form brought in the draft, photos too.
func (p *Cabinet) put(rw http.ResponseWriter, r *http.Request, s *sheet, f *filled) (t draft.Token, err error) {
	t, known := token(r)
	if !known {
		if t, err = p.Drafts.Token(); err != nil {
			return t, err
		}
	}
	p.remember(rw, r, t)
	if len(f.files) > 0 && p.limits.spend(r, limitPhotos) {
		s.Cause = "limit"
	}
	if s.Cause == "" {
		made, bad, err := p.prepareAll(r.Context(), f)
		if err != nil {
			return t, err
		}
		s.Bad = bad
		if err := p.locate(r.Context(), s, made); err != nil {
			return t, err
		}
		if err := p.save(r.Context(), t, s.fields); err != nil {
			return t, err
		}
		if err := p.addPhotos(r.Context(), t, s, made); err != nil {
			return t, err
		}
	}
	if id, err := civic.ParsePhotoID(f.get("drop")); err == nil {
		if err := p.Drafts.DropPhoto(r.Context(), t, id); err != nil {
			return t, err
		}
	}
	_, s.Photos, err = p.Drafts.Load(r.Context(), t)
	if errors.Is(err, db.ErrNotFound) || errors.Is(err, draft.ErrLost) {
		err = nil
	}
	return t, err
}

func (p *Cabinet) save(ctx context.Context, t draft.Token, f fields) error {
	body, err := f.encode()
	if err != nil {
		return err
	}
	return p.Drafts.Save(ctx, t, body)
}

func (p *Cabinet) addPhotos(ctx context.Context, t draft.Token, s *sheet, made []own.Photo) error {
	for _, m := range made {
		err := p.Drafts.AddPhoto(ctx, t, m)
		if errors.Is(err, draft.ErrMany) {
			s.Bad = append(s.Bad, trouble{Key: "photo.many"})
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// locate sets the pin where a photo was taken, if nobody set it. What was taken beyond the district's map tells nothing about a place in it.
func (p *Cabinet) locate(ctx context.Context, s *sheet, made []own.Photo) error {
	if _, ok := s.position(); ok {
		return nil
	}
	box, err := p.Map.Bounds(ctx)
	anywhere := errors.Is(err, maps.ErrNone)
	if err != nil && !anywhere {
		return err
	}
	for _, m := range made {
		if m.Located && (anywhere || inside(box, m.Position)) {
			s.Lat, s.Lon, s.Source = degrees(m.Position.Lat), degrees(m.Position.Lon), civic.SourcePhoto
			return nil
		}
	}
	return nil
}

// goOn leads back to the form, which shows what was kept; a reload then sends nothing. What must be said at once is said at once.
func (p *Cabinet) goOn(rw http.ResponseWriter, r *http.Request, s sheet, f *filled) {
	switch {
	case s.Cause == "limit":
		p.show(rw, r, http.StatusTooManyRequests, s)
	case f.get("part") != "" || len(s.Bad) > 0:
		s.Part = f.get("part") != ""
		p.show(rw, r, http.StatusOK, s)
	default:
		to := formPath
		if at := f.get("act"); at == "find" || at == "kinds" || at == "photos" || at == "check" {
			to += "#" + at
		}
		http.Redirect(rw, r, to, http.StatusSeeOther)
	}
}

// send sends the report, or says what is missing.
func (p *Cabinet) send(rw http.ResponseWriter, r *http.Request, s sheet, t draft.Token, f *filled) {
	age, ok := p.age(s.Stamp)
	report := s.report(p.Kit.Classifier)
	s.Wrong = report.Validate(p.Kit.Classifier)
	s.Wrong = append(s.Wrong, report.Advice()...) // on the portal a problem without a place helps nobody
	switch {
	case len(s.Bad) > 0: // a picture that isn't there is said before it is missed
		s.Cause = "bad"
	case len(s.Wrong) > 0:
		s.Cause = "wrong"
	case f.get("website") != "" || !ok || age < quickest:
		s.Cause, s.Stamp = "again", p.newStamp()
		s.Fresh = true
	case p.limits.spend(r, limitSend):
		s.Cause = "limit"
	}
	if s.Cause != "" {
		if err := p.save(r.Context(), t, s.fields); err != nil {
			p.failed(rw, r, s, err)
			return
		}
		p.show(rw, r, http.StatusUnprocessableEntity, s)
		return
	}
	photos, err := p.Drafts.Photos(r.Context(), t)
	if err != nil {
		p.failed(rw, r, s, err)
		return
	}
	d := own.Draft{Report: report, Photos: photos}
	if me := kit.Who(r.Context()).Citizen; me != nil {
		d.Author = me.ID
	}
	sent, err := p.Journal.Report(r.Context(), key("report", s.Stamp), d)
	if err != nil {
		p.failed(rw, r, s, err)
		return
	}
	p.askAuthor(r, sent.ID, report.Reporter.Email)
	if err := p.Drafts.Drop(r.Context(), t); err != nil {
		p.Kit.Log.WarnContext(r.Context(), "draft", "error", err) // it is sent, and the draft forgets itself
	}
	forget(rw)
	p.sent(rw, r, sent)
}

// askAuthor asks the address of an author without an account whether it is theirs: then letters tell them what becomes of it. It is sent
// whatever comes of that.
func (p *Cabinet) askAuthor(r *http.Request, id civic.ReportID, email string) {
	if email == "" || kit.Who(r.Context()).Citizen != nil {
		return
	}
	lang := p.Kit.Language(r)
	err := p.Follow.Author(r.Context(), id, email, lang, func(path string) notify.Letter { return p.letter(r, "own", lang, path, "") })
	if err != nil && !errors.Is(err, notify.ErrNoMail) {
		p.Kit.Log.WarnContext(r.Context(), "letter to an author", "error", err)
	}
}

// sent leads to where the report is followed.
func (p *Cabinet) sent(rw http.ResponseWriter, r *http.Request, s own.Sent) {
	http.Redirect(rw, r, "/r/"+p.Journal.Link(s.ID)+"?sent", http.StatusSeeOther)
}

// failed says what went wrong at the portal, over the form as it is.
func (p *Cabinet) failed(rw http.ResponseWriter, r *http.Request, s sheet, err error) {
	var problems civic.Problems
	var refused *own.RefusedError
	status := http.StatusServiceUnavailable
	switch {
	case gone(r.Context(), err):
		return
	case errors.As(err, &problems):
		s.Wrong, s.Cause, status = problems, "wrong", http.StatusUnprocessableEntity
	case errors.As(err, &refused):
		s.Cause = "refused"
	case errors.Is(err, blobs.ErrFull), errors.Is(err, db.ErrFull):
		s.Cause = "full"
	default:
		s.Cause = "trouble"
	}
	p.Kit.Log.ErrorContext(r.Context(), "report from a browser", "error", err)
	p.show(rw, r, status, s)
}
