package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// KindMessage is something said to the portal's staff about a report. The words are in the public part, or sealed if they are private.
const KindMessage Kind = "report.message"

// messageFact is the public part of KindMessage.
type messageFact struct {
	ID       []byte `cbor:"1,keyasint"`
	Report   []byte `cbor:"2,keyasint"`
	Text     string `cbor:"3,keyasint,omitempty"` // unless it is private
	Private  bool   `cbor:"4,keyasint,omitempty"`
	At       int64  `cbor:"5,keyasint"` // Unix milliseconds
	Operator uint16 `cbor:"15,keyasint,omitempty"`
}

// messageWords is the sealed part of a private one.
type messageWords struct {
	Text string `cbor:"1,keyasint"`
}

// EncodeMessage writes a message's public part, and the part that must be sealed; nil if anybody may read it.
func EncodeMessage(m civic.Message) (public, personal []byte, err error) {
	f := messageFact{ID: m.ID[:], Report: m.Report[:], Text: m.Text, Private: m.Private, At: m.At.UnixMilli(), Operator: uint16(m.Operator)}
	if m.Private {
		f.Text = ""
		if personal, err = Encode(messageWords{m.Text}); err != nil {
			return nil, nil, err
		}
	}
	public, err = Encode(f)
	return public, personal, err
}

// DecodeMessage reads the public part that EncodeMessage wrote: of a private message all but its text. The error wraps ErrMalformed.
func DecodeMessage(public []byte) (civic.Message, error) {
	var f messageFact
	if err := Decode(public, &f); err != nil {
		return civic.Message{}, err
	}
	if len(f.ID) != 16 || len(f.Report) != 16 {
		return civic.Message{}, fmt.Errorf("%w: ids of %d and %d bytes", ErrMalformed, len(f.ID), len(f.Report))
	}
	return civic.Message{
		ID: civic.MessageID(f.ID), Report: civic.ReportID(f.Report), Side: civic.SidePoint, Text: f.Text, Private: f.Private,
		At: time.UnixMilli(f.At).UTC(), Operator: civic.OperatorID(f.Operator),
	}, nil
}

// DecodeMessageWords reads the opened sealed part of a private message; the error wraps ErrMalformed.
func DecodeMessageWords(personal []byte) (string, error) {
	var w messageWords
	err := Decode(personal, &w)
	return w.Text, err
}
