package osmfile

import (
	"bufio"
	"compress/bzip2"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmxml"
)

// packing is what an XML file is packed with.
type packing uint8

const (
	packNone packing = iota
	packGzip
	packBzip2
)

// maxElement is how many bytes of XML one element may take: a way has at most 2000 nodes, a relation 32,000 members.
const maxElement = 16 << 20

// xmlReader reads OSM XML through paulmach/osm.
type xmlReader struct{ pack packing }

// limited counts what is read of a file, and stops where one element doesn't end.
type limited struct {
	of   io.Reader
	left int
}

func (l *limited) Read(to []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("%w: an element of more than %d bytes", ErrDamaged, maxElement)
	}
	n, err := l.of.Read(to[:min(len(to), l.left)])
	l.left -= n
	return n, err
}

// counted knows how far the file on the disk was read.
type counted struct {
	of   io.Reader
	read int64
}

func (c *counted) Read(to []byte) (int, error) {
	n, err := c.of.Read(to)
	c.read += int64(n)
	return n, err
}

func (x *xmlReader) open(f *File) (*counted, *limited, error) {
	raw := &counted{of: f.Raw()}
	var plain io.Reader = bufio.NewReaderSize(raw, 1<<16)
	switch x.pack {
	case packGzip:
		zip, err := gzip.NewReader(plain)
		if err != nil {
			return nil, nil, unreadable(err)
		}
		plain = zip
	case packBzip2:
		plain = bzip2.NewReader(plain)
	}
	return raw, &limited{plain, maxElement}, nil
}

// unreadable tells a file that is cut off from one that is damaged.
func unreadable(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, ErrDamaged), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// header reads as far as the root and the bounds after it.
func (x *xmlReader) header(ctx context.Context, f *File) (h Header, err error) {
	_, from, err := x.open(f)
	if err != nil {
		return h, err
	}
	tokens := xml.NewDecoder(from)
	for root := false; ; {
		t, err := tokens.Token()
		if errors.Is(err, io.EOF) && !root {
			return h, ErrNotOSM
		}
		if errors.Is(err, io.EOF) { // after the root's end
			return h, nil
		}
		if err != nil {
			return h, unreadable(err)
		}
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
			continue
		case !root && e.Name.Local != "osm":
			return h, fmt.Errorf("%w: <%.40s>", ErrNotOSM, e.Name.Local)
		case !root:
			root = true
			for _, a := range e.Attr {
				if at, err := time.Parse(time.RFC3339, a.Value); err == nil && (a.Name.Local == "timestamp" || a.Name.Local == "osm_base") {
					h.At = sane(at.Unix())
				}
			}
		case e.Name.Local == "bounds":
			var b osm.Bounds
			if err := tokens.DecodeElement(&b, &e); err != nil {
				return h, unreadable(err)
			}
			h.MinLat, h.MinLon, h.MaxLat, h.MaxLon = b.MinLat, b.MinLon, b.MaxLat, b.MaxLon
			h.Bounded = inWorld(b.MinLat, b.MinLon) && inWorld(b.MaxLat, b.MaxLon) && b.MinLat < b.MaxLat && b.MinLon < b.MaxLon
			return h, nil
		case e.Name.Local == "meta": // Overpass: <meta osm_base="…"/>
			for _, a := range e.Attr {
				if at, err := time.Parse(time.RFC3339, a.Value); err == nil {
					h.At = sane(at.Unix())
				}
			}
		case e.Name.Local != "note":
			return h, nil
		}
		if ctx.Err() != nil {
			return h, ctx.Err()
		}
	}
}

func inWorld(lat, lon float64) bool { return math.Abs(lat) <= 90 && math.Abs(lon) <= 180 }

func (x *xmlReader) scan(ctx context.Context, f *File, want Kind, visit Work) (err error) {
	raw, from, err := x.open(f)
	if err != nil {
		return err
	}
	scanner := osmxml.New(ctx, from)
	defer func() { err = errors.Join(err, scanner.Close()) }()
	b := &Block{}
	give := func() error {
		b.Read = raw.read
		err := visit(b)()
		b.reset()
		return err
	}
	for scanner.Scan() {
		from.left = maxElement
		if err := b.add(scanner.Object(), want); err != nil {
			return err
		}
		if len(b.Nodes)+len(b.Ways)+len(b.Relations) >= 8000 || len(b.refs)+len(b.members) >= 1<<18 {
			if err := give(); err != nil {
				return err
			}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := scanner.Err(); err != nil {
		return unreadable(err)
	}
	return give()
}

// add puts an element into the block.
func (b *Block) add(o osm.Object, want Kind) error {
	seen := func(at time.Time) {
		if s := sane(at.Unix()); s.After(b.Newest) {
			b.Newest = s
		}
	}
	switch e := o.(type) {
	case *osm.Node:
		if want&Nodes == 0 {
			return nil
		}
		if !inWorld(e.Lat, e.Lon) {
			return fmt.Errorf("%w: node %d is outside the world", ErrDamaged, e.ID)
		}
		seen(e.Timestamp)
		b.Nodes = append(b.Nodes, Node{ID: int64(e.ID), Lat: E7(math.Round(e.Lat * 1e7)), Lon: E7(math.Round(e.Lon * 1e7)), Tags: tagsOf(e.Tags)})
	case *osm.Way:
		if want&Ways == 0 {
			return nil
		}
		seen(e.Timestamp)
		from := len(b.refs)
		for _, n := range e.Nodes {
			b.refs = append(b.refs, int64(n.ID))
		}
		b.Ways = append(b.Ways, Way{ID: int64(e.ID), Tags: tagsOf(e.Tags), Refs: b.refs[from:len(b.refs):len(b.refs)]})
	case *osm.Relation:
		if want&Relations == 0 {
			return nil
		}
		seen(e.Timestamp)
		from := len(b.members)
		kinds := map[osm.Type]Kind{osm.TypeNode: Nodes, osm.TypeWay: Ways, osm.TypeRelation: Relations}
		for _, m := range e.Members {
			b.members = append(b.members, Member{kinds[m.Type], m.Ref, m.Role})
		}
		b.Relations = append(b.Relations, Relation{ID: int64(e.ID), Tags: tagsOf(e.Tags), Members: b.members[from:len(b.members):len(b.members)]})
	}
	return nil
}

func tagsOf(from osm.Tags) Tags {
	if len(from) == 0 {
		return nil
	}
	tags := make(Tags, len(from))
	for i, t := range from {
		tags[i] = Tag{t.Key, t.Value}
	}
	return tags
}
