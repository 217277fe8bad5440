package present

import (
	"priyom/lang"
)

// SpaceRow is one kind of things that take room.
type SpaceRow struct {
	Icon  string
	Title string
	Under string // what becomes of it
	Size  string
	Goes  bool // it may go
	Share float32
}

// SpaceState is the page about the room on the device.
type SpaceState struct {
	Known   bool
	Busy    bool // it is being freed
	Free    Said // how much is free
	Rows    []SpaceRow
	Can     string // what the button frees; "" if there is nothing
	Done    string // what it has freed
	Dropped string // originals that went before
	Choices []string
	Chosen  int
}

// State is what to show.
func (s *Space) State() SpaceState {
	v, f := s.p.Voice(), s.found
	st := SpaceState{Known: f.known, Busy: s.asked, Free: s.free()}
	for i, days := range keepDays {
		words := v.Say("space.keep.ever")
		if days > 0 {
			words = v.Count("space.keep.days", days, nil)
		}
		st.Choices = append(st.Choices, words)
		if days == s.keep {
			st.Chosen = i
		}
	}
	if !f.known {
		return st
	}
	if s.freed {
		st.Done = v.Say("space.done-nothing")
		if s.gone > 0 {
			st.Done = v.With("space.done", lang.Args{"Size": v.Bytes(s.gone)})
		}
	}
	if can := s.can(); can > 0 {
		st.Can = v.With("space.can", lang.Args{"Size": v.Bytes(can)})
	}
	if gone := f.store.Dropped; gone.Files > 0 {
		st.Dropped = v.Count("space.dropped", gone.Files, lang.Args{"Size": v.Bytes(gone.Bytes)})
	}
	st.Rows = s.rows()
	return st
}

// can is how many bytes the button frees.
func (s *Space) can() int64 {
	f := s.found
	return f.tiles + f.old + f.store.Fetched.Bytes + f.store.Loose.Bytes + f.store.Safe.Bytes
}

// free is how much room there is, in words with a next step.
func (s *Space) free() Said {
	v, level := s.p.Voice(), s.level()
	if !s.found.known {
		return Said{Icon: "hourglass", Tone: ToneCalm, Title: v.Say("space.looking")}
	}
	said := Said{Icon: "circle-check", Tone: ToneGood}
	switch level {
	case SpaceFull:
		said.Icon, said.Tone = "triangle-alert", ToneAlarm
	case SpaceShort, SpaceLow:
		said.Icon, said.Tone = "triangle-alert", ToneWarn
	case SpaceRoomy:
	}
	said.Title = v.With("space.free", lang.Args{"Size": v.Bytes(s.found.free)})
	said.Under = v.Say("space.level." + string(level))
	return said
}

// rows are what takes room, what stays before what may go, each with what becomes of it.
func (s *Space) rows() []SpaceRow {
	v, f := s.p.Voice(), s.found
	waiting := f.store.Waiting
	waiting.Files, waiting.Bytes = waiting.Files+f.shots.Files, waiting.Bytes+f.shots.Bytes
	var rows []SpaceRow
	var most int64
	sizes := []int64{}
	add := func(key, icon string, bytes int64, goes bool, under string) {
		if bytes == 0 {
			return
		}
		rows = append(rows, SpaceRow{Icon: icon, Title: v.Say("space." + key), Under: under, Size: v.Bytes(bytes), Goes: goes})
		sizes, most = append(sizes, bytes), max(most, bytes)
	}
	said := func(key string) string { return v.Say("space." + key + ".under") }
	add("waiting", "camera", waiting.Bytes, false, v.Count("space.waiting.under", waiting.Files, nil))
	add("journal", "list", f.store.Journal, false, said("journal"))
	add("copies", "image", f.store.Copies.Bytes, false, said("copies"))
	add("voice", "mic", f.store.Voice.Bytes, false, said("voice"))
	add("tasks", "clipboard-check", f.store.Tasks.Bytes-f.store.Fetched.Bytes, false, said("tasks"))
	add("pack", "map", f.pack, false, said("pack"))
	add("safe", "cloud-check", f.store.Safe.Bytes, true, v.Count("space.safe.under", f.store.Safe.Files, nil))
	add("fetched", "download", f.store.Fetched.Bytes, true, said("fetched"))
	add("tiles", "layers", f.tiles, true, said("tiles"))
	add("old", "map", f.old, true, said("old"))
	add("loose", "trash", f.store.Loose.Bytes, true, said("loose"))
	for i := range rows {
		rows[i].Share = float32(sizes[i]) / float32(most)
	}
	return rows
}
