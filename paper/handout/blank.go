package handout

import (
	"priyom/paper"
)

// perTheme is how many of a theme's commonest categories a blank form lists.
const perTheme = 5

// Blank is a form to be filled in by hand on a day without a computer, and keyed in later: in the order of the program's own
// form. On its back are the categories, to be ticked.
func (o Office) Blank() (*paper.Document, error) {
	s := o.sheet(paper.A4, o.say("blank.title"), o.name())
	s.Size = 10
	d := paper.New(s)
	d.Columns(6, paper.Column{Share: 1.2, Fill: func(f *paper.Flow) {
		f.Heading(o.say("blank.title"))
		f.Small(or(o.name(), 40))
	}}, paper.Column{Fill: func(f *paper.Flow) {
		f.Cells(o.say("blank.number"), 6)
		f.Cells(o.say("blank.date"), 2, 2, 4)
		f.Cells(o.say("blank.time"), 2, 2)
	}})
	d.Ticks(o.say("blank.channel"), o.Voice.Say("intake.channel.person"), o.Voice.Say("intake.channel.phone"), o.Voice.Say("intake.channel.paper"))
	d.Subheading(o.say("blank.who"))
	d.Blank(o.say("blank.name"))
	d.Cells(o.say("blank.phone"), 1, 3, 3, 2, 2)
	d.Blank(o.say("blank.address"))
	d.Ticks(o.say("blank.reply"), o.Voice.Say("reply.post"), o.Voice.Say("reply.phone"), o.Voice.Say("reply.pickup"))
	d.Cells(o.say("blank.consent"), 6)
	d.Subheading(o.say("blank.what"))
	d.Blank(o.say("blank.category"))
	d.Small(o.say("blank.back"))
	d.Ticks(o.say("blank.urgency"), o.Voice.Say("intake.urgency.ordinary"), o.Voice.Say("intake.urgency.high"), o.Voice.Say("intake.urgency.emergency"))
	d.Small(o.say("blank.emergency"))
	d.Small(o.say("blank.text"))
	d.Ruled(6)
	d.Subheading(o.say("blank.where"))
	d.Blank(o.say("blank.settlement"))
	d.Blank(o.say("blank.place"))
	d.Keep(func(f *paper.Flow) {
		f.Signature(o.say("sign.citizen"), o.say("sign.date"))
		f.Frame(func(f *paper.Flow) {
			f.Small(o.say("blank.keyed"))
			f.Cells(o.say("blank.got-number"), 10)
		})
	})
	d.Break()
	o.categories(d)
	return d, nil
}

// categories are the commonest of every theme, in three columns.
func (o Office) categories(d *paper.Document) {
	d.Subheading(o.say("blank.categories"))
	l := o.Voice.Lang()
	var groups [][]string
	for _, t := range o.Known.Themes() {
		group := []string{t.Title.In(l)}
		for _, c := range t.Categories[:min(perTheme, len(t.Categories))] {
			group = append(group, c.Title.In(l))
		}
		groups = append(groups, group)
	}
	d.TickLists(3, groups)
}
