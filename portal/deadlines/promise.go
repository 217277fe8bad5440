package deadlines

import (
	"time"

	"priyom/civic"
)

// Promise is by when a problem of a kind would be answered for the first time and dealt with, if it were registered now; zero for what the
// rules set no time for. It is for whoever is about to report it.
func (b *Book) Promise(c civic.Category, now time.Time) (reply, solve time.Time) {
	class := b.Rules.classOf(c)
	resolve := class.Resolve
	if resolve.IsZero() {
		appeal, _ := b.Rules.class(AppealClass)
		resolve = appeal.Resolve
	}
	at := func(span civic.Span) time.Time {
		if span.IsZero() {
			return time.Time{}
		}
		due, err := b.Calendar.Add(now, span)
		if err != nil {
			return time.Time{} // a calendar without work can't be put
		}
		return due
	}
	return at(class.FirstReply), at(resolve)
}
