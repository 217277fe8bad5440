package civic

import (
	"errors"
	"os"
	"slices"
	"testing"
	"time"
)

func TestEveryStatusIsReached(t *testing.T) {
	reached := []Status{StatusDraft}
	for i := 0; i < len(reached); i++ {
		for _, row := range Workflow() {
			if row.From == reached[i] && !slices.Contains(reached, row.To) {
				reached = append(reached, row.To)
			}
		}
	}
	for _, s := range Statuses() {
		if !slices.Contains(reached, s) {
			t.Errorf("nothing leads to %s", s)
		}
	}
	if len(reached) != len(Statuses()) {
		t.Errorf("the table knows %d statuses, Statuses %d", len(reached), len(Statuses()))
	}
}

func TestWaysOut(t *testing.T) {
	out := map[Status][]Status{}
	for _, row := range Workflow() {
		if row.To != row.From {
			out[row.From] = append(out[row.From], row.To)
		}
	}
	for _, s := range Statuses() {
		switch {
		case s == StatusMerged:
			if !slices.Equal(out[s], []Status{StatusModeration, StatusModeration}) {
				t.Errorf("a merge leads to %v", out[s])
			}
		case s.Final() && len(out[s]) > 0:
			t.Errorf("%s is final and leads to %v", s, out[s])
		case !s.Final() && len(out[s]) == 0:
			t.Errorf("nothing leads on from %s", s)
		}
	}
}

// Whatever is left alone by people must not wait for ever once it was answered: the system itself ends it.
func TestAnsweredReportsCloseThemselves(t *testing.T) {
	for _, s := range []Status{StatusRejected, StatusSolved, StatusConfirmed, StatusRated} {
		if got, err := Next(s, ActClose, RoleSystem, Case{TimeUp: true}); err != nil || got.To != StatusClosed {
			t.Errorf("%s: %v, %v", s, got.To, err)
		}
	}
}

func TestDepartmentsNeverEndAReport(t *testing.T) {
	may := []Status{StatusInWork, StatusSolved, StatusReturned, StatusArbitration}
	seen := 0
	for _, row := range Workflow() {
		if row.Who == RoleDepartment {
			seen++
			if !slices.Contains(may, row.To) {
				t.Errorf("a department leads a report from %s to %s", row.From, row.To)
			}
		}
		if row.To.Final() && (row.Who == RoleDepartment || row.Who == RoleInspector) {
			t.Errorf("%s ends a report", row.Who)
		}
	}
	if seen == 0 {
		t.Error("departments do nothing at all")
	}
}

func TestRowsAreToldApart(t *testing.T) {
	type key struct {
		From Status
		Act  Action
		Who  Role
	}
	conditions := map[key][]When{}
	for _, row := range Workflow() {
		if !row.From.Known() || !row.To.Known() || !row.Who.Known() {
			t.Errorf("unknown word in %+v", row)
		}
		for _, need := range row.Needs {
			if !slices.Contains(Requirements(), need) {
				t.Errorf("unknown need %s", need)
			}
		}
		k := key{row.From, row.Act, row.Who}
		conditions[k] = append(conditions[k], row.When)
	}
	both := []When{WhenFirstReturn, WhenLaterReturn}
	for k, when := range conditions {
		if !slices.Equal(when, []When{WhenAlways}) && !slices.Equal(when, both) {
			t.Errorf("%+v has rows for %q", k, when)
		}
	}
}

func TestSecondReturnGoesToTheArbiter(t *testing.T) {
	for _, from := range []Status{StatusAssigned, StatusInWork} {
		for returns, want := range []Status{StatusReturned, StatusArbitration, StatusArbitration} {
			got, err := Next(from, ActReturn, RoleDepartment, Case{Returns: returns, Comment: "Not our road."})
			if err != nil || got.To != want {
				t.Errorf("%s after %d returns: %s, %v, want %s", from, returns, got.To, err, want)
			}
		}
	}
}

func TestNext(t *testing.T) {
	why := Case{Reason: ReasonNoPlace, Comment: "Which bridge?"}
	tests := map[string]struct {
		from Status
		act  Action
		who  Role
		with Case
		want Status // or
		err  error
		need []Requirement
	}{
		"capture":                      {from: StatusDraft, act: ActCapture, who: RolePoint, with: Case{Valid: true}, want: StatusCaptured},
		"capture of half a report":     {from: StatusDraft, act: ActCapture, who: RolePoint, err: ErrNeeds, need: []Requirement{NeedValid}},
		"a receipt delivers":           {from: StatusQueued, act: ActDeliver, who: RoleSystem, with: Case{Receipt: true}, want: StatusDelivered},
		"a 200 OK doesn't":             {from: StatusQueued, act: ActDeliver, who: RoleSystem, err: ErrNeeds, need: []Requirement{NeedReceipt}},
		"nobody skips the journal":     {from: StatusCaptured, act: ActDeliver, who: RoleSystem, with: Case{Receipt: true}, err: ErrNoTransition},
		"assign":                       {from: StatusModeration, act: ActAssign, who: RoleModerator, with: Case{Department: "roads"}, want: StatusAssigned},
		"assign to nobody":             {from: StatusModeration, act: ActAssign, who: RoleModerator, err: ErrNeeds, need: []Requirement{NeedDepartment}},
		"assign by a citizen":          {from: StatusModeration, act: ActAssign, who: RoleCitizen, with: Case{Department: "roads"}, err: ErrNoTransition},
		"assign by the head":           {from: StatusModeration, act: ActAssign, who: RoleHead, with: Case{Department: "roads"}, err: ErrNoTransition},
		"reject":                       {from: StatusModeration, act: ActReject, who: RoleSenior, with: why, want: StatusRejected},
		"reject without a word":        {from: StatusModeration, act: ActReject, who: RoleSenior, err: ErrNeeds, need: []Requirement{NeedReason, NeedComment}},
		"reject for an unknown reason": {from: StatusModeration, act: ActReject, who: RoleSenior, with: Case{Reason: "lazy", Comment: "x"}, err: ErrNeeds, need: []Requirement{NeedReason}},
		"blank comment":                {from: StatusRejected, act: ActAppeal, who: RoleCitizen, with: Case{Comment: " \n"}, err: ErrNeeds, need: []Requirement{NeedComment}},
		"appeal through the point":     {from: StatusRejected, act: ActAppeal, who: RolePoint, with: why, want: StatusAppealed},
		"a moderator judges no appeal": {from: StatusAppealed, act: ActReopen, who: RoleModerator, with: why, err: ErrNoTransition},
		"a senior one does":            {from: StatusAppealed, act: ActReopen, who: RoleSenior, with: why, want: StatusModeration},
		"merge":                        {from: StatusAssigned, act: ActMerge, who: RoleModerator, with: Case{ID: ReportID{1}, Into: ReportID{2}}, want: StatusMerged},
		"merge into itself":            {from: StatusAssigned, act: ActMerge, who: RoleModerator, with: Case{ID: ReportID{1}, Into: ReportID{1}}, err: ErrNeeds, need: []Requirement{NeedTarget}},
		"a department closes nothing":  {from: StatusInWork, act: ActClose, who: RoleDepartment, with: why, err: ErrNoTransition},
		"rate":                         {from: StatusConfirmed, act: ActRate, who: RoleCitizen, with: Case{Rating: 5}, want: StatusRated},
		"rate 6":                       {from: StatusConfirmed, act: ActRate, who: RoleCitizen, with: Case{Rating: 6}, err: ErrNeeds, need: []Requirement{NeedRating}},
		"rate 0":                       {from: StatusConfirmed, act: ActRate, who: RoleCitizen, err: ErrNeeds, need: []Requirement{NeedRating}},
		"rework":                       {from: StatusConfirmed, act: ActRework, who: RoleCitizen, with: why, want: StatusRework},
		"unanswered":                   {from: StatusConfirmed, act: ActClose, who: RoleSystem, with: Case{TimeUp: true}, want: StatusClosed},
		"not unanswered yet":           {from: StatusConfirmed, act: ActClose, who: RoleSystem, err: ErrNeeds, need: []Requirement{NeedTimeUp}},
		"closed is closed":             {from: StatusClosed, act: ActReopen, who: RoleSenior, with: why, err: ErrNoTransition},
		"withdraw":                     {from: StatusQueued, act: ActWithdraw, who: RoleCitizen, want: StatusWithdrawn},
		"too late to withdraw":         {from: StatusSolved, act: ActWithdraw, who: RoleCitizen, err: ErrNoTransition},
		"a status of tomorrow":         {from: "archived", act: ActClose, who: RoleSystem, err: ErrNoTransition},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Next(tt.from, tt.act, tt.who, tt.with)
			if !errors.Is(err, tt.err) || got.To != tt.want {
				t.Fatalf("got %s, %v, want %s, %v", got.To, err, tt.want, tt.err)
			}
			var needs *NeedsError
			if errors.As(err, &needs) != (tt.need != nil) || needs != nil && !slices.Equal(needs.Missing, tt.need) {
				t.Errorf("missing %v, want %v", err, tt.need)
			}
		})
	}
}

func TestActionsAreWhatNextGrants(t *testing.T) {
	full := fullCase()
	for _, from := range Statuses() {
		for _, who := range Roles() {
			for _, row := range Actions(from, who) {
				c := full
				if row.When == WhenLaterReturn {
					c.Returns = 1
				}
				if got, err := Next(from, row.Act, who, c); err != nil || got.To != row.To {
					t.Errorf("%s by %s from %s: %v, %v", row.Act, who, from, got.To, err)
				}
			}
		}
	}
	if got := Actions(StatusModeration, RoleHead); len(got) != 0 {
		t.Errorf("the head may %v", got)
	}
}

func TestWorkflowIsTheCallersOwn(t *testing.T) {
	all := Workflow()
	all[0].To, all[0].Needs[0] = StatusClosed, NeedRating
	if got := Workflow()[0]; got.To != StatusCaptured || got.Needs[0] != NeedValid {
		t.Errorf("changed to %+v", got)
	}
}

// TestWorkflowPage rewrites the page first when PRIYOM_WRITE_DOCS is set.
func TestWorkflowPage(t *testing.T) {
	const page = "../docs/workflow.md"
	if os.Getenv("PRIYOM_WRITE_DOCS") != "" {
		if err := os.WriteFile(page, []byte(WorkflowMarkdown()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != WorkflowMarkdown() {
		t.Errorf("%s is not what WorkflowMarkdown says: run it with PRIYOM_WRITE_DOCS=1", page)
	}
}

// fullCase meets every requirement.
func fullCase() Case {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	spot := Position{Lat: 55.75, Lon: 37.62, Accuracy: 10}
	return Case{
		ID: ReportID{1}, Valid: true, Receipt: true, TimeUp: true, Department: "roads", Into: ReportID{2}, Reason: ReasonUnclear,
		Comment: "See the photo.", Rating: 4, Place: Place{Position: spot, Source: SourceGPS}, CapturedAt: at,
		Before: []Photo{{TakenAt: at, Position: spot, Located: true}},
		After:  []Photo{{TakenAt: at.Add(time.Hour), Position: spot, Located: true}},
	}
}
