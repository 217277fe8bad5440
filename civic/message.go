package civic

import (
	"strings"
	"time"
	"unicode/utf8"
)

// MessageID is a message's about a report, a UUIDv7 made where it was written.
type MessageID [16]byte

func (id MessageID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id MessageID) IsZero() bool { return id == MessageID{} }

// Side is who speaks in the dialogue about a report.
type Side string

// The sides.
const (
	SideOffice Side = "office" // staff at the portal
	SidePoint  Side = "point"  // whoever took the report, and through them the citizen
)

// The limits of a message, in characters.
const (
	MaxMessageText   = 4000
	MaxMessageAuthor = 200
)

// Message is one thing said about a report between the portal's staff and the reception point.
type Message struct {
	ID       MessageID
	Report   ReportID
	Side     Side
	Author   string     // of the office's: name and office, as people are shown it
	Operator OperatorID // of the point's: who wrote it down
	Text     string     // "" if it is sealed elsewhere, or was erased
	Private  bool       // for these two sides only; else anybody may read it
	At       time.Time  // by the writer's clock
}

// Check names what is wrong with a message that somebody wrote, as translation keys; none if nothing is.
func (m Message) Check() (wrong []string) {
	switch {
	case strings.TrimSpace(m.Text) == "" || !utf8.ValidString(m.Text):
		wrong = append(wrong, "message.text.missing")
	case utf8.RuneCountInString(m.Text) > MaxMessageText:
		wrong = append(wrong, "message.text.long")
	}
	switch {
	case m.Side != SideOffice:
	case strings.TrimSpace(m.Author) == "" || !utf8.ValidString(m.Author):
		wrong = append(wrong, "message.author.missing")
	case utf8.RuneCountInString(m.Author) > MaxMessageAuthor:
		wrong = append(wrong, "message.author.long")
	}
	return wrong
}
