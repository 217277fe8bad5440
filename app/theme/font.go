package theme

import (
	"bytes"
	"encoding/binary"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// fonts are Fyne's own, mended; they are made once and never change.
var fonts = sync.OnceValue(func() map[fyne.TextStyle]fyne.Resource {
	made := map[fyne.TextStyle]fyne.Resource{}
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}} {
		font := fynetheme.DefaultTheme().Font(style)
		made[style] = fyne.NewStaticResource("priyom-"+font.Name(), withoutSubstitutions(font.Content()))
	}
	return made
})

// Font implements fyne.Theme.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if font, ok := fonts()[fyne.TextStyle{Bold: style.Bold, Italic: style.Italic}]; ok && !style.Monospace && !style.Symbol {
		return font
	}
	return fynetheme.DefaultTheme().Font(style)
}

// withoutSubstitutions hides the GSUB table of an OpenType font: the Noto Sans that Fyne 2.8 brings along puts a dotless
// glyph in the place of the Ukrainian i (U+0456), whatever follows it. Russian, Ukrainian and English need no
// substitutions. A file with another structure is returned as it is. See the OpenType specification, "Font file".
func withoutSubstitutions(font []byte) []byte {
	const header, record = 12, 16
	if len(font) < header {
		return font
	}
	tables := int(binary.BigEndian.Uint16(font[4:]))
	for at := header; tables > 0 && at+record <= len(font); at, tables = at+record, tables-1 {
		if bytes.Equal(font[at:at+4], []byte("GSUB")) {
			font = bytes.Clone(font)
			copy(font[at:], "gsub") // nobody looks for a table of that name
			return font
		}
	}
	return font
}
