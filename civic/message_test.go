package civic_test

import (
	"slices"
	"strings"
	"testing"

	"priyom/civic"
)

func TestMessageCheck(t *testing.T) {
	for name, row := range map[string]struct {
		m    civic.Message
		want []string
	}{
		"the office's":              {civic.Message{Side: civic.SideOffice, Author: "Ветров", Text: "Где именно?"}, nil},
		"the point's has no author": {civic.Message{Side: civic.SidePoint, Text: "У магазина"}, nil},
		"nothing":                   {civic.Message{Side: civic.SideOffice, Text: " \n"}, []string{"message.text.missing", "message.author.missing"}},
		"no text at all":            {civic.Message{Side: civic.SidePoint, Text: "\xff"}, []string{"message.text.missing"}},
		"the longest":               {civic.Message{Side: civic.SidePoint, Text: strings.Repeat("я", civic.MaxMessageText)}, nil},
		"longer": {
			civic.Message{Side: civic.SideOffice, Author: strings.Repeat("я", civic.MaxMessageAuthor+1), Text: strings.Repeat("я", civic.MaxMessageText+1)},
			[]string{"message.text.long", "message.author.long"},
		},
	} {
		if got := row.m.Check(); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
