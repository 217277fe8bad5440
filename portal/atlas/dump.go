package atlas

import "fmt"

// Dump is all that the atlas holds, a line for each report: for comparing two of them.
func (a *Atlas) Dump() []string {
	a.mu.RLock()
	defer a.mu.RUnlock()
	lines := make([]string, len(a.rows))
	name := func(n *names, at uint16) string {
		if int(at) < len(n.list) {
			return n.list[at]
		}
		return "?"
	}
	for i, r := range a.rows {
		lines[i] = fmt.Sprint(r.arrival, r.x, r.y, r.located, r.due, r.month, r.state, " ", name(&a.themes, r.theme), "/", name(&a.departments, r.department), "/", name(&a.settlements, r.settlement))
	}
	return lines
}
