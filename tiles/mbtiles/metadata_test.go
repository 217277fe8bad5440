package mbtiles_test

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/tiles/mbtiles"
	"priyom/tiles/picture"
)

func TestMetadataFromOtherPrograms(t *testing.T) {
	s := open(t, foreign(t, metadataTable, tilesTable, `INSERT INTO metadata VALUES
		('name', 'Aerial <b>2025</b>'), ('name', 'second'), ('format', 'image/JPEG'), ('bounds', ' 28.1, 46.5 ,28.9,47.25'),
		('minzoom', '7'), ('maxzoom', '99'), ('version', '1.3'), ('type', 'overlay'), (NULL, 'x'), ('center', NULL), ('json', '{}'),
		('attribution', '&copy; <a href="https://www.openstreetmap.org/copyright" onclick="x()">OpenStreetMap</a> contributors<br/>Survey')`))
	want := mbtiles.Metadata{
		Name: "Aerial 2025", Format: picture.JPEG, Bounds: mbtiles.Bounds{West: 28.1, South: 46.5, East: 28.9, North: 47.25},
		MinZoom: 7, MaxZoom: 22, Attribution: "© OpenStreetMap contributors Survey", Kind: mbtiles.Overlay, Version: "1.3",
	}
	if got := s.Metadata(); got != want || s.Attribution() != want.Attribution {
		t.Errorf("%+v\nnot %+v", got, want)
	}
}

func TestMetadataThatMakesNoSenseIsLeft(t *testing.T) {
	s := open(t, foreign(t, metadataTable, tilesTable, `INSERT INTO metadata VALUES
		('format', 'webp'), ('bounds', '1,2,3'), ('minzoom', '-3'), ('maxzoom', 'many'), ('type', 'hologram'), ('version', '123456789012345678901'),
		('name', 42), ('description', zeroblob(3000000))`))
	if got := s.Metadata(); got != (mbtiles.Metadata{Name: "42", Format: picture.WebP}) {
		t.Errorf("%+v", got)
	}
}

func TestParseBounds(t *testing.T) {
	for _, s := range []string{
		"", "1", "1,2,3", "1,2,3,4,5", "a,b,c,d", "3,2,1,4", "1,4,3,2", "-181,0,1,1", "0,-91,1,1", "0,0,181,1", "0,0,1,91", "1,1,1,1",
		"NaN,0,1,1", "0,0,Inf,1", "0,0,1,1e999",
	} {
		if b, ok := mbtiles.ParseBounds(s); ok {
			t.Errorf("%q was read as %v", s, b)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, low, high float64) civic.Degrees {
			return civic.Degrees(math.Round(rapid.Float64Range(low, high).Draw(t, name)*1e7) / 1e7)
		}
		b := mbtiles.Bounds{West: draw("west", -180, 0), South: draw("south", -90, 0), East: draw("east", 0.1, 180), North: draw("north", 0.1, 90)}
		if again, ok := mbtiles.ParseBounds(b.String()); !ok || again.String() != b.String() {
			t.Fatalf("%v became %v", b, again)
		}
	})
}

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"plain":                         "plain",
		"a < b &amp; c > d":             "a < b & c > d",
		"<a href='x'>OSM</a>, others":   "OSM, others",
		"one<br>two<P>three":            "one two three",
		"<!-- gone -->left":             "left",
		"broken <a href='":              "broken <a href='",
		"  many \n\t lines \u2028 here": "many lines here",
		"right\u202eto left":            "right to left",
		"&lt;b&gt;":                     "<b>",
		strings.Repeat("\u0436", 600):   strings.Repeat("\u0436", 500),
	} {
		if got := mbtiles.PlainText(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func FuzzPlainText(f *testing.F) {
	for _, seed := range []string{"<a href='x'>OSM</a>", "&copy; x <", "<<<>>>", "&#x202e;", "\xff<\xfe>", "&nbsp;&#0;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := mbtiles.PlainText(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 500 || strings.TrimSpace(got) != got {
			t.Fatalf("%q: %q", s, got)
		}
		if i := strings.IndexFunc(got, unicode.IsControl); i >= 0 {
			t.Fatalf("%q: %q", s, got)
		}
	})
}
