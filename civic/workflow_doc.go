package civic

import (
	"fmt"
	"slices"
	"strings"
)

// WorkflowMarkdown is docs/workflow.md: the diagram and the table of Workflow.
func WorkflowMarkdown() string {
	var b strings.Builder
	b.WriteString(`# The life of a report

This page is made from the table in civic/workflow.go; a test compares the two. To bring it up to date:

    PRIYOM_WRITE_DOCS=1 go test ./civic -run WorkflowPage

Nothing changes a report's status but a row of this table. Three rules follow from it: a department never ends a report, a
second return by departments goes to the arbiter, and whatever isn't final has a way on.

`)
	b.WriteString("```mermaid\nstateDiagram-v2\n    [*] --> draft\n")
	var edges []string
	for _, t := range Workflow() {
		if t.To == StatusWithdrawn || t.From == t.To {
			continue // ten arrows to one corner hide the rest; the table has them
		}
		edge := fmt.Sprintf("    %s --> %s: %s\n", mermaidID(t.From), mermaidID(t.To), t.Act)
		if !slices.Contains(edges, edge) {
			edges = append(edges, edge)
			b.WriteString(edge)
		}
	}
	b.WriteString("    closed --> [*]\n```\n\n")
	b.WriteString("| from | action | by | when | needs | to | message |\n|---|---|---|---|---|---|---|\n")
	for _, r := range rows() {
		message := "yes"
		if r.silent {
			message = "–"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n",
			list(r.from), r.act, list(r.who), r.when, list(r.needs), r.to, message)
	}
	fmt.Fprintf(&b, `
Final: %s. Only a merge can be undone.

- *message*: whether the citizen is told; the history shows every row.
- *first-return*, *later-return*: how often departments have sent the report back before.
- *time-up*: the time for an appeal or a rating, a setting of the municipality, is over.
- *after-near*: within %d m of the spot, the accuracy of both positions allowed for, up to %d m each.
- *after-later*: taken later than the report and every photo "before". One photo must be both near and later.
- *reason*: one of %s; a comment always goes with it.
`, list(slices.DeleteFunc(Statuses(), func(s Status) bool { return !s.Final() })), int(AfterWithin), int(maxDoubt), list(Reasons()))
	return b.String()
}

// mermaidID is the status as Mermaid takes it: a hyphen would end the name.
func mermaidID(s Status) string { return strings.ReplaceAll(string(s), "-", "_") }

func list[S ~string](all []S) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}
