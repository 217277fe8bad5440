package civic

import (
	"encoding/hex"
	"errors"
	"strings"
)

// ErrBadID is returned for a text that isn't a UUID.
var ErrBadID = errors.New("civic: not a UUID")

// ReportID, PhotoID and DeviceID are UUIDv7, made on the device. They are made by package store, which has the clock
// and the randomness; here they are only read and written.
type (
	ReportID [16]byte
	PhotoID  [16]byte
	DeviceID [16]byte
)

func (id ReportID) String() string { return formatUUID(id) }
func (id PhotoID) String() string  { return formatUUID(id) }
func (id DeviceID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id ReportID) IsZero() bool { return id == ReportID{} }

// IsZero says that no id was given.
func (id DeviceID) IsZero() bool { return id == DeviceID{} }

// ParseReportID reads the 36-character form; the error is ErrBadID.
func ParseReportID(s string) (ReportID, error) { u, err := parseUUID(s); return ReportID(u), err }

// ParsePhotoID reads the 36-character form; the error is ErrBadID.
func ParsePhotoID(s string) (PhotoID, error) { u, err := parseUUID(s); return PhotoID(u), err }

// ParseDeviceID reads the 36-character form; the error is ErrBadID.
func ParseDeviceID(s string) (DeviceID, error) { u, err := parseUUID(s); return DeviceID(u), err }

// MarshalText writes the 36-character form.
func (id ReportID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form.
func (id *ReportID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseReportID(string(b))
	return err
}

// MarshalText writes the 36-character form.
func (id PhotoID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form.
func (id *PhotoID) UnmarshalText(b []byte) (err error) {
	*id, err = ParsePhotoID(string(b))
	return err
}

// MarshalText writes the 36-character form.
func (id DeviceID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the 36-character form.
func (id *DeviceID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseDeviceID(string(b))
	return err
}

func formatUUID(u [16]byte) string {
	h := hex.EncodeToString(u[:])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

func parseUUID(s string) (u [16]byte, err error) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return u, ErrBadID
	}
	raw, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil || len(raw) != 16 {
		return u, ErrBadID
	}
	return [16]byte(raw), nil
}
