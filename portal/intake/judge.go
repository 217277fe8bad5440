package intake

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// The verdicts of this package, as translation keys. What civic finds wrong with a report comes under its own keys.
const (
	VerdictUnreadable = "verdict.unreadable" // the public part can't be decoded
	VerdictSealKey    = "verdict.sealed-key" // sealed to a key this portal never had
	VerdictSealed     = "verdict.sealed"     // sealed part can't be opened
	VerdictTaken      = "verdict.taken"      // the report is another device's
	VerdictRole       = "verdict.role"       // no business of a device like this one
	VerdictNumber     = "verdict.number"     // no number, or not one that can be printed
	VerdictTime       = "verdict.time"       // captured in no year of ours
	VerdictPhoto      = "verdict.photo"      // a photo without its files, or in no known state
	VerdictFile       = "verdict.file"       // a file is too large, or had another size before
)

const (
	maxNumber  = 64  // characters
	maxProblem = 100 // bytes of a translation key
)

// judged is what could be said of an entry without the database: what it says, or why it can't be used. Without either it
// is of a kind that a later version will understand.
type judged struct {
	fact    fact
	verdict string
}

func (in *Intake) judgeAll(device db.Device, entries []journal.Entry) []judged {
	all := make([]judged, len(entries))
	for i := range entries {
		all[i] = in.judge(&entries[i], device.Role)
	}
	return all
}

// judge reads an entry as a device of a role says it.
func (in *Intake) judge(e *journal.Entry, role civic.Role) (j judged) {
	switch e.Kind {
	case journal.KindReport:
		j = in.judgeReport(e, role)
	case journal.KindPhoto:
		j = judgePhoto(e, role)
	case journal.KindPurge:
		j = judgePurge(e)
	case journal.KindHanded, journal.KindAttempt:
		j = in.judgeHanding(e, role)
	case journal.KindSupport:
		j = in.judgeSupport(e)
	case journal.KindMessage:
		j = in.judgeMessage(e)
	case journal.KindAct:
		j = in.judgeAct(e)
	case journal.KindSupplement:
		j = judgeSupplement(e)
	case journal.KindOperatorAdded, journal.KindOperatorRenamed, journal.KindOperatorRetired, journal.KindOperatorReturned,
		journal.KindShiftBegan, journal.KindShiftEnded:
		j = in.judgeWork(e, role)
	case journal.KindInspection:
		j = judgeInspection(e, role)
	case journal.KindSigned:
		j = in.judgeSigned(e, role)
	case journal.KindWithdrawn:
		j = judgeWithdrawn(e, role)
	}
	for _, b := range e.Blobs {
		if b.Size > wire.MaxBlobSize && j.verdict == "" {
			j.verdict = VerdictFile
		}
	}
	return j
}

func (in *Intake) judgeReport(e *journal.Entry, role civic.Role) judged {
	r, err := journal.DecodeReport(e.Public)
	if err != nil || r.ID.IsZero() {
		return judged{verdict: VerdictUnreadable}
	}
	for i := range r.Photos {
		r.Photos[i].State = civic.PhotoNew // at capture nothing else is known, and so it isn't said
	}
	if wrong := r.ValidatePublic(in.classifier); len(wrong) > 0 {
		return judged{verdict: wrong[0].Key}
	}
	switch {
	case (role == civic.RoleCitizen || role == civic.RolePortal) && r.Channel != civic.ChannelSelf:
		return judged{verdict: VerdictRole} // only staff write down what others say
	case !printable(r.Number):
		return judged{verdict: VerdictNumber}
	case outOfTime(r.CapturedAt), !r.ReceivedAt.IsZero() && outOfTime(r.ReceivedAt):
		return judged{verdict: VerdictTime}
	}
	if verdict := in.judgeSealed(e); verdict != "" {
		return judged{verdict: verdict}
	}
	category, _ := in.classifier.Category(r.Category)
	return judged{fact: reportFact{r, category.Theme}}
}

func outOfTime(t time.Time) bool { return t.Before(time.Unix(0, 0)) || t.Year() > 9999 }

func printable(number string) bool {
	return number != "" && utf8.RuneCountInString(number) <= maxNumber && utf8.ValidString(number) &&
		!strings.ContainsFunc(number, func(r rune) bool { return !unicode.IsPrint(r) })
}

// judgeSealed makes sure now that who reported can be read when the answer is due. What it read is forgotten at once.
func (in *Intake) judgeSealed(e *journal.Entry) (verdict string) {
	if e.Sealed == nil {
		return "" // anonymous, or erased by law
	}
	_, verdict = in.open(e)
	return verdict
}

func (in *Intake) open(e *journal.Entry) (r civic.Reporter, verdict string) {
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return r, verdict
	}
	r, err := journal.DecodeReporter(personal)
	if err != nil {
		return r, VerdictSealed
	}
	return r, ""
}

// openSealed opens the personal part of an entry of any kind.
func (in *Intake) openSealed(e *journal.Entry) (personal []byte, verdict string) {
	id, ok := journal.SealedTo(e.Sealed)
	if !ok {
		return nil, VerdictSealed
	}
	key, ok := in.keys.Open(id)
	if !ok {
		return nil, VerdictSealKey
	}
	personal, err := key.Open(e.Device, e.Public, e.Sealed)
	if err != nil {
		return nil, VerdictSealed
	}
	return personal, ""
}

// Reporter opens the personal part of a report's entry; ok is false if there is none any more, or never was.
func (in *Intake) Reporter(e *journal.Entry) (r civic.Reporter, ok bool) {
	if e.Sealed == nil {
		return r, false
	}
	r, verdict := in.open(e)
	return r, verdict == ""
}

func judgePhoto(e *journal.Entry, role civic.Role) judged {
	report, p, err := journal.DecodePhoto(e.Public)
	of, ofErr := journal.PhotoOfInspection(e.Public)
	if err != nil || ofErr != nil || report.IsZero() || p.Original.Size < 0 {
		return judged{verdict: VerdictUnreadable}
	}
	sent := false // the original, as there was nothing better
	for _, b := range e.Blobs {
		ref := civic.BlobRef{SHA256: b.SHA256, Size: b.Size}
		switch b.Role {
		case journal.RolePhoto:
			p.Copy = ref
		case journal.RolePreview:
			p.Preview = ref
		case journal.RoleOriginal:
			sent = ref == p.Original
		}
	}
	whole := p.State == civic.PhotoPrepared && !p.Copy.IsZero() || p.State == civic.PhotoUnreadable && sent
	if !whole || len(p.Problem) > maxProblem || !utf8.ValidString(p.Problem) {
		return judged{verdict: VerdictPhoto}
	}
	switch {
	case of.IsZero():
		return judged{fact: photoFact{report, p}}
	case role != civic.RoleInspector:
		return judged{verdict: VerdictRole}
	}
	return judged{fact: shownFact{of, report, p}}
}
