package present

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// figures are the numbers that the sheet opens with: received is acknowledged, failed and waiting together.
func (d *Day) figures() []DayFigure {
	v, day := d.p.Voice(), d.read
	figure := func(key, icon string, t Tone, n int) DayFigure {
		if n == 0 {
			t = ToneCalm
		}
		return DayFigure{Label: v.Say("day.figure." + key), Under: v.Say("day.figure." + key + ".under"), N: n, Icon: icon, Tone: t}
	}
	return []DayFigure{
		figure("received", "inbox", ToneAccent, day.Count()),
		figure("sent", "cloud-upload", ToneAccent, day.Count(store.DayAcknowledged, store.DayFailed)),
		figure("acknowledged", "circle-check", ToneGood, day.Count(store.DayAcknowledged)),
		figure("failed", "triangle-alert", ToneAlarm, day.Count(store.DayFailed)),
		figure("waiting", "hourglass", ToneWarn, day.Count(store.DayTried, store.DayWaiting)),
	}
}

func (d *Day) channels() (list []Figure) {
	n := d.read.Channels()
	for _, c := range []civic.Channel{civic.ChannelPerson, civic.ChannelPhone, civic.ChannelPaper, civic.ChannelSelf} {
		if n[c] > 0 {
			list = append(list, Figure{Label: d.p.Voice().Say("channel." + string(c)), N: n[c]})
		}
	}
	return list
}

func (d *Day) operators() (list []Figure) {
	n := d.read.Operators()
	for _, id := range slices.SortedFunc(maps.Keys(n), cmp.Compare[civic.OperatorID]) {
		name := d.p.operatorName(id)
		if name == "" {
			name = d.p.Voice().Say("day.operator.none")
		}
		list = append(list, Figure{Label: name, N: n[id]})
	}
	return list
}

func (d *Day) facts() (facts []Fact) {
	v, day := d.p.Voice(), d.read
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{Label: v.Say("day.fact." + key), Value: value})
		}
	}
	if n := len(day.Reports); n > 0 {
		add("first", day.Reports[0].Number)
		add("last", day.Reports[n-1].Number)
	}
	if p := day.Photos(); p.All > 0 {
		said := v.With("day.photos", lang.Args{"All": v.Count("count.photos", p.All, nil), "There": v.Number(int64(p.Delivered))})
		if p.Waiting > 0 {
			said += ", " + v.With("day.photos.waiting", lang.Args{"N": v.Number(int64(p.Waiting))})
		}
		if p.Failed > 0 {
			said += ", " + v.With("day.photos.failed", lang.Args{"N": v.Number(int64(p.Failed))})
		}
		add("photos", said)
	}
	entries := 0
	for _, n := range day.Entries {
		entries += n
	}
	if entries > 0 {
		add("journal", v.With("day.journal", lang.Args{
			"Entries": v.Count("count.entries", entries, nil), "Seq": v.Number(int64(day.Head.Seq)), "Hash": day.Head.Hash.String()[:shortHash],
		}))
	}
	return facts
}

// gaps say which numbers are missing, and why.
func (d *Day) gaps() (said []string) {
	v := d.p.Voice()
	for _, g := range d.read.Gaps {
		numbers := strconv.FormatInt(g.From, 10)
		if g.To > g.From {
			numbers += "\u2013" + strconv.FormatInt(g.To, 10)
		}
		said = append(said, v.With("day.gap."+string(g.Why), lang.Args{"Numbers": numbers}))
	}
	return said
}
