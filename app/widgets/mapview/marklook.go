package mapview

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// draw gives a mark its picture and puts it to its place.
func (l *markLayer) draw(f frame, k *mark, raised bool) {
	key, words := l.looks(f, k.n, raised)
	pic := l.pictures.of(key)
	at := f.screen(k.n.x, k.n.y)
	k.image.Move(onPixel(at.Subtract(pic.anchor), f.scale))
	if k.pic != pic {
		k.pic, k.image.Image = pic, pic.image
		k.image.Resize(pic.size)
		k.image.Refresh()
	}
	ink := inkOn(key.hue)
	if k.words.Text != words || k.words.Color != ink || k.words.TextSize != theme.Text(theme.Print) {
		k.words.Text, k.words.Color, k.words.TextSize, k.words.TextStyle.Bold = words, ink, theme.Text(theme.Print), true
		canvas.Refresh(k.words)
	}
	if words == "" {
		return
	}
	size := k.words.MinSize()
	head := k.image.Position().AddXY(pic.anchor.X, pic.size.Width/2)
	k.words.Resize(size)
	k.words.Move(onPixel(head.SubtractXY(size.Width/2, size.Height/2), f.scale))
}

// looks is how a node looks, and the words on it.
func (l *markLayer) looks(f frame, n node, raised bool) (key pictureKey, words string) {
	speaks := &l.groups.markers[n.top]
	look := theme.StatusLook(speaks.Status)
	key = pictureKey{radius: theme.Scaled(13), hue: look.Hue, edge: theme.Color(theme.OnVeil), icon: look.Icon, scale: f.scale}
	if n.n > 1 {
		key.radius, key.icon = theme.Scaled(groupRadius(n.n)), ""
		if speaks.Rank == 0 {
			key.hue, key.edge = theme.Color(theme.Card), theme.Color(theme.Link)
		}
		return key, strconv.Itoa(int(n.n))
	}
	if speaks.Icon != "" {
		key.icon = speaks.Icon
	}
	if speaks.Label != "" {
		key.icon, words = "", speaks.Label
	}
	if raised {
		key.shape, key.radius = pin, theme.Scaled(18)
	}
	return key, words
}

// groupRadius grows with the number of markers, in pixels at 100 %.
func groupRadius(n int32) float32 {
	switch {
	case n < 10:
		return 16
	case n < 100:
		return 19
	case n < 1000:
		return 22
	}
	return 26
}

// onPixel is the nearest position on a device pixel.
func onPixel(p fyne.Position, scale float64) fyne.Position {
	whole := func(v float32) float32 { return float32(math.Round(float64(v)*scale) / scale) }
	return fyne.NewPos(whole(p.X), whole(p.Y))
}
