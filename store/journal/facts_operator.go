package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// The kinds of entries about who works at a device. No name is ever public.
const (
	KindOperatorAdded    Kind = "operator.added"    // public: OperatorFact; sealed: their name
	KindOperatorRenamed  Kind = "operator.renamed"  // the same
	KindOperatorRetired  Kind = "operator.retired"  // public: OperatorFact; they no longer work here
	KindOperatorReturned Kind = "operator.returned" // public: OperatorFact; they do again
	KindShiftBegan       Kind = "shift.began"       // public: ShiftFact
	KindShiftEnded       Kind = "shift.ended"       // public: ShiftFact, with its beginning
)

// OperatorFact is what is said in public of somebody who works at a device.
type OperatorFact struct {
	ID civic.OperatorID
	At time.Time
	By civic.OperatorID // who was working when it happened
}

// ShiftFact is the beginning or the end of somebody's shift.
type ShiftFact struct {
	Operator civic.OperatorID
	At       time.Time
	Began    time.Time // of an end: which shift it is; zero otherwise
}

type operatorWire struct {
	ID uint16 `cbor:"1,keyasint"`
	At int64  `cbor:"2,keyasint"` // Unix milliseconds
	By uint16 `cbor:"15,keyasint,omitempty"`
}

type operatorNameWire struct {
	Name string `cbor:"1,keyasint"`
}

type shiftWire struct {
	At       int64  `cbor:"1,keyasint"` // Unix milliseconds
	Began    int64  `cbor:"2,keyasint,omitempty"`
	Operator uint16 `cbor:"15,keyasint"`
}

// EncodeOperator writes the public part of the kinds about operators.
func EncodeOperator(f OperatorFact) ([]byte, error) {
	return Encode(operatorWire{uint16(f.ID), f.At.UnixMilli(), uint16(f.By)})
}

// DecodeOperator reads what EncodeOperator wrote; the error wraps ErrMalformed.
func DecodeOperator(public []byte) (OperatorFact, error) {
	var w operatorWire
	if err := Decode(public, &w); err != nil {
		return OperatorFact{}, err
	}
	if w.ID == 0 {
		return OperatorFact{}, fmt.Errorf("%w: operator without a number", ErrMalformed)
	}
	return OperatorFact{civic.OperatorID(w.ID), time.UnixMilli(w.At).UTC(), civic.OperatorID(w.By)}, nil
}

// EncodeOperatorName writes the part that must be sealed.
func EncodeOperatorName(name string) ([]byte, error) { return Encode(operatorNameWire{name}) }

// DecodeOperatorName reads an opened sealed part; the error wraps ErrMalformed.
func DecodeOperatorName(personal []byte) (string, error) {
	var w operatorNameWire
	err := Decode(personal, &w)
	return w.Name, err
}

// EncodeShift writes the public part of the kinds about shifts.
func EncodeShift(f ShiftFact) ([]byte, error) {
	w := shiftWire{At: f.At.UnixMilli(), Operator: uint16(f.Operator)}
	if !f.Began.IsZero() {
		w.Began = f.Began.UnixMilli()
	}
	return Encode(w)
}

// DecodeShift reads what EncodeShift wrote; the error wraps ErrMalformed.
func DecodeShift(public []byte) (ShiftFact, error) {
	var w shiftWire
	if err := Decode(public, &w); err != nil {
		return ShiftFact{}, err
	}
	if w.Operator == 0 {
		return ShiftFact{}, fmt.Errorf("%w: shift of nobody", ErrMalformed)
	}
	f := ShiftFact{Operator: civic.OperatorID(w.Operator), At: time.UnixMilli(w.At).UTC()}
	if w.Began != 0 {
		f.Began = time.UnixMilli(w.Began).UTC()
	}
	return f, nil
}
