package store

import (
	"context"
	"slices"
	"time"

	"priyom/civic"
)

// ToHand is an answer that somebody waits for who has no internet.
type ToHand struct {
	Answer   Answer // its newest revision
	Number   string // of the report
	Category civic.CategorySlug
	Who      civic.Reporter
	Tried    []civic.Handing // of this revision, the first one first
}

// Settled is the attempt that ended the matter; ok is false while it is open.
func (t ToHand) Settled() (h civic.Handing, ok bool) {
	for _, h := range t.Tried {
		if h.Outcome.Settles() {
			return h, true
		}
	}
	return h, false
}

// ToHand lists the answers that are to be handed over, the one that came first first. Answers to people who wished for none,
// or who couldn't be reached because nobody told who they are, are not among them.
func (s *Store) ToHand(ctx context.Context) ([]ToHand, error) {
	return s.toHand(ctx, open+" ORDER BY came_at, id")
}

// open selects the answers whose newest revision no attempt has settled.
const open = "NOT EXISTS (SELECT 1 FROM handing WHERE handing.answer = answer.id AND handing.revision = answer.revision AND outcome IN " + settling + ")"

// WaitingSince tells of each answer that is to be handed over when it came, without anybody's name.
func (s *Store) WaitingSince(ctx context.Context) (came []time.Time, err error) {
	list, err := s.wishedAnswers(ctx, open+" ORDER BY came_at, id")
	for _, t := range list {
		came = append(came, t.Answer.Came)
	}
	return came, dbError("to hand over", err)
}

// Handed lists the answers that were handed over, the last one first, at most so many.
func (s *Store) Handed(ctx context.Context, limit int) ([]ToHand, error) {
	return s.toHand(ctx, `EXISTS (SELECT 1 FROM handing WHERE handing.answer = answer.id AND handing.revision = answer.revision
		AND outcome IN `+settling+`) ORDER BY (SELECT max(n) FROM handing WHERE handing.answer = answer.id) DESC LIMIT ?`, limit)
}

func (s *Store) toHand(ctx context.Context, where string, args ...any) ([]ToHand, error) {
	list, err := s.wishedAnswers(ctx, where, args...)
	for i := range list {
		if err == nil {
			err = s.addressee(ctx, &list[i])
		}
	}
	return list, dbError("to hand over", err)
}

// wishedAnswers are the newest revisions of the answers that somebody waits for.
func (s *Store) wishedAnswers(ctx context.Context, where string, args ...any) ([]ToHand, error) {
	list, err := collect(ctx, s.reader, func(scan func(...any) error) (h ToHand, err error) {
		h.Answer, err = s.scanAnswer(scan)
		return h, err
	}, "SELECT "+answerColumns+` FROM answer
		WHERE revision = (SELECT max(revision) FROM answer AS a WHERE a.id = answer.id) AND `+where, args...)
	if err != nil {
		return nil, err
	}
	return s.wished(ctx, list)
}

// wished keeps the answers to reports whose authors are to be told without the internet: by the index, or while that is still being
// built, by the reports themselves.
func (s *Store) wished(ctx context.Context, list []ToHand) ([]ToHand, error) {
	if len(list) == 0 {
		return nil, nil
	}
	if !s.index.ready.Load() {
		return slices.DeleteFunc(list, func(t ToHand) bool {
			err := s.addressee(ctx, &t)
			return err != nil || t.Who.Reply == civic.ReplyNone
		}), nil
	}
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(t ToHand) bool {
		at, ok := s.index.at[t.Answer.Report]
		return !ok || s.index.rows[at].who == nil || s.index.rows[at].who.who.Reply == civic.ReplyNone
	}), nil
}

// addressee adds whom the answer is for, and what was tried.
func (s *Store) addressee(ctx context.Context, t *ToHand) error {
	r, err := s.scanReport(s.reader.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = ?", t.Answer.Report[:]).Scan)
	if err != nil {
		return err
	}
	t.Number, t.Category, t.Who = r.Number, r.Category, r.Reporter
	if t.Tried, err = s.Handings(ctx, t.Answer.Report); err != nil {
		return err
	}
	t.Tried = slices.DeleteFunc(t.Tried, func(h civic.Handing) bool { return h.Answer != t.Answer.ID || h.Revision != t.Answer.Revision })
	return nil
}
