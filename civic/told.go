package civic

import "time"

// PhotoSide says what a photo of a report shows.
type PhotoSide string

// The sides.
const (
	SideBefore PhotoSide = "before" // the problem
	SideAdded  PhotoSide = "added"  // what its author added later
	SideAfter  PhotoSide = "after"  // what was done
)

// Known says that it is one of them.
func (s PhotoSide) Known() bool { return s == SideBefore || s == SideAdded || s == SideAfter }

// ToldPhoto is a photo of a report that lies at the portal.
type ToldPhoto struct {
	Photo
	Report ReportID
	Side   PhotoSide
}

// ToldWords is what the author of a report said about it elsewhere: on another device of theirs, or in a browser.
type ToldWords struct {
	ID      [16]byte // the message's, the supplement's or the act's
	Report  ReportID
	What    string // message, supplement, or an act
	Text    string
	Private bool // of a message: for staff alone
	Erased  bool // its words were destroyed by law
	At      time.Time
	Rating  int       // 1 to 5; 0 without
	Photos  []PhotoID // that were added with it
}
