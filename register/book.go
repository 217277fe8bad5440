package register

import (
	"context"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// Field is something of a report that a table may hold.
type Field string

// The fields.
const (
	FieldNumber     Field = "number"
	FieldOrigin     Field = "origin"
	FieldReceived   Field = "received"
	FieldCategory   Field = "category"
	FieldTheme      Field = "theme"
	FieldText       Field = "text"
	FieldSettlement Field = "settlement"
	FieldAddress    Field = "address"
	FieldLat        Field = "lat"
	FieldLon        Field = "lon"
	FieldStatus     Field = "status"
	FieldDue        Field = "due"
	FieldChannel    Field = "channel"
	FieldOperator   Field = "operator"
	FieldDelivered  Field = "delivered"

	FieldName    Field = "name" // personal, as all that follow
	FieldPhone   Field = "phone"
	FieldReplyTo Field = "reply-to"
	FieldSheet   Field = "sheet"
)

// Personal says that the field is about a person. An operator is one, too, but signs for what they do.
func (f Field) Personal() bool {
	switch f {
	case FieldName, FieldPhone, FieldReplyTo, FieldSheet:
		return true
	}
	return false
}

// Written lists the fields that are written, in their order.
func Written(personal bool) []Field {
	fields := []Field{
		FieldNumber, FieldOrigin, FieldReceived, FieldTheme, FieldCategory, FieldText, FieldSettlement, FieldAddress, FieldStatus, FieldDue, FieldChannel,
		FieldOperator, FieldDelivered,
	}
	if personal {
		fields = append(fields, FieldName, FieldPhone, FieldReplyTo, FieldSheet)
	}
	return fields
}

// fieldWidths are how wide a column is, in characters.
var fieldWidths = map[Field]float64{
	FieldNumber: 14, FieldOrigin: 12, FieldReceived: 17, FieldTheme: 24, FieldCategory: 30, FieldText: 60, FieldSettlement: 20, FieldAddress: 32, FieldStatus: 16,
	FieldDue: 17, FieldChannel: 14, FieldOperator: 20, FieldDelivered: 17, FieldName: 30, FieldPhone: 18, FieldReplyTo: 32, FieldSheet: 10,
}

// Book is the journal as it is written.
type Book struct {
	Store     *store.Store
	Known     *civic.Classifier
	Voice     *lang.Voice
	Operators map[civic.OperatorID]string // by name; one that isn't there has a number alone
}

// rowsRead is how many reports are read at once.
const rowsRead = 64

// Sheet is these reports as a table; with the columns about people only if that was asked for. Progress, if there is one, hears
// after how many rows.
func (b Book) Sheet(ctx context.Context, ids []civic.ReportID, personal bool, progress func(done int)) Sheet {
	fields := Written(personal)
	s := Sheet{Name: b.Voice.Say("register.sheet"), Semicolons: b.Voice.Lang() != civic.LangEN}
	for _, f := range fields {
		s.Columns = append(s.Columns, Column{b.Voice.Say("register.field." + string(f)), fieldWidths[f]})
	}
	s.Rows = func(yield func([]Cell, error) bool) {
		for from := 0; from < len(ids); from += rowsRead {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			rows, err := b.Store.Summaries(ctx, ids[from:min(from+rowsRead, len(ids))])
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range rows {
				cells := make([]Cell, len(fields))
				for i, f := range fields {
					cells[i] = b.cell(f, row)
				}
				if !yield(cells, nil) {
					return
				}
			}
			if progress != nil {
				progress(min(from+rowsRead, len(ids)))
			}
		}
	}
	return s
}

func (b Book) cell(f Field, s store.Summary) Cell {
	category, _ := b.Known.Category(s.Category)
	theme, _ := b.Known.Theme(category.Theme)
	switch f {
	case FieldNumber:
		return s.Number
	case FieldOrigin:
		return s.Origin
	case FieldReceived:
		return s.AtPoint
	case FieldCategory:
		if category.Slug == "" {
			return string(s.Category)
		}
		return category.Title.In(b.Voice.Lang())
	case FieldTheme:
		return theme.Title.In(b.Voice.Lang())
	case FieldText:
		return s.Text
	case FieldSettlement:
		return s.Place.Settlement
	case FieldAddress:
		return s.Place.Address
	case FieldStatus:
		return b.word("status.", string(s.Status))
	case FieldDue:
		if !s.Due.State.Runs() {
			return time.Time{}
		}
		return s.Due.Due
	case FieldChannel:
		return b.word("channel.", string(s.Channel))
	case FieldOperator:
		return b.operator(s.Operator)
	case FieldDelivered:
		return s.Delivered
	case FieldName:
		return s.Reporter.Name
	case FieldPhone:
		return s.Reporter.Phone
	case FieldReplyTo:
		return s.Reporter.Address
	case FieldSheet:
		return s.Reporter.Consent.Sheet
	}
	return ""
}

// word is a value in words; one that this version doesn't know is written as it is.
func (b Book) word(family, value string) string {
	if key := family + value; value != "" && b.Voice.Has(key) {
		return b.Voice.Say(key)
	}
	return value
}

func (b Book) operator(id civic.OperatorID) string {
	if name := b.Operators[id]; name != "" {
		return name
	}
	if id == civic.NoOperator {
		return ""
	}
	return b.Voice.With("journal.operator.numbered", lang.Args{"N": int(id)})
}
