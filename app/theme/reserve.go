package theme

import (
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
)

// Fyne reads every font once for each style of text and holds what it has read: 4 MB of emoji, and some 3 MB of letters of all the
// world. So it begins with small ones; from the first text on that needs more it has them whole.
var (
	letters  reserve
	pictures reserve
)

// reserve are fonts in whose place smaller ones are.
type reserve struct {
	fonts []*fyne.StaticResource
	whole [][]byte
	kept  atomic.Bool
}

// keep puts a small font in the place of one of Fyne's. A program may have been built without that one.
func (r *reserve) keep(font fyne.Resource, small []byte) {
	f, ok := font.(*fyne.StaticResource)
	if !ok {
		return
	}
	r.fonts, r.whole = append(r.fonts, f), append(r.whole, f.StaticContent)
	f.StaticContent = small
	r.kept.Store(true)
}

// bring puts the whole fonts back. It says whether that changes anything.
func (r *reserve) bring() bool {
	if !r.kept.CompareAndSwap(true, false) {
		return false
	}
	for i, f := range r.fonts {
		f.StaticContent = r.whole[i]
	}
	return true
}

// Shows is to be called with what people have written before it is shown: it may need letters that were held back.
func Shows(text string) {
	rare := func(r rune) bool { return !plain(r) && !pictorial(r) }
	changed := pictures.kept.Load() && strings.ContainsFunc(text, pictorial) && pictures.bring()
	changed = letters.kept.Load() && strings.ContainsFunc(text, rare) && letters.bring() || changed
	if app := fyne.CurrentApp(); changed && app != nil {
		fyne.Do(func() { app.Settings().SetTheme(app.Settings().Theme()) }) // which has Fyne read its fonts anew
	}
}

// plain says whether the small fonts have a letter, if the whole ones have it; scripts/fonts.sh has the same ranges.
func plain(r rune) bool {
	return r < 0x250 || r >= 0x2b0 && r < 0x370 || r >= 0x400 && r < 0x530 || r >= 0x2000 && r < 0x2300 || r == 0xfffd
}

// pictorial says whether a letter may be an emoji, or a part of one: emoji-data.txt of Unicode, in few ranges.
func pictorial(r rune) bool {
	switch {
	case r < 0x20e3:
		return false
	case r == 0x20e3, r == 0xfe0f, r == 0x24c2, r >= 0x1f000:
		return true
	}
	return r >= 0x2194 && r <= 0x21aa || r >= 0x231a && r <= 0x23ff || r >= 0x25aa && r <= 0x27bf || r >= 0x2934 && r <= 0x2b55 || r >= 0x3030 && r <= 0x3299
}
