// Package lang holds the words that people read, a file for each language: JSON of keys and texts or, where a
// number decides, plural forms. Package priyom/lang speaks them.
package lang

import "embed"

// Files are ru.json, uk.json and en.json.
//
//go:embed *.json
var Files embed.FS
