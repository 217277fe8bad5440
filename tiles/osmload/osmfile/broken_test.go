package osmfile_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"priyom/tiles/osmload/osmfile"
)

const village = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" timestamp="2024-05-01T10:00:00Z">
 <bounds minlat="50" minlon="30" maxlat="51" maxlon="31"/>
 <node id="-1" lat="50.1" lon="30.1" timestamp="2024-04-01T10:00:00Z"/>
 <node id="2" lat="50.2" lon="30.2"><tag k="place" v="village"/><tag k="name" v="Лесное"/></node>
 <way id="3"><nd ref="-1"/><nd ref="2"/><tag k="highway" v="track"/></way>
 <relation id="4"><member type="way" ref="3" role="outer"/><member type="node" ref="2" role=""/><tag k="type" v="boundary"/></relation>
</osm>
`

func save(t testing.TB, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads a whole file.
func read(path string) (c tally, h osmfile.Header, err error) {
	f, err := osmfile.Open(context.Background(), path)
	if err != nil {
		return c, h, err
	}
	err = f.Scan(context.Background(), osmfile.All, func(b *osmfile.Block) error { c.add(b); return nil })
	return c, f.Header, errors.Join(err, f.Close())
}

func zipped(t testing.TB, raw []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXMLHoweverPacked(t *testing.T) {
	files := map[string]string{"plain": save(t, []byte(village)), "gzip": save(t, zipped(t, []byte(village)))}
	if bzip2, err := exec.LookPath("bzip2"); err == nil {
		path := save(t, []byte(village))
		if err := exec.Command(bzip2, path).Run(); err != nil {
			t.Fatal(err)
		}
		files["bzip2"] = path + ".bz2"
	}
	var want tally
	for name, path := range files {
		got, h, err := read(path)
		if err != nil || got.nodes != 2 || got.ways != 1 || got.relations != 1 || got.refs != 2 || got.members != 2 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if want.nodes > 0 && got != want {
			t.Errorf("%s differs", name)
		}
		want = got
		if !h.Bounded || h.MaxLon != 31 || h.At.Year() != 2024 || h.At.Month() != 5 {
			t.Errorf("%s: header %+v", name, h)
		}
	}
}

func TestBrokenFilesSayWhatIsWrong(t *testing.T) {
	pbf, err := os.ReadFile(extract(t, "stavcheny.osm.pbf"))
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(pbf)
	flipped[len(flipped)/2] ^= 0x40
	packed := zipped(t, []byte(strings.Repeat(" ", 100)+village))
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"empty":                 {nil, osmfile.ErrNotOSM},
		"a picture":             {[]byte("\x89PNG\r\n\x1a\n and so on"), osmfile.ErrNotOSM},
		"another XML":           {[]byte("<?xml version='1.0'?><gpx><trk/></gpx>"), osmfile.ErrNotOSM},
		"changes":               {[]byte("<osmChange version='0.6'></osmChange>"), osmfile.ErrNotOSM},
		"a pbf cut in a blob":   {pbf[:len(pbf)-1000], osmfile.ErrTruncated},
		"a pbf cut in a header": {pbf[:20], osmfile.ErrTruncated},
		"a flipped bit":         {flipped, osmfile.ErrDamaged},
		"XML cut off":           {[]byte(village[:len(village)/2]), osmfile.ErrTruncated},
		"gzip cut off":          {packed[:len(packed)-30], osmfile.ErrTruncated},
		"XML that isn't":        {[]byte(strings.Replace(village, "<nd", "<nd <", 1)), osmfile.ErrDamaged},
		"a node on the moon":    {[]byte(strings.Replace(village, `lat="50.2"`, `lat="5e9"`, 1)), osmfile.ErrDamaged},
		"an endless element":    {[]byte(strings.Replace(village, "<way", "<way>"+strings.Repeat("<nd ref='2'/>", 1<<21)+"</way><way", 1)), osmfile.ErrDamaged},
		"a bomb":                {zipped(t, []byte("<osm><node a='"+strings.Repeat("a", 32<<20)+"'/></osm>")), osmfile.ErrDamaged},
	} {
		_, _, err := read(save(t, c.raw))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestAScanCanBeStopped(t *testing.T) {
	for _, path := range []string{extract(t, "chisinau-ru.osm.pbf"), save(t, []byte(village))} {
		f, err := osmfile.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		stop := errors.New("stop")
		if err := f.Scan(t.Context(), osmfile.All, func(*osmfile.Block) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("visit's error: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := f.Scan(ctx, osmfile.All, func(*osmfile.Block) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
		ways := 0
		for range 2 { // a scan that was stopped leaves the next one whole
			n := 0
			if err := f.Scan(t.Context(), osmfile.Ways, func(b *osmfile.Block) error { n += len(b.Ways); return nil }); err != nil || n == 0 || ways > 0 && n != ways {
				t.Errorf("%d ways, %v", n, err)
			}
			ways = n
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(village))
	f.Add(zipped(f, []byte(village)))
	if pbf, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "osm", "moscow-butovo.osm.pbf")); err == nil {
		f.Add(pbf[:20_000])
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _, err := read(save(t, raw))
		for _, known := range []error{osmfile.ErrNotOSM, osmfile.ErrDamaged, osmfile.ErrTruncated, osmfile.ErrFeature} {
			if errors.Is(err, known) {
				return
			}
		}
		if err != nil {
			t.Errorf("another error: %v", err)
		}
	})
}
