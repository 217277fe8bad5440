package present

import (
	"context"
	"slices"
	"strings"

	"priyom/civic"
	"priyom/store"
)

// Column is something the register shows of every report.
type Column string

// The columns.
const (
	ColumnNumber     Column = "number"
	ColumnReceived   Column = "received"
	ColumnCategory   Column = "category"
	ColumnSettlement Column = "settlement"
	ColumnAddress    Column = "address"
	ColumnName       Column = "name"
	ColumnStatus     Column = "status"
	ColumnDue        Column = "due"
	ColumnOperator   Column = "operator"
	ColumnChannel    Column = "channel"
	ColumnDelivered  Column = "delivered"
	ColumnText       Column = "text"
)

// Columns lists all columns in the order in which they are offered.
func Columns() []Column {
	return []Column{
		ColumnNumber, ColumnReceived, ColumnCategory, ColumnSettlement, ColumnAddress, ColumnName, ColumnStatus, ColumnDue, ColumnOperator,
		ColumnChannel, ColumnDelivered, ColumnText,
	}
}

// usualColumns are shown until somebody chooses.
func usualColumns() []Column {
	return []Column{ColumnNumber, ColumnReceived, ColumnCategory, ColumnAddress, ColumnName, ColumnStatus, ColumnDue}
}

// sorts are the columns that can be sorted by.
var sorts = map[Column]store.Sort{
	ColumnNumber: store.SortTaken, ColumnReceived: store.SortReceived, ColumnCategory: store.SortCategory, ColumnSettlement: store.SortSettlement,
	ColumnAddress: store.SortAddress, ColumnName: store.SortName, ColumnStatus: store.SortStatus, ColumnDue: store.SortDue, ColumnOperator: store.SortOperator,
	ColumnChannel: store.SortChannel, ColumnDelivered: store.SortDelivered,
}

// newestFirst says that a column is sorted the other way round from the others at first.
func newestFirst(c Column) bool {
	return c == ColumnNumber || c == ColumnReceived || c == ColumnDelivered
}

// Head is a column as the register's head shows it.
type Head struct {
	Column Column
	Title  string
	Shown  bool
	Sorts  bool // it can be sorted by
}

// view is how somebody likes the register to be; it is remembered.
type view struct {
	table   bool
	columns []Column // shown, in their order
	sort    Column
	down    bool
}

func usualView() view { return view{columns: usualColumns(), sort: ColumnNumber} }

// preferenceView is where the store keeps it.
const preferenceView = "register"

func (w view) String() string {
	form, way := "list", "up"
	if w.table {
		form = "table"
	}
	if w.down {
		way = "down"
	}
	names := make([]string, len(w.columns))
	for i, c := range w.columns {
		names[i] = string(c)
	}
	return strings.Join([]string{form, string(w.sort), way, strings.Join(names, ",")}, " ")
}

// parseView reads what String wrote. What this version doesn't know is left out: a spoilt preference must not hide the journal.
func parseView(s string) view {
	w := usualView()
	parts := strings.Split(s, " ")
	if len(parts) != 4 {
		return w
	}
	w.table, w.down = parts[0] == "table", parts[2] == "down"
	if _, ok := sorts[Column(parts[1])]; ok {
		w.sort = Column(parts[1])
	}
	var columns []Column
	for name := range strings.SplitSeq(parts[3], ",") {
		if c := Column(name); slices.Contains(Columns(), c) && !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	if len(columns) > 0 {
		w.columns = columns
	}
	return w
}

// heads are all columns: those that are shown in their order, then the others.
func (j *Journal) heads() (heads []Head) {
	v := j.p.Voice()
	add := func(c Column, shown bool) {
		_, sorts := sorts[c]
		heads = append(heads, Head{c, v.Say("journal.column." + string(c)), shown, sorts})
	}
	for _, c := range j.form.columns {
		add(c, true)
	}
	for _, c := range Columns() {
		if !slices.Contains(j.form.columns, c) {
			add(c, false)
		}
	}
	return heads
}

// SetTable shows the register as a table, or as a list with one report whole.
func (j *Journal) SetTable(on bool) {
	if j.form.table != on {
		j.form.table = on
		j.keepView()
		j.changed()
	}
}

// SortBy sorts by a column; once more, the other way round.
func (j *Journal) SortBy(c Column) {
	if _, ok := sorts[c]; !ok {
		return
	}
	if j.form.sort == c {
		j.form.down = !j.form.down
	} else {
		j.form.sort, j.form.down = c, false
	}
	j.keepView()
	j.Reload()
}

// ShowColumn shows a column or leaves it out; the last one stays.
func (j *Journal) ShowColumn(c Column, on bool) {
	at := slices.Index(j.form.columns, c)
	switch {
	case on && at < 0 && slices.Contains(Columns(), c):
		j.form.columns = append(slices.Clone(j.form.columns), c)
	case !on && at >= 0 && len(j.form.columns) > 1:
		j.form.columns = slices.Delete(slices.Clone(j.form.columns), at, at+1)
	default:
		return
	}
	j.keepView()
	j.changed()
}

// MoveColumn moves a column that is shown by so many places.
func (j *Journal) MoveColumn(c Column, by int) {
	at := slices.Index(j.form.columns, c)
	to := at + by
	if at < 0 || to < 0 || to >= len(j.form.columns) {
		return
	}
	columns := slices.Clone(j.form.columns)
	columns = slices.Insert(slices.Delete(columns, at, at+1), to, c)
	j.form.columns = columns
	j.keepView()
	j.changed()
}

// UsualColumns shows what is shown at the beginning.
func (j *Journal) UsualColumns() {
	j.form.columns = usualColumns()
	j.keepView()
	j.changed()
}

func (j *Journal) keepView() {
	text := j.form.String()
	j.p.write.do(func(ctx context.Context) func() {
		if err := j.p.store.SetPreference(ctx, preferenceView, text); err != nil {
			return func() { j.p.env.Log.Warn("journal's view not kept", "error", err) }
		}
		return nil
	})
}

// cell is what a column says of a report.
func (j *Journal) cell(c Column, s store.Summary, row Row) string {
	v := j.p.Voice()
	switch c {
	case ColumnNumber:
		return row.Number
	case ColumnReceived:
		return v.Since(s.AtPoint, j.p.env.Clock())
	case ColumnCategory:
		return row.Title
	case ColumnSettlement:
		return s.Place.Settlement
	case ColumnAddress:
		return s.Place.Address
	case ColumnName:
		return s.Reporter.Name
	case ColumnStatus:
		return row.Word
	case ColumnDue:
		return row.Due.Words
	case ColumnOperator:
		return j.p.operatorName(s.Operator)
	case ColumnChannel:
		return j.p.channelWord(s.Channel)
	case ColumnDelivered:
		if s.Delivered.IsZero() {
			return ""
		}
		return v.Since(s.Delivered, j.p.env.Clock())
	case ColumnText:
		return strings.Join(strings.Fields(s.Text), " ")
	}
	return ""
}

// channelWord is how a report came, in words; "" for a way that this version doesn't know.
func (p *Point) channelWord(c civic.Channel) string {
	if key := "channel." + string(c); c != "" && p.Voice().Has(key) {
		return p.Voice().Say(key)
	}
	return ""
}
