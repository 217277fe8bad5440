package figures

import (
	"cmp"
	"slices"

	"priyom/portal/statistics"
)

// matrix is a table whose cells are shaded by how much is in them.
type matrix struct {
	Heads []string
	Rows  []cells
	Sums  []string // of the columns
}

type cells struct {
	Name, Sum string
	Cells     []cell
}

type cell struct {
	N     string // "" for none
	Shade int    // 0 to shades
}

const (
	shades      = 5
	themesShown = 9
	placesShown = 30
)

// shade is how dark a cell is: each shade is for as large a part of the square root, so that few aren't lost beside many.
func shade(n, most int64) int {
	if n == 0 || most == 0 {
		return 0
	}
	for s := 1; ; s++ {
		if limit := float64(s) / shades; float64(n) <= limit*limit*float64(most) || s == shades {
			return s
		}
	}
}

// table is how many came, by settlement and theme. What doesn't fit is summed up.
func (d *drawer) table(r statistics.Report) matrix {
	var m matrix
	themes, rest := r.Themes, []statistics.Line(nil)
	if len(themes) > themesShown+1 {
		themes, rest = themes[:themesShown], themes[themesShown:]
	}
	places, others := r.Settlements, []statistics.Line(nil)
	if len(places) > placesShown+1 {
		places, others = places[:placesShown], places[placesShown:]
	}
	columns := make([][]statistics.Line, 0, len(themes)+1)
	for _, t := range themes {
		m.Heads, columns = append(m.Heads, d.theme(t.Name)), append(columns, []statistics.Line{t})
	}
	if len(rest) > 0 {
		m.Heads, columns = append(m.Heads, d.say("figures.rest")), append(columns, rest)
	}
	groups := make([][]statistics.Line, 0, len(places)+1)
	for _, p := range places {
		groups = append(groups, []statistics.Line{p})
	}
	if len(others) > 0 {
		groups = append(groups, others)
	}
	most := int64(0)
	for _, n := range r.Table {
		most = max(most, n)
	}
	for i, group := range groups {
		line := cells{Name: d.say("figures.rest")}
		if i < len(places) {
			line.Name = d.settlement(group[0].Name)
		}
		sum := int64(0)
		for _, column := range columns {
			n := int64(0)
			for _, p := range group {
				for _, t := range column {
					n += r.Table[[2]string{p.Name, t.Name}]
				}
			}
			sum += n
			line.Cells = append(line.Cells, d.cell(n, most))
		}
		line.Sum = d.number(sum)
		m.Rows = append(m.Rows, line)
	}
	for _, column := range columns {
		n := int64(0)
		for _, t := range column {
			n += t.Received()
		}
		m.Sums = append(m.Sums, d.number(n))
	}
	m.Sums = append(m.Sums, d.number(r.Total.Received()))
	return m
}

func (d *drawer) cell(n, most int64) cell {
	if n == 0 {
		return cell{}
	}
	return cell{d.number(n), shade(n, most)}
}

// seasons is how many came, by theme and month of the year. A theme is shaded by its own busiest month.
func (d *drawer) seasons(r statistics.Report) (m matrix) {
	for month := range 12 {
		m.Heads = append(m.Heads, d.shortMonth(statistics.Month(month).Month()))
	}
	themes := slices.Clone(r.Themes)
	slices.SortStableFunc(themes, func(a, b statistics.Line) int { return cmp.Compare(b.Received(), a.Received()) })
	for _, t := range themes[:min(len(themes), themesShown+3)] {
		year, most := r.Seasons[t.Name], int64(0)
		for _, n := range year {
			most = max(most, n)
		}
		line := cells{Name: d.theme(t.Name), Sum: d.number(t.Received())}
		for _, n := range year {
			line.Cells = append(line.Cells, d.cell(n, most))
		}
		m.Rows = append(m.Rows, line)
	}
	return m
}
