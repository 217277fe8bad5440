package settings

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// backup is the card of the backups: where they go, when the last one was made, and what opens one elsewhere.
type backup struct {
	p        *present.Backup
	v        *lang.Voice
	host     Host
	card     *fyne.Container
	last     *w.ListRow
	tile     *w.Tile
	bad      *w.Banner
	now      *w.Button
	recovery *w.Paragraph
	make     *w.Button
	code     *w.Paragraph
	shown    *fyne.Container
}

func newBackup(p *present.Backup, v *lang.Voice, host Host) *backup {
	b := &backup{p: p, v: v, host: host, tile: w.NewTile("usb", 40, theme.Muted), bad: w.NewBanner(w.Caution, "", "", nil)}
	b.last = w.NewListRow(b.tile, " ", " ")
	b.now = w.NewButton("download", v.Say("backup.now"), b.act)
	b.recovery = w.NewHint("")
	b.make = w.NewButton("key", v.Say("backup.recovery-make"), p.MakeRecovery)
	b.code = w.NewParagraph("").Bold().Step(theme.Heading)
	b.shown = w.Card(12, w.Col(8, w.NewHint(v.Say("backup.code-under")), b.code, w.Left(w.NewButton("check", v.Say("backup.code-done"), p.Forget))))
	b.card = w.Card(16, w.Col(14, w.NewSection("usb", v.Say("backup.title"), ""), w.NewHint(v.Say("backup.hint")), b.last, b.bad,
		w.Flow(8, 8, b.now, w.NewButton("folder", v.Say("backup.choose"), p.Choose)), w.Divider(), b.recovery, b.shown, w.Left(b.make)))
	p.OnChange = b.draw
	b.draw()
	return b
}

// act makes a backup, or first asks where.
func (b *backup) act() {
	if b.p.State().Folder == "" {
		b.p.Choose()
		return
	}
	b.p.Now()
}

func (b *backup) draw() {
	s := b.p.State()
	role, under := theme.Success, s.Folder
	switch {
	case s.Folder == "":
		role, under = theme.Muted, b.v.Say("backup.nowhere")
	case !s.There:
		role, under = theme.Warning, b.v.With("backup.away", lang.Args{"Folder": s.Folder})
	}
	b.tile.Set("usb", role)
	b.last.Set(s.Last, under)
	b.bad.Set(w.Caution, s.Problem, "")
	w.Show(b.bad, s.Problem != "")
	words := "backup.now"
	if s.Busy {
		words = "backup.busy"
	}
	working(b.now, s.Busy, b.v.Say(words))
	b.recovery.SetText(s.Recovery)
	b.code.SetText(s.Code)
	w.Show(b.shown, s.Code != "")
	w.Show(b.make, s.Code == "")
}

// working shows a button that brings a file as at work, when it can't be pressed, or as ready.
func working(b *w.Button, on bool, words string) {
	icon := "download"
	if on {
		icon = "hourglass"
	}
	b.SetIcon(icon)
	b.SetText(words)
	w.Enable(b, !on)
}
