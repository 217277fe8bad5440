package demo

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// attributes are what every object says about its making.
const attributes = `" version="1" timestamp="2026-01-01T00:00:00Z" changeset="1`

// XML writes a district as an .osm file: nodes as they come, ways and relations, which must follow them, at the end; until
// then they wait deflated.
type XML struct {
	out     *bufio.Writer
	waiting [2]shelf
	text    bytes.Buffer
}

// shelf is text that waits, packed.
type shelf struct {
	packed bytes.Buffer
	in     *flate.Writer
}

// NewXML is a sink into a file; out need not be buffered.
func NewXML(out io.Writer) *XML { return &XML{out: bufio.NewWriterSize(out, 1<<16)} }

// Begin implements Sink.
func (x *XML) Begin(b Bounds) error {
	for i := range x.waiting {
		in, err := flate.NewWriter(&x.waiting[i].packed, flate.BestSpeed)
		if err != nil {
			return fmt.Errorf("demo: write xml: %w", err)
		}
		x.waiting[i].in = in
	}
	_, err := fmt.Fprintf(x.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"priyom\">\n"+
		" <bounds minlat=\"%s\" minlon=\"%s\" maxlat=\"%s\" maxlon=\"%s\"/>\n", b.MinLat, b.MinLon, b.MaxLat, b.MaxLon)
	return wrote(err)
}

// Node implements Sink.
func (x *XML) Node(n Node) error {
	x.open("node", n.ID)
	x.say(`" lat="`, n.Lat.String(), `" lon="`, n.Lon.String())
	x.close("node", n.Tags, len(n.Tags) > 0)
	_, err := x.out.Write(x.text.Bytes())
	return wrote(err)
}

// Way implements Sink.
func (x *XML) Way(w Way) error {
	x.open("way", w.ID)
	x.say("\">\n")
	for _, n := range w.Nodes {
		x.say(`  <nd ref="`, strconv.FormatInt(int64(n), 10), "\"/>\n")
	}
	x.end("way", w.Tags)
	_, err := x.waiting[0].in.Write(x.text.Bytes())
	return wrote(err)
}

// Relation implements Sink.
func (x *XML) Relation(r Relation) error {
	x.open("relation", r.ID)
	x.say("\">\n")
	for _, m := range r.Members {
		x.say(`  <member type="`, [...]string{"node", "way", "relation"}[m.Kind], `" ref="`, strconv.FormatInt(int64(m.Ref), 10),
			`" role="`, m.Role, "\"/>\n")
	}
	x.end("relation", r.Tags)
	_, err := x.waiting[1].in.Write(x.text.Bytes())
	return wrote(err)
}

// End implements Sink.
func (x *XML) End() error {
	for i := range x.waiting {
		if err := x.waiting[i].in.Close(); err != nil {
			return wrote(err)
		}
		if _, err := io.Copy(x.out, flate.NewReader(&x.waiting[i].packed)); err != nil {
			return wrote(err)
		}
	}
	if _, err := x.out.WriteString("</osm>\n"); err != nil {
		return wrote(err)
	}
	return wrote(x.out.Flush())
}

func (x *XML) say(parts ...string) {
	for _, p := range parts {
		x.text.WriteString(p)
	}
}

func (x *XML) open(name string, id ID) {
	x.text.Reset()
	x.say(" <", name, ` id="`, strconv.FormatInt(int64(id), 10), attributes)
}

// close ends an opening tag and, with what is inside, the element.
func (x *XML) close(name string, tags []Tag, inside bool) {
	if !inside {
		x.say("\"/>\n")
		return
	}
	x.say("\">\n")
	x.end(name, tags)
}

func (x *XML) end(name string, tags []Tag) {
	for _, t := range tags {
		x.say(`  <tag k="`, t.Key, `" v="`)
		if err := xml.EscapeText(&x.text, []byte(t.Value)); err != nil {
			panic(err) // A bytes.Buffer takes everything.
		}
		x.say("\"/>\n")
	}
	x.say(" </", name, ">\n")
}

func wrote(err error) error {
	if err != nil {
		return fmt.Errorf("demo: write xml: %w", err)
	}
	return nil
}
