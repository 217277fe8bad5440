package photo

import (
	"slices"
	"testing"
	"time"

	"priyom/civic"
)

func TestEXIF(t *testing.T) {
	with := func(dir []entry, changed ...entry) []entry { // the later entry of a tag counts
		dir = slices.Clone(dir)
		for _, e := range changed {
			dir = slices.DeleteFunc(dir, func(old entry) bool { return old.tag == e.tag })
			dir = append(dir, e)
		}
		return dir
	}
	local := func(y int, mo time.Month, d, h, mi, s int) time.Time {
		return time.Date(y, mo, d, h, mi, s, 0, time.Local)
	}
	shot := []entry{ascii(0x9003, "2026:11:24 08:15:30")}
	tests := map[string]struct {
		main, exif, gps []entry
		want            Info
	}{
		"nothing":            {},
		"orientation":        {main: []entry{short(0x0112, 6)}, want: Info{Orientation: 6}},
		"orientation 0":      {main: []entry{short(0x0112, 0)}},
		"orientation 9":      {main: []entry{short(0x0112, 9)}, want: Info{Unread: []Field{FieldOrientation}}},
		"orientation a text": {main: []entry{ascii(0x0112, "up")}, want: Info{Unread: []Field{FieldOrientation}}},

		"wall clock": {exif: shot, want: Info{TakenAt: local(2026, 11, 24, 8, 15, 30)}},
		"offset": {
			exif: with(shot, ascii(0x9011, "+03:00")),
			want: Info{TakenAt: time.Date(2026, 11, 24, 5, 15, 30, 0, time.UTC), Zoned: true},
		},
		"offset of another time": {exif: with(shot, ascii(0x9010, "+03:00")), want: Info{TakenAt: local(2026, 11, 24, 8, 15, 30)}},
		"offset unset":           {exif: with(shot, ascii(0x9011, "   :  ")), want: Info{TakenAt: local(2026, 11, 24, 8, 15, 30)}},
		"changed only":           {main: []entry{ascii(0x0132, "2020:01:02 03:04:05")}, want: Info{TakenAt: local(2020, 1, 2, 3, 4, 5)}},
		"scanned before changed": {
			main: []entry{ascii(0x0132, "2020:01:02 03:04:05")}, exif: []entry{ascii(0x9004, "2019:01:02 03:04:05")},
			want: Info{TakenAt: local(2019, 1, 2, 3, 4, 5)},
		},
		"clock never set": {exif: []entry{ascii(0x9003, "0000:00:00 00:00:00")}},
		"blank time":      {exif: []entry{ascii(0x9003, "    :  :     :  :  ")}},
		"month 13":        {exif: []entry{ascii(0x9003, "2026:13:24 08:15:30")}, want: Info{Unread: []Field{FieldTime}}},

		"position": {gps: florence(), want: at(43.5, 11.25)},
		"south west": {
			gps:  with(florence(), ascii(1, "S"), ascii(3, "W")),
			want: at(-43.5, -11.25),
		},
		"accuracy": {
			gps:  with(florence(), rationals(tagGPSError, 125, 10)),
			want: func() Info { i := at(43.5, 11.25); i.Position.Accuracy = 12.5; return i }(),
		},
		"position 0, 0":        {gps: with(florence(), rationals(2, 0, 1, 0, 1, 0, 1), rationals(4, 0, 1, 0, 1, 0, 1)), want: nowhere()},
		"position 0/0":         {gps: with(florence(), rationals(2, 0, 0, 0, 0, 0, 0)), want: nowhere()},
		"position 1/0":         {gps: with(florence(), rationals(2, 43, 0, 0, 1, 0, 1)), want: nowhere()},
		"latitude 91":          {gps: with(florence(), rationals(2, 91, 1, 0, 1, 0, 1)), want: nowhere()},
		"longitude 181":        {gps: with(florence(), rationals(4, 181, 1, 0, 1, 0, 1)), want: nowhere()},
		"half a position":      {gps: florence()[2:], want: nowhere()},
		"position without N":   {gps: with(florence(), ascii(1, "")), want: nowhere()},
		"position as numbers":  {gps: with(florence(), short(2, 43)), want: nowhere()},
		"position past memory": {gps: with(florence(), entry{2, 5, 0x20000001, make([]byte, 8)}), want: nowhere()},
		"bearing 360":          {gps: []entry{rationals(17, 360, 1)}, want: Info{Bore: true}},
		"bearing 361":          {gps: []entry{rationals(17, 361, 1)}, want: Info{Unread: []Field{FieldBearing}}},
		"bearing 0/0":          {gps: []entry{rationals(17, 0, 0)}, want: Info{Unread: []Field{FieldBearing}}},

		"a bad maker's tag doesn't matter": {
			main: []entry{{0x927c, 99, 1 << 31, []byte{1, 2, 3, 4}}}, exif: []entry{{0x9286, 7, 0, nil}}, gps: florence(),
			want: at(43.5, 11.25),
		},
	}
	picture := encodePNG(t, quadrants(8, 8))
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.want.Format, tt.want.Width, tt.want.Height = FormatPNG, 8, 8
			if tt.want.Orientation == 0 {
				tt.want.Orientation = Upright
			}
			info, err := inspectBytes(pngWith(picture, tiffFile(tt.main, tt.exif, tt.gps)))
			if err != nil {
				t.Fatal(err)
			}
			if !sameInfo(info, tt.want) {
				t.Errorf("got  %+v\nwant %+v", info, tt.want)
			}
		})
	}
}

// at is what is known of a picture with florence's bearing.
func at(lat, lon civic.Degrees) Info {
	return Info{Position: civic.Position{Lat: lat, Lon: lon}, Located: true, Bearing: 135, Bore: true}
}

func nowhere() Info { return Info{Bearing: 135, Bore: true, Unread: []Field{FieldPosition}} }

func sameInfo(a, b Info) bool {
	same := a.TakenAt.Equal(b.TakenAt) && slices.Equal(a.Unread, b.Unread)
	a.TakenAt, b.TakenAt, a.Unread, b.Unread = time.Time{}, time.Time{}, nil, nil
	return same && a.Format == b.Format && a.Width == b.Width && a.Height == b.Height && a.Orientation == b.Orientation &&
		a.Zoned == b.Zoned && a.Position == b.Position && a.Located == b.Located && a.Bearing == b.Bearing && a.Bore == b.Bore
}
