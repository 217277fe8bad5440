package civic

import "time"

// SupportID is a UUIDv7, made on the device.
type SupportID [16]byte

func (id SupportID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id SupportID) IsZero() bool { return id == SupportID{} }

// Support is somebody who joins in a report instead of making another about the same thing.
type Support struct {
	ID        SupportID
	Report    ReportID
	Number    string // of the report
	At        time.Time
	Operator  OperatorID
	Supporter Reporter // personal; never leaves the device unsealed
}

// Validate is all that is wrong with what somebody tells of themselves.
func (r Reporter) Validate() Problems { return r.validate() }
