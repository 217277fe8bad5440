package civic

import (
	"slices"
	"strings"
	"testing"
)

func TestAuthorActs(t *testing.T) {
	long := strings.Repeat("ю", MaxText+1)
	for name, tt := range map[string]struct {
		act  AuthorAct
		want []string
	}{
		"confirm":                {AuthorAct{Act: ActConfirm}, nil},
		"confirm with a word":    {AuthorAct{Act: ActConfirm, Comment: "Спасибо"}, nil},
		"withdraw":               {AuthorAct{Act: ActWithdraw}, nil},
		"rate":                   {AuthorAct{Act: ActRate, Rating: 5}, nil},
		"rate nothing":           {AuthorAct{Act: ActRate}, []string{"act.rating"}},
		"rate six":               {AuthorAct{Act: ActRate, Rating: 6}, []string{"act.rating"}},
		"confirm with a rating":  {AuthorAct{Act: ActConfirm, Rating: 3}, []string{"act.rating"}},
		"rework":                 {AuthorAct{Act: ActRework, Comment: "Яма на месте"}, nil},
		"rework without a word":  {AuthorAct{Act: ActRework, Comment: " \n"}, []string{"act.comment.missing"}},
		"appeal without a word":  {AuthorAct{Act: ActAppeal}, []string{"act.comment.missing"}},
		"too long":               {AuthorAct{Act: ActAppeal, Comment: long}, []string{"act.comment.long"}},
		"no text":                {AuthorAct{Act: ActConfirm, Comment: "\xff"}, []string{"act.comment.missing"}},
		"another's":              {AuthorAct{Act: ActSolve}, []string{"act.unknown"}},
		"nothing":                {AuthorAct{}, []string{"act.unknown"}},
		"another's, and a mark":  {AuthorAct{Act: ActClose, Rating: 5}, []string{"act.unknown", "act.rating"}},
		"a mark that is below 1": {AuthorAct{Act: ActRate, Rating: -1}, []string{"act.rating"}},
	} {
		if got := tt.act.Check(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Each of them is in the workflow, for a citizen.
func TestAuthorActsAreCitizens(t *testing.T) {
	for _, act := range AuthorActs() {
		if !slices.ContainsFunc(Workflow(), func(row Transition) bool { return row.Act == act && row.Who == RoleCitizen }) {
			t.Errorf("no citizen may %s", act)
		}
		needs := slices.ContainsFunc(Workflow(), func(row Transition) bool {
			return row.Act == act && row.Who == RoleCitizen && slices.Contains(row.Needs, NeedComment)
		})
		if needs != act.Commented() {
			t.Errorf("%s: comment %v, the workflow says %v", act, act.Commented(), needs)
		}
	}
}

func TestSupplements(t *testing.T) {
	good := Photo{State: PhotoNew, Original: BlobRef{SHA256: [32]byte{1}, Size: 5}}
	for name, tt := range map[string]struct {
		s    Supplement
		want []string
	}{
		"words":          {Supplement{Text: "Уже провалилась машина"}, nil},
		"a photo":        {Supplement{Photos: []Photo{good}}, nil},
		"nothing":        {Supplement{Text: "  "}, []string{"supplement.empty"}},
		"no text":        {Supplement{Text: "\xff"}, []string{"supplement.empty"}},
		"long":           {Supplement{Text: strings.Repeat("ю", MaxText+1)}, []string{"supplement.long"}},
		"a missing file": {Supplement{Photos: []Photo{{State: PhotoNew}}}, []string{"supplement.photo"}},
		"many":           {Supplement{Photos: slices.Repeat([]Photo{good}, MaxPhotos+1)}, []string{"supplement.photos"}},
	} {
		if got := tt.s.Check(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
