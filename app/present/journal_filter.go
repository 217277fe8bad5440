package present

import (
	"priyom/civic"
)

// Filter is a kind of report one may look at alone.
type Filter struct {
	Label string
	Count int
}

// filter is what a Filter selects.
type filter struct {
	key      string // of its label
	statuses []civic.Status
	drafts   bool
	overdue  bool // what should have been done by now
	unseen   bool // what staff said something about that nobody has read
	always   bool // shown when there is none, too
}

// filters are the kinds, in the order of a report's life.
var filters = []filter{
	{key: "all", always: true},
	{key: "unseen", unseen: true},
	{key: "drafts", drafts: true, always: true},
	{key: "waiting", statuses: []civic.Status{civic.StatusCaptured, civic.StatusQueued}, always: true},
	{key: "delivered", statuses: []civic.Status{civic.StatusDelivered, civic.StatusModeration}, always: true},
	{key: "work", statuses: []civic.Status{civic.StatusAssigned, civic.StatusInWork, civic.StatusReturned, civic.StatusArbitration, civic.StatusRework}},
	{key: "overdue", overdue: true},
	{key: "done", statuses: []civic.Status{civic.StatusSolved, civic.StatusConfirmed, civic.StatusRated, civic.StatusClosed, civic.StatusMerged}},
	{key: "refused", statuses: []civic.Status{civic.StatusRejected, civic.StatusAppealed, civic.StatusWithdrawn}},
}

func (j *Journal) count(f filter, total int) int {
	if f.drafts {
		return len(j.drafts)
	}
	if f.unseen {
		return len(j.unseen)
	}
	if f.overdue {
		if len(j.facets.Due) == 0 {
			return 0
		}
		return j.facets.Due[0]
	}
	if len(f.statuses) == 0 {
		return total
	}
	n := 0
	for _, s := range f.statuses {
		n += j.counts[s]
	}
	return n
}

func (j *Journal) filter() filter {
	for _, f := range filters {
		if f.key == j.chosen {
			return f
		}
	}
	return filters[0]
}

// Filter shows one kind of reports.
func (j *Journal) Filter(i int) {
	if i < 0 || i >= len(j.shown) || j.shown[i].key == j.chosen {
		return
	}
	j.chosen = j.shown[i].key
	j.unselect()
	j.Reload()
	j.changed()
}

// toAnswer is how many reports wait for their author: somebody of the portal's said something, or it is done and to be rated.
func (j *Journal) toAnswer() int {
	return len(j.unseen) + j.counts[civic.StatusSolved]
}
