package present

// HelpKey is one shortcut.
type HelpKey struct{ Keys, What string }

// HelpGroup are the shortcuts of one place in the program.
type HelpGroup struct {
	Icon  string
	Title string
	Keys  []HelpKey
}

// helpGroups are the places and their keys, in the order in which they are read; the words are "help.key." and the name.
var helpGroups = []struct {
	icon, name string
	keys       [][2]string // keys, or the key of their words, and the name of what they do
}{
	{"monitor", "everywhere", [][2]string{
		{"F1", "help"},
		{"Ctrl + 1, 2, 3 \u2026", "page"},
		{"Tab, Shift + Tab", "tab"},
		{"Enter", "enter"},
		{"Esc", "back"},
		{"Ctrl + F", "search"},
		{"Ctrl + L", "lock"},
		{"Ctrl + Shift + L", "handover"},
	}},
	{"file-plus", "intake", [][2]string{
		{"Ctrl + 1", "new"},
		{"F6", "card"},
		{"help.keys.down", "suggest"},
		{"F10", "save"},
		{"F4", "shelve"},
		{"F2", "mode"},
		{"F3", "phrase"},
		{"F7", "near"},
		{"F8", "fresh"},
		{"Ctrl + V", "paste"},
		{"Ctrl + P", "receipt"},
	}},
	{"list", "journal", [][2]string{{"help.keys.rows", "row"}, {"Home, End", "ends"}, {"F7", "table"}, {"F8", "filter"}, {"Ctrl + P", "receipt-of"}, {"Ctrl + Enter", "say"}}},
	{"printer", "preview", [][2]string{{"Ctrl + P", "print"}, {"Ctrl + S", "pdf"}, {"PgUp, PgDn", "leaf"}, {"+, \u2212", "larger"}}},
	{"image", "picker", [][2]string{{"Space", "choose"}, {"Backspace", "up"}, {"F10", "take"}}},
	{"map", "map", [][2]string{{"help.keys.arrows", "move"}, {"+, \u2212", "zoom"}, {"Home", "home"}}},
	{"hand-heart", "handover", [][2]string{{"F10", "hand"}, {"F9", "letter"}}},
	{"clipboard-check", "day", [][2]string{{"Space", "tick"}, {"PgUp, PgDn", "day"}, {"F9", "sheet"}}},
	{"chart-bar", "stats", [][2]string{{"PgUp, PgDn", "period"}, {"F9", "sheet"}}},
	{"refresh", "outbox", [][2]string{{"F5", "send"}}},
}

// Help is the list of all shortcuts, and the way into the tour.
type Help struct {
	p    *Point
	back Page
}

func newHelp(p *Point) *Help { return &Help{p: p, back: PageIntake} }

// Groups are the shortcuts.
func (h *Help) Groups() []HelpGroup {
	v := h.p.Voice()
	var all []HelpGroup
	for _, g := range helpGroups {
		group := HelpGroup{Icon: g.icon, Title: v.Say("help.group." + g.name)}
		for _, k := range g.keys {
			group.Keys = append(group.Keys, HelpKey{v.Say(k[0]), v.Say("help.key." + k[1])})
		}
		all = append(all, group)
	}
	return all
}

// Open shows the help, or goes back from it.
func (h *Help) Open() {
	if h.p.page == PageHelp {
		h.Leave()
		return
	}
	h.back = h.p.page
	h.p.Go(PageHelp)
}

// Back is the page where help was asked for.
func (h *Help) Back() Page { return h.back }

// Leave goes back to where help was asked for.
func (h *Help) Leave() { h.p.Go(h.back) }

// Tour begins the tour.
func (h *Help) Tour() { h.p.Tour.Begin() }
