package present

import (
	"context"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// saidAtOnce is how many messages are shown at first, and how many more at each wish.
const saidAtOnce = 30

// Dialogue is what the portal's staff and the point said about a report.
type Dialogue struct {
	Said    []Message // the latest last
	Earlier string    // that there is more before; "" if there isn't
	Open    bool      // one may write
	Unseen  int       // of them, those that nobody has read
	last    civic.MessageID
}

// Message is one of them.
type Message struct {
	Mine    bool // the point's, else the office's
	Who     string
	Text    string
	Erased  bool
	Private bool
	Under   string // when, and who may read it
	State   string // of the point's: whether the portal has it
	Waits   bool   // it hasn't
}

// Reply is what somebody is writing to staff.
type Reply struct {
	Report  civic.ReportID
	Text    string
	Private bool
	Bad     string // what is wrong with it, in words
	Sending bool
}

// reply is a Reply with what saves it.
type reply struct {
	Reply
	dirty bool
	stop  func()
	more  int // messages shown beyond the first
}

func (r *reply) state() Reply { return r.Reply }

func (j *Journal) dialogue(r civic.Report, all []store.Message) (d Dialogue) {
	v, now := j.p.Voice(), j.p.env.Clock()
	d.Open = j.p.enrolled && r.Status != civic.StatusDraft
	for _, m := range all {
		if m.Unseen {
			d.Unseen++
		}
		if m.Side == civic.SideOffice { // what was said elsewhere the disk doesn't count
			d.last = m.ID
		}
	}
	shown := saidAtOnce
	if r.ID == j.reply.Report {
		shown += j.reply.more
	}
	if hidden := len(all) - shown; hidden > 0 {
		d.Earlier = v.Count("dialogue.earlier", hidden, nil)
		all = all[hidden:]
	}
	for _, m := range all {
		s := Message{Mine: m.Side == civic.SidePoint, Who: m.Author, Text: m.Text, Erased: m.Erased, Private: m.Private}
		who := "dialogue.public"
		if m.Private {
			who = "dialogue.private"
		}
		s.Under = v.Moment(m.At, now) + " \u00b7 " + v.Say(who)
		if m.Erased {
			s.Text = v.Say("dialogue.erased")
		}
		if s.Who == "" {
			s.Who = v.Say("dialogue.office")
		}
		if s.Mine {
			s.Who = join(", ", v.Say("dialogue.point"), j.p.operatorName(m.Operator))
			if s.State, s.Waits = v.Say("dialogue.there"), m.Waiting; s.Waits {
				s.State = v.Say("dialogue.waits")
			}
		}
		d.Said = append(d.Said, s)
	}
	return d
}

// Earlier shows more of what was said before.
func (j *Journal) Earlier() {
	j.reply.more += saidAtOnce
	j.loadDetails()
}

// Seen is to be called when a person has the details before them: what was said is read then.
func (j *Journal) Seen() {
	d := j.details
	if d == nil || j.p.page != PageJournal && j.p.page != PageReport || j.p.Lock.Locked() {
		return
	}
	j.p.Notices.See(d.ID)
	if d.Dialogue.Unseen == 0 {
		return
	}
	id, last := d.ID, d.Dialogue.last
	d.Dialogue.Unseen = 0
	j.p.write.do(func(ctx context.Context) func() {
		err := j.p.store.SeeMessages(ctx, id, last)
		return func() {
			if err != nil {
				j.p.env.Log.Error("messages not marked as read", "error", err)
				return
			}
			j.Reload()
		}
	})
}

// tellUnseen says that something came which wasn't there at the last reading.
func (j *Journal) tellUnseen(now map[civic.ReportID]int) {
	if j.loaded {
		fresh := 0
		for id, n := range now {
			fresh += max(0, n-j.unseen[id])
		}
		if fresh > 0 {
			j.p.notice(ToneAccent, j.p.Voice().Count("dialogue.came", fresh, nil))
		}
	}
	j.unseen = now
}

// takeWords goes on with what was being written about the report shown. What is typed already is newer than the disk.
func (j *Journal) takeWords(w store.Words) {
	if j.reply.Report != w.Report {
		j.keepWords()
		if newer, ok := j.written[w.Report]; ok {
			w = newer
		}
		j.reply = reply{Reply: Reply{Report: w.Report, Text: w.Text, Private: w.Private}}
	}
}

// SetReply is what somebody writes; it is on the disk soon.
func (j *Journal) SetReply(text string) {
	if text == j.reply.Text || j.reply.Sending || j.reply.Report.IsZero() {
		return
	}
	bad := j.reply.Bad != ""
	j.reply.Text, j.reply.Bad = text, ""
	j.replyEdited()
	if bad {
		j.changed()
	}
}

// SetPrivate says whether only staff may read it.
func (j *Journal) SetPrivate(on bool) {
	if on != j.reply.Private && !j.reply.Sending {
		j.reply.Private = on
		j.replyEdited()
	}
}

func (j *Journal) replyEdited() {
	j.reply.dirty = true
	if j.reply.stop == nil {
		j.reply.stop = j.p.env.After(DraftWithin, func() {
			j.reply.stop = nil
			j.keepWords()
		})
	}
}

// keepWords brings the disk up to the keyboard.
func (j *Journal) keepWords() {
	if j.reply.stop != nil {
		j.reply.stop()
		j.reply.stop = nil
	}
	if !j.reply.dirty || j.reply.Sending {
		return
	}
	j.reply.dirty = false
	w := store.Words{Report: j.reply.Report, Operator: j.p.store.Operator(), Text: j.reply.Text, Private: j.reply.Private}
	j.written[w.Report] = w
	j.p.write.do(func(ctx context.Context) func() {
		if err := j.p.store.KeepWords(ctx, w); err != nil {
			return func() { j.p.failed("keep what was written to the portal", err) }
		}
		return nil
	})
}

// unselect shows no report.
func (j *Journal) unselect() {
	j.keepWords()
	j.selected, j.details, j.reply = civic.ReportID{}, nil, reply{}
}

// Say sends what was written: it is in the journal at once, and goes with the next exchange.
func (j *Journal) Say() {
	d := j.details
	if d == nil || !d.Dialogue.Open || d.ID != j.reply.Report || j.reply.Sending {
		return
	}
	m := civic.Message{Report: d.ID, Side: civic.SidePoint, Text: j.reply.Text, Private: j.reply.Private}
	if wrong := m.Check(); len(wrong) > 0 {
		j.reply.Bad = j.p.Voice().With(wrong[0], lang.Args{"Max": civic.MaxMessageText})
		j.changed()
		return
	}
	j.keepWords()
	j.reply.Sending = true
	j.changed()
	j.p.write.do(func(ctx context.Context) func() {
		_, err := j.p.store.Say(ctx, m)
		return func() { j.saidIt(d.ID, err) }
	})
}

func (j *Journal) saidIt(report civic.ReportID, err error) {
	if report == j.reply.Report {
		if j.reply.Sending = false; err == nil {
			j.reply.Text = ""
		}
	}
	if err != nil {
		j.p.failed("say something to the portal", err)
		j.changed()
		return
	}
	delete(j.written, report)
	j.p.notice(ToneGood, j.p.Voice().Say("dialogue.said"))
	j.p.engine.Kick()
	j.Reload()
	j.p.Outbox.Refresh()
	j.changed()
}
