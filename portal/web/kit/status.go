package kit

import "priyom/civic"

// Status is how a status is told apart: a word, an icon and a colour, never colour alone.
type Status struct {
	Key  civic.Status // its word is "status.<key>"
	Hue  string       // class of the chip
	Icon string       // name of a drawing
}

// StatusOf gives every status its look. One that this version doesn't know is grey and keeps its own name.
func StatusOf(s civic.Status) Status {
	look, ok := map[civic.Status]Status{
		civic.StatusDelivered: {Hue: "new", Icon: "mail"}, civic.StatusModeration: {Hue: "new", Icon: "eye"},
		civic.StatusAssigned: {Hue: "new", Icon: "user"}, civic.StatusAppealed: {Hue: "new", Icon: "eye"},
		civic.StatusInWork: {Hue: "work", Icon: "work"}, civic.StatusRework: {Hue: "work", Icon: "work"},
		civic.StatusSolved: {Hue: "done", Icon: "check"}, civic.StatusConfirmed: {Hue: "done", Icon: "check"},
		civic.StatusRated: {Hue: "done", Icon: "check"}, civic.StatusRejected: {Hue: "late", Icon: "cross"},
		civic.StatusReturned: {Hue: "back", Icon: "undo"}, civic.StatusArbitration: {Hue: "back", Icon: "undo"},
	}[s]
	if !ok {
		look = Status{Hue: "draft", Icon: "box"}
	}
	look.Key = s
	return look
}
