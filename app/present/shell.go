package present

import (
	"context"
	"encoding/json"
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// The pages that phones have beside the desk's.
const (
	PageReport  Page = "report" // one report; its argument is the id
	PageMore    Page = "more"
	PageLook    Page = "look"    // language, theme, text size
	PageSelf    Page = "self"    // who the citizen is
	PageNews    Page = "news"    // what changed since one looked
	PageSpace   Page = "space"   // what this program keeps on the device
	PageAbout   Page = "about"   // what this program is
	PageJoin    Page = "join"    // how a citizen's device gets its portal
	PageSign    Page = "sign"    // one petition, to read and to sign
	PageTerms   Page = "terms"   // what somebody agrees to who signs one
	PagePin     Page = "pin"     // where the report's place is put on the map
	PageKind    Page = "kind"    // all categories
	PageTasks   Page = "tasks"   // an inspector's
	PageTask    Page = "task"    // one of them; its argument is the id
	PageRound   Page = "round"   // an inspector's, in which many things are noted quickly
	PageChart   Page = "chart"   // an inspector's map
	PageResult  Page = "result"  // what an inspection came to
	PageWorkday Page = "workday" // what an inspector's day came to
	PagePhoto   Page = "photo"   // a picture closely; its argument is AlbumArg's
)

// Stop is a page that was gone to, and what was not finished on it.
type Stop struct {
	Page Page   `json:"page"`
	Arg  string `json:"arg,omitempty"`  // what it shows, such as a report's id
	Kept string `json:"kept,omitempty"` // what the page itself asked to keep; it may be personal
}

// Shell is where one is on a phone: a place at the foot, and the pages that were gone to from it. A program that was killed comes
// back to the same page, with what was being written on it.
type Shell struct {
	OnChange func() // another page is in front

	p      *Point
	tabs   []Page
	tab    Page
	stops  map[Page][]Stop // beneath each tab; the tab itself is not among them
	kept   map[Page]string // what the tabs' own pages asked to keep
	timer  func()
	dirty  bool
	loaded []byte // as it lay on the disk
	moving bool   // the page follows the shell now, and not the other way round
}

func newShell(p *Point) *Shell {
	return &Shell{p: p, stops: map[Page][]Stop{}, kept: map[Page]string{}}
}

// shellFile is how it lies on the disk.
type shellFile struct {
	Tab   Page            `json:"tab"`
	Stops map[Page][]Stop `json:"stops,omitempty"`
	Kept  map[Page]string `json:"kept,omitempty"`
}

// load reads where one was.
func (s *Shell) load(ctx context.Context) (err error) {
	s.loaded, err = s.p.store.Kept(ctx, store.KeepsakePlace)
	return err
}

// Begin says what the places at the foot are, and goes where one was; knows tells which pages there are, as another version of
// the program may have had others.
func (s *Shell) Begin(tabs []Page, knows func(Page) bool) {
	s.tabs, s.tab = tabs, tabs[0]
	var was shellFile
	if s.loaded != nil {
		if err := json.Unmarshal(s.loaded, &was); err != nil {
			s.p.env.Log.Warn("place in the program not read", "error", err)
			was = shellFile{}
		}
		s.loaded = nil
		s.stops, s.kept = map[Page][]Stop{}, map[Page]string{}
	}
	if slices.Contains(tabs, was.Tab) {
		s.tab = was.Tab
	}
	for _, tab := range tabs {
		if words := was.Kept[tab]; words != "" {
			s.kept[tab] = words
		}
		for _, stop := range was.Stops[tab] {
			if !knows(stop.Page) {
				break
			}
			s.stops[tab] = append(s.stops[tab], stop)
		}
	}
	s.p.page = s.Top().Page
	s.p.arrive()
}

// Tabs are the places at the foot.
func (s *Shell) Tabs() []Page { return s.tabs }

// Tab is the place one is at.
func (s *Shell) Tab() Page { return s.tab }

// Top is the page in front.
func (s *Shell) Top() Stop {
	if stops := s.stops[s.tab]; len(stops) > 0 {
		return stops[len(stops)-1]
	}
	return Stop{Page: s.tab, Kept: s.kept[s.tab]}
}

// Depth is how many pages lie over the tab's own.
func (s *Shell) Depth() int { return len(s.stops[s.tab]) }

// Go goes to a place at the foot; the one that one is at shows its first page.
func (s *Shell) Go(tab Page) {
	if !slices.Contains(s.tabs, tab) {
		s.Push(tab, "")
		return
	}
	if tab == s.tab {
		s.stops[tab] = nil
	}
	s.tab = tab
	s.moved()
}

// Push shows a page over the one in front.
func (s *Shell) Push(page Page, arg string) {
	if top := s.Top(); top.Page == page && top.Arg == arg {
		return
	}
	s.stops[s.tab] = append(s.stops[s.tab], Stop{Page: page, Arg: arg})
	s.moved()
}

// Replace shows a page in the place of the one in front.
func (s *Shell) Replace(page Page, arg string) {
	if n := len(s.stops[s.tab]); n > 0 {
		s.stops[s.tab] = s.stops[s.tab][:n-1]
	}
	s.Push(page, arg)
}

// Back goes one page back, or to the first tab; it says whether there was anywhere to go.
func (s *Shell) Back() bool {
	n := len(s.stops[s.tab])
	switch {
	case n > 0:
		s.stops[s.tab] = s.stops[s.tab][:n-1]
	case s.tab != s.tabs[0]:
		s.tab = s.tabs[0]
	default:
		return false
	}
	s.moved()
	return true
}

// Keep remembers what is unfinished on the page in front, for when the program has to begin again.
func (s *Shell) Keep(words string) {
	if n := len(s.stops[s.tab]); n > 0 {
		if top := &s.stops[s.tab][n-1]; top.Kept != words {
			top.Kept = words
			s.touched()
		}
		return
	}
	if s.kept[s.tab] != words {
		s.kept[s.tab] = words
		s.touched()
	}
}

// moved is after another page came to the front.
func (s *Shell) moved() {
	s.touched()
	s.moving = true
	s.p.Go(s.Top().Page)
	s.moving = false
	if s.OnChange != nil {
		s.OnChange()
	}
}

// Follow goes to the page that a presenter asked for, if that isn't in front.
func (s *Shell) Follow() {
	page := s.p.page
	if s.moving || s.tabs == nil || page == s.Top().Page {
		return
	}
	stops := s.stops[s.tab]
	for i := len(stops) - 1; i >= 0; i-- {
		if stops[i].Page == page {
			s.stops[s.tab] = stops[:i+1]
			s.moved()
			return
		}
	}
	switch {
	case page == s.tab:
		s.stops[s.tab] = nil
		s.moved()
	case slices.Contains(s.tabs, page):
		s.tab = page
		s.moved()
	default:
		s.Push(page, "")
	}
}

// touched has the place written down soon.
func (s *Shell) touched() {
	s.dirty = true
	if s.timer == nil {
		s.timer = s.p.env.After(DraftWithin, func() {
			s.timer = nil
			s.flush()
		})
	}
}

// flush writes down where one is.
func (s *Shell) flush() {
	if s.timer != nil {
		s.timer()
		s.timer = nil
	}
	if !s.dirty {
		return
	}
	s.dirty = false
	raw, err := json.Marshal(shellFile{Tab: s.tab, Stops: s.stops, Kept: s.kept})
	if err != nil {
		s.p.env.Log.Error("place in the program not kept", "error", err)
		return
	}
	s.p.write.do(func(ctx context.Context) func() {
		err := s.p.store.Keep(ctx, store.KeepsakePlace, raw)
		if err == nil {
			return nil
		}
		s.p.env.Log.Error("place in the program not kept", "error", err)
		return func() { s.dirty = true } // with the next page
	})
}

// ShellState is what stands around every page of a phone.
type ShellState struct {
	Pill     Said // the line to the portal; without words while it is good
	PillName string
	Strip    Strip // zero while nothing waits
	Joined   bool
	Demo     bool
	Waiting  int // things in the queue
	ToAnswer int // reports that wait for their author: something was said, or is to be rated
}

// State is what stands around every page.
func (s *Shell) State() ShellState {
	v, link := s.p.Voice(), s.p.Outbox.link()
	st := ShellState{PillName: link.Title, ToAnswer: s.p.Journal.toAnswer(), Joined: s.p.enrolled, Demo: s.p.demo != nil, Waiting: s.p.Outbox.waiting()}
	st.Pill = Said{Icon: link.Icon, Tone: link.Tone}
	switch {
	case !s.p.enrolled:
		st.Pill.Title = v.Say("pill.loose")
	case link.Tone == ToneWarn || link.Tone == ToneAlarm:
		st.Pill.Title = v.Say("pill." + string(s.p.Outbox.line.Link))
	}
	if st.Waiting > 0 {
		st.Strip = s.p.Outbox.strip()
		if !s.p.Outbox.moving() { // how the line is stands in the pill
			st.Strip.Icon, st.Strip.Sentence = "cloud-upload", v.With("strip.phone.waits", lang.Args{"Waits": v.Number(int64(st.Waiting))})
		}
		if !s.p.enrolled {
			st.Strip = Strip{Icon: "shield-check", Tone: ToneCalm, Sentence: v.With("strip.phone.loose", lang.Args{"Waits": v.Number(int64(st.Waiting))})}
		}
	}
	return st
}

// Role is in what capacity this device is used.
func (p *Point) Role() civic.Role {
	if p.enrolled && p.enrolment.Role != "" {
		return p.enrolment.Role
	}
	if p.enrolled {
		return civic.RolePoint // a portal of before there were phones
	}
	return ""
}

// Front is when the program comes to the front: what waits is tried at once.
func (s *Shell) Front() {
	s.p.Front()
	s.p.Outbox.Refresh()
}

// Put is when the system puts the program away: what is behind the keyboard is written down at once.
func (s *Shell) Put() {
	s.p.Intake.flush()
	s.p.Self.flush()
	s.p.Journal.keepWords()
	s.p.Inspect.stopRecording()
	s.p.Inspect.flush()
	s.flush()
	s.p.Behind()
}
