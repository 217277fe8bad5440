package theme

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// The letters of Fyne's fonts that people here write with, made by scripts/fonts.sh.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	regularLetters []byte
	//go:embed fonts/NotoSans-Bold.ttf
	boldLetters []byte
)

// mendFonts mends Fyne's own fonts where they lie, and has Fyne begin with small ones. Fonts of ours beside them would cost their
// memory twice: Fyne reads a theme's font and its own behind it, unless both are the same resource.
var mendFonts = sync.OnceFunc(func() {
	for _, font := range []fyne.Resource{
		fynetheme.DefaultTextFont(), fynetheme.DefaultTextBoldFont(), fynetheme.DefaultTextItalicFont(), fynetheme.DefaultTextBoldItalicFont(),
	} {
		hideSubstitutions(font.Content())
	}
	letters.keep(fynetheme.DefaultTextFont(), regularLetters)
	letters.keep(fynetheme.DefaultTextBoldFont(), boldLetters)
	pictures.keep(fynetheme.DefaultEmojiFont(), fynetheme.DefaultSymbolFont().Content())
})

// Font implements fyne.Theme. Fyne asks for it before it reads any font.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	mendFonts()
	return fynetheme.DefaultTheme().Font(style)
}

// hideSubstitutions hides the GSUB table of an OpenType font: the Noto Sans that Fyne 2.8 brings along puts a dotless
// glyph in the place of the Ukrainian i (U+0456), whatever follows it. Russian, Ukrainian and English need no
// substitutions. A file with another structure stays as it is. See the OpenType specification, "Font file".
func hideSubstitutions(font []byte) {
	const header, record = 12, 16
	if len(font) < header {
		return
	}
	tables := int(binary.BigEndian.Uint16(font[4:]))
	for at := header; tables > 0 && at+record <= len(font); at, tables = at+record, tables-1 {
		if bytes.Equal(font[at:at+4], []byte("GSUB")) {
			copy(font[at:], "gsub") // nobody looks for a table of that name
			return
		}
	}
}
