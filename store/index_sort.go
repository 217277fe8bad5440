package store

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"priyom/civic"
)

// in gives the rows in an order. Each order is made once and kept until a row changes.
func (x *index) in(by Sort, down bool) iter.Seq[*indexRow] {
	return func(yield func(*indexRow) bool) {
		n := len(x.rows)
		var order []int32
		if by != SortTaken {
			order = x.order(by)
		}
		for i := range n {
			at := i
			switch {
			case order == nil && !down:
				at = n - 1 - i // the newest first
			case order != nil && down:
				at = int(order[n-1-i])
			case order != nil:
				at = int(order[i])
			}
			if !yield(&x.rows[at]) {
				return
			}
		}
	}
}

func (x *index) order(by Sort) []int32 {
	if order, ok := x.orders[by]; ok {
		return order
	}
	compare := compares[by]
	if compare == nil {
		compare = func(a, b *indexRow) int { return 0 }
	}
	order := make([]int32, len(x.rows))
	for i := range order {
		order[i] = int32(len(order) - 1 - i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return compare(&x.rows[a], &x.rows[b]) })
	if x.orders == nil {
		x.orders = map[Sort][]int32{}
	}
	x.orders[by] = order
	return order
}

// compares tell of every order but SortTaken which of two rows comes first.
var compares = map[Sort]func(a, b *indexRow) int{
	SortReceived:   func(a, b *indexRow) int { return cmp.Compare(b.received, a.received) },
	SortCategory:   func(a, b *indexRow) int { return strings.Compare(string(a.category), string(b.category)) },
	SortSettlement: func(a, b *indexRow) int { return byText(a.place, b.place) },
	SortAddress:    func(a, b *indexRow) int { return byText(a.address, b.address) },
	SortName:       func(a, b *indexRow) int { return byText(a.name, b.name) },
	SortStatus:     func(a, b *indexRow) int { return cmp.Compare(lifeOf(a.status), lifeOf(b.status)) },
	SortOperator:   func(a, b *indexRow) int { return cmp.Compare(a.operator, b.operator) },
	SortDue: func(a, b *indexRow) int {
		if a.due.Runs() != b.due.Runs() {
			return lastUnless(a.due.Runs())
		}
		return cmp.Compare(a.dueAt, b.dueAt)
	},
	SortChannel: func(a, b *indexRow) int { return strings.Compare(string(a.channel), string(b.channel)) },
	SortDelivered: func(a, b *indexRow) int {
		if (a.delivered == 0) != (b.delivered == 0) {
			return lastUnless(a.delivered != 0)
		}
		return cmp.Compare(b.delivered, a.delivered)
	},
}

func lastUnless(first bool) int {
	if first {
		return -1
	}
	return 1
}

func lifeOf(s civic.Status) int { return slices.Index(civic.Statuses(), s) }

// byText compares normalised texts as people read them: house 9 before house 12, and what is empty last.
func byText(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(b), len(a))
	}
	for len(a) > 0 && len(b) > 0 {
		if digit(a[0]) && digit(b[0]) {
			x, y := number(a), number(b)
			if c := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); c != 0 {
				return c
			}
			a, b = a[digits(a):], b[digits(b):]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// digits is how many digits a text begins with.
func digits(s string) (n int) {
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}

// number is the number that a text begins with, without leading zeros.
func number(s string) string { return strings.TrimLeft(s[:digits(s)], "0") }
