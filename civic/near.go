package civic

import (
	"strings"
	"time"
	"unicode"
)

// NearWithin is how far apart reports may be to be taken for reports of one thing, in metres.
const NearWithin Metres = 150

// MaxDigest is how much of a report's text a digest tells, in characters.
const MaxDigest = 120

// Digest is a report as others are told of it, who were not there: nothing of the person, and of the text one line.
type Digest struct {
	ID         ReportID
	Number     string
	Category   CategorySlug
	Status     Status
	Place      Place
	Words      string
	ReceivedAt time.Time // by the portal
	Supporters int       // people who joined in
}

// Open says that a problem isn't dealt with: whoever comes with the same one joins in rather than reports it again.
func (s Status) Open() bool {
	switch s {
	case StatusCaptured, StatusQueued, StatusDelivered, StatusModeration, StatusAppealed, StatusAssigned, StatusInWork, StatusRework,
		StatusReturned, StatusArbitration:
		return true
	case StatusDraft, StatusRejected, StatusSolved, StatusConfirmed, StatusRated, StatusClosed, StatusWithdrawn, StatusMerged:
	}
	return false
}

// FirstLine is the beginning of a text for people who may not know who wrote it: its first line, cut between words, without
// anything that looks like a phone, a number of a document or an e-mail address.
func FirstLine(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	words := strings.Fields(text)
	for i, w := range words {
		if strings.Contains(w, "@") {
			words[i] = hidden
		}
	}
	words = hideNumbers(words)
	line := ""
	for _, w := range words {
		next := strings.TrimSpace(line + " " + w)
		if len([]rune(next)) > MaxDigest-1 {
			return cutTo(line, next)
		}
		line = next
	}
	return line
}

const hidden = "***"

// leastHidden is how many digits in a row, spaces and hyphens between them, are taken for somebody's number.
const leastHidden = 6

// hideNumbers takes out runs of words that are one long number: a phone is often written in groups.
func hideNumbers(words []string) (kept []string) {
	for i := 0; i < len(words); {
		digits, end := 0, i
		for end < len(words) && isNumber(words[end]) {
			digits += len(onlyDigits(words[end]))
			end++
		}
		switch {
		case digits >= leastHidden:
			kept, i = append(kept, hidden), end
		case len(onlyDigits(words[i])) >= leastHidden:
			kept, i = append(kept, hidden), i+1
		default:
			kept, i = append(kept, words[i]), i+1
		}
	}
	return kept
}

func isNumber(word string) bool {
	some := false
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9':
			some = true
		case strings.ContainsRune("+-()\u2013.,;", r):
		default:
			return false
		}
	}
	return some
}

// cutTo ends a line that goes on; a first word that is too long by itself is cut in itself.
func cutTo(line, next string) string {
	if line == "" {
		line = string([]rune(next)[:MaxDigest-1])
	}
	return strings.TrimRightFunc(line, unicode.IsPunct) + "\u2026"
}
