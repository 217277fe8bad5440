package db

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"time"

	"priyom/civic"
)

// WhenPublic sets what else is done, in the same transaction, whenever a report that is or was published changes: f gets the case
// as it is now. It is to be called once, before the first Write.
func (d *DB) WhenPublic(f func(tx *Tx, c Case) error) { d.public = f }

// followPublic notes that a report changed, if it is published or ever was. Whatever changes a case calls it: nobody needs to
// remember what the public's pages are made from.
func (t *Tx) followPublic(id civic.ReportID) error {
	c, err := t.Case(id)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if !c.Public() {
		if was, err := t.wasPublic(id); err != nil || !was {
			return err
		}
	}
	if err := t.notePublic(id); err != nil || t.public == nil {
		return err
	}
	return t.public(t, c)
}

// wasPublic says that a report was published before.
func (t *Tx) wasPublic(id civic.ReportID) (bool, error) {
	if t.lacks("public_report", id) {
		return t.known.fresh[id].public, nil
	}
	return one(t, "was public "+id.String(), value[bool], "SELECT EXISTS (SELECT 1 FROM public_report WHERE report = $1)", id[:])
}

func (t *Tx) notePublic(id civic.ReportID) error {
	seq, err := t.next(counterPublic)
	if err != nil {
		return err
	}
	if f := t.known.fresh[id]; f != nil {
		f.public = true
	}
	return t.waitKeyed(inPublic, id, values{id[:], seq, []byte{}})
}

// Marker is what a map and a list need to know of a published report.
type Marker struct {
	Arrival    int64
	Theme      civic.ThemeSlug
	Department civic.DepartmentSlug
	Settlement string
	Located    bool
	Lat, Lon   civic.Degrees
	Status     civic.Status
	Received   time.Time
	Solved     time.Time // zero: never was
	Due        time.Time // zero: nothing is owed
	Published  bool      // false: it was taken back
	Seq        int64     // of the change that made it so; 0 from MarkersAfter
}

const markerColumns = `c.arrival, c.theme, c.department, c.settlement, c.source <> '', c.lat, c.lon, c.status, c.received_at, c.solved_at, c.due_at,
	c.published_at IS NOT NULL`

func readMarker(row scanner) (m Marker, err error) {
	err = row.Scan(&m.Arrival, &m.Theme, &m.Department, &m.Settlement, &m.Located, &m.Lat, &m.Lon, &m.Status, moment{&m.Received},
		moment{&m.Solved}, moment{&m.Due}, &m.Published, &m.Seq)
	return m, err
}

// PublicEnd is the number of the last change of a published report.
func (t *Tx) PublicEnd() (int64, error) {
	end, err := one(t, "end of public changes", value[int64], "SELECT value FROM counter WHERE name = $1", string(counterPublic))
	if errors.Is(err, ErrNotFound) {
		return 0, ErrDamaged
	}
	return end, err
}

// MarkersAfter lists published reports, the first arrived first.
func (t *Tx) MarkersAfter(arrival int64, limit int) ([]Marker, error) {
	return all(t, "list markers", readMarker, "SELECT "+markerColumns+`, 0 FROM cases c WHERE c.published_at IS NOT NULL AND c.arrival > $1
		ORDER BY c.arrival LIMIT $2`, arrival, limit)
}

// ChangedMarkers lists the reports that changed after a number, in the order of commits, as they are now.
func (t *Tx) ChangedMarkers(seq int64, limit int) ([]Marker, error) {
	return all(t, "list changed markers", readMarker, "SELECT "+markerColumns+`, p.seq FROM public_report p JOIN cases c ON c.report = p.report
		WHERE p.seq > $1 ORDER BY p.seq LIMIT $2`, seq, limit)
}

// PublicCase finds the case of a published report; the error wraps ErrNotFound for any other.
func (t *Tx) PublicCase(id civic.ReportID) (Case, error) {
	return one(t, "read public case "+id.String(), readCase, "SELECT "+caseColumns+" FROM cases WHERE report = $1 AND published_at IS NOT NULL", id[:])
}

// PublicCases finds published cases by their arrivals, in the order of these; what isn't there, or isn't published, is left out.
func (t *Tx) PublicCases(arrivals []int64) (found []Case, err error) {
	at := map[int64]Case{}
	if err := inList(1, arrivals, func(a *int64) any { return *a }, func(marks string, args []any) error {
		return each(t, "read public cases", readCase, func(c Case) error {
			at[c.Arrival] = c
			return nil
		}, "SELECT "+caseColumns+" FROM cases WHERE published_at IS NOT NULL AND arrival IN ("+marks+")", args...)
	}); err != nil {
		return nil, err
	}
	for _, a := range arrivals {
		if c, ok := at[a]; ok {
			found = append(found, c)
		}
	}
	return found, nil
}

// MergedInto lists the published reports that go on as part of another one.
func (t *Tx) MergedInto(id civic.ReportID, limit int) ([]Case, error) {
	return all(t, "list merged into "+id.String(), readCase, "SELECT "+caseColumns+` FROM cases WHERE merged_into = $1 AND published_at IS NOT NULL
		ORDER BY arrival LIMIT $2`, id[:], limit)
}

// PublicCasesAfter lists published cases, the first arrived first.
func (t *Tx) PublicCasesAfter(arrival int64, limit int) ([]Case, error) {
	return all(t, "list public cases", readCase, "SELECT "+caseColumns+` FROM cases WHERE published_at IS NOT NULL AND arrival > $1
		ORDER BY arrival LIMIT $2`, arrival, limit)
}

// PublishedBefore lists published cases, the last published first, that were published before a time; the zero time begins at the end.
func (t *Tx) PublishedBefore(at time.Time, limit int) ([]Case, error) {
	before := int64(math.MaxInt64)
	if !at.IsZero() {
		before = at.UnixMilli()
	}
	return all(t, "list published", readCase, "SELECT "+caseColumns+` FROM cases WHERE published_at < $1 ORDER BY published_at DESC, arrival DESC LIMIT $2`, before, limit)
}

// PublicPhoto says that a whole file is fit to be shown as part of a photo of a published report, or of one that shows what was done
// for it once that is said. Originals never are.
func (t *Tx) PublicPhoto(sum [32]byte) (bool, error) {
	return one(t, "find public picture", value[bool], `SELECT EXISTS (SELECT 1 FROM blob b
		JOIN photo p ON p.copy = b.sha256 AND b.picture <> '' OR p.preview = b.sha256 AND b.picture = 'preview'
		JOIN report r ON r.id = p.report AND r.device = p.device
		JOIN cases c ON c.report = r.id WHERE b.sha256 = $1 AND p.ord IS NOT NULL AND c.published_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM blob b
		JOIN after_photo p ON p.copy = b.sha256 AND b.picture <> '' OR p.preview = b.sha256 AND b.picture = 'preview'
		JOIN cases c ON c.report = p.report WHERE b.sha256 = $1 AND c.published_at IS NOT NULL AND c.status IN ($2, $3, $4, $5))`,
		sum[:], string(civic.StatusSolved), string(civic.StatusConfirmed), string(civic.StatusRated), string(civic.StatusClosed))
}

// PutPublicWords keeps the words by which a report is found, in place of what was; none takes it out of the search.
func (t *Tx) PutPublicWords(id civic.ReportID, arrival int64, words []string) error {
	before, err := one(t, "read words of "+id.String(), value[[]byte], "SELECT words FROM public_report WHERE report = $1", id[:])
	if err != nil {
		return err
	}
	now := joinWords(words)
	if bytes.Equal(before, now) {
		return nil
	}
	old := splitWords(before)
	for _, w := range old {
		if _, kept := slices.BinarySearch(words, w); !kept {
			if err := t.changePosting(w, arrival, (*Postings).Drop); err != nil {
				return err
			}
		}
	}
	for _, w := range words {
		if _, known := slices.BinarySearch(old, w); !known {
			if err := t.changePosting(w, arrival, (*Postings).Add); err != nil {
				return err
			}
		}
	}
	_, err = t.exec("write words of "+id.String(), "UPDATE public_report SET words = $1 WHERE report = $2", now, id[:])
	return err
}

func (t *Tx) changePosting(word string, arrival int64, change func(*Postings, uint16)) error {
	block, place := BlockOf(arrival)
	var p Postings
	b, err := one(t, "read postings", value[[]byte], "SELECT arrivals FROM public_word WHERE word = $1 AND block = $2", []byte(word), block)
	if err == nil {
		err = p.add(b)
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	change(&p, place)
	return t.putPostings(word, block, p.encode())
}

func (t *Tx) putPostings(word string, block int64, arrivals []byte) error {
	if len(arrivals) == 0 {
		_, err := t.exec("drop postings", "DELETE FROM public_word WHERE word = $1 AND block = $2", []byte(word), block)
		return err
	}
	_, err := t.exec("write postings", `INSERT INTO public_word (word, block, arrivals) VALUES ($1, $2, $3)
		ON CONFLICT (word, block) DO UPDATE SET arrivals = excluded.arrivals`, []byte(word), block, arrivals)
	return err
}

func joinWords(words []string) []byte {
	b := []byte{}
	for i, w := range words {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, w...)
	}
	return b
}

func splitWords(b []byte) []string {
	if len(b) == 0 {
		return nil
	}
	parts := bytes.Split(b, []byte{'\n'})
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = string(p)
	}
	return words
}
