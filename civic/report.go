package civic

import "time"

// Report is one citizen's report of one problem at one place, as the device that took it knows it.
type Report struct {
	ID     ReportID
	Number string // what is said and printed, such as "ST-04-0413"; see package store for how numbers stay unique
	Status Status

	Category CategorySlug
	Text     string // in the citizen's own words; 1 to MaxText characters
	Urgency  Urgency
	Channel  Channel
	Place    Place
	Photos   []Photo
	Reporter Reporter // personal; never leaves the device unsealed

	CapturedAt time.Time // by the device's clock: told to people, never used for ordering
	ReceivedAt time.Time // when the reception point or the portal got it, if that isn't CapturedAt; else zero

	Operator OperatorID // who took it; NoOperator if nobody told
	Origin   string     // its number where it came from, such as a paper register; "" if it began here
}

// AtPoint is when the reception point got the report: on paper that may be long before it was captured.
func (r Report) AtPoint() time.Time {
	if r.ReceivedAt.IsZero() {
		return r.CapturedAt
	}
	return r.ReceivedAt
}

// Reporter is who reports and how the answer reaches them. All of it is personal data.
type Reporter struct {
	Name    string
	Phone   string
	Address string // postal address for the answer
	Email   string
	Reply   ReplyBy
	Consent Consent
}

// IsZero says that the report is anonymous.
func (r Reporter) IsZero() bool { return r == Reporter{} }

// Consent says that the person agreed to the processing of their data, and where the signed sheet is.
type Consent struct {
	Given   bool
	Sheet   string // number of the paper sheet, if signed on paper
	Version string // of the consent's text
}

// ReplyBy is how the answer reaches the person.
type ReplyBy string

// The ways an answer travels.
const (
	ReplyNone   ReplyBy = ""
	ReplyPost   ReplyBy = "post"
	ReplyPhone  ReplyBy = "phone"
	ReplyPickup ReplyBy = "pickup" // handed over at the reception point
	ReplyEmail  ReplyBy = "email"
)

// Channel is how the report came to the reception point.
type Channel string

// The ways a report comes in.
const (
	ChannelPerson Channel = "person"
	ChannelPhone  Channel = "phone"
	ChannelPaper  Channel = "paper"
	ChannelSelf   Channel = "self" // the citizen's own device
)

// Urgency is what the person taking the report thinks of it; the portal may decide otherwise.
type Urgency string

// The urgencies, from the everyday one up.
const (
	UrgencyOrdinary  Urgency = "ordinary"
	UrgencyHigh      Urgency = "high"
	UrgencyEmergency Urgency = "emergency" // the screen shows 112 at once
)

// Place is where the problem is. Position and address may each be missing, not both.
type Place struct {
	Address    string // as people say it, "Lesnaya 12, by the bus stop"
	Settlement string
	Position   Position
	Source     Source // of Position; SourceNone without one
}

// Position is a point on WGS 84.
type Position struct {
	Lat, Lon Degrees
	Accuracy Metres // radius; 0 is unknown
}

// Degrees is an angle on WGS 84, north and east positive.
type Degrees float64

// Metres is a distance on the ground.
type Metres float64

// Source says where a position came from.
type Source string

// The sources of a position.
const (
	SourceNone    Source = ""
	SourcePhoto   Source = "photo" // the photo's EXIF
	SourceGPS     Source = "gps"
	SourceMap     Source = "map"     // a pin set by hand
	SourceAddress Source = "address" // looked up from the address
	SourceMock    Source = "mock"    // the device admits that the position is made up
)

// Photo is one picture of a report, or a file that was meant to be one.
type Photo struct {
	ID       PhotoID
	Name     string // the file's name as it was chosen; may be personal
	State    PhotoState
	Problem  string    // why it is unreadable, as a translation key; "" otherwise
	Original BlobRef   // the file as it came
	Copy     BlobRef   // upright, ≤1600 px, scrubbed; zero until prepared
	Preview  BlobRef   // ≤8 KB; zero until prepared
	TakenAt  time.Time // by the camera's clock; zero if unknown
	Position Position  // from EXIF, meaningful if Located
	Located  bool
	Bearing  Degrees // the camera's direction, clockwise from north; meaningful if Bore
	Bore     bool
	Marks    []Mark // drawn into Copy and Preview; they never leave the device by themselves
}

// BlobRef names a file by its content.
type BlobRef struct {
	SHA256 [32]byte
	Size   int64 // bytes
}

// IsZero says that there is no file.
func (b BlobRef) IsZero() bool { return b == BlobRef{} }

// PhotoState is how far the device has come with a photo.
type PhotoState string

// The states of a photo on the device.
const (
	PhotoNew        PhotoState = "new"        // the original is safe on disk, copies are still to be made
	PhotoPrepared   PhotoState = "prepared"   // copy and preview are on disk too
	PhotoUnreadable PhotoState = "unreadable" // the original is kept and sent as it is
	PhotoPurged     PhotoState = "purged"     // it is at the portal; here its time is over
)
