package demo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
)

// blockObjects is how many objects go into a block; the format's limit is 16 MB a block, these have some 200 kB.
const blockObjects = 8000

// PBF writes a district as an .osm.pbf with dense nodes and zlib. Nodes go out as they come; ways and relations, which must
// follow them in the file, wait packed, some 30 bytes each.
type PBF struct {
	out      io.Writer
	nodes    nodeBlock
	ways     objectBlock
	rels     objectBlock
	waiting  [2][][]byte // Packed blobs of ways, and of relations.
	squeezed bytes.Buffer
	squeezer *zlib.Writer
}

// NewPBF is a sink into a file; out need not be buffered.
func NewPBF(out io.Writer) *PBF {
	p := &PBF{out: out, nodes: newNodeBlock(), ways: newObjectBlock(3), rels: newObjectBlock(4)}
	p.squeezer = zlib.NewWriter(&p.squeezed)
	return p
}

// Begin implements Sink.
func (p *PBF) Begin(b Bounds) error {
	const nano = 100 // The bounding box is in nanodegrees.
	box := sintField(nil, 1, int64(b.MinLon)*nano)
	box = sintField(box, 2, int64(b.MaxLon)*nano)
	box = sintField(box, 3, int64(b.MaxLat)*nano)
	box = sintField(box, 4, int64(b.MinLat)*nano)
	head := bytesField(nil, 1, box)
	head = bytesField(head, 4, "OsmSchema-V0.6")
	head = bytesField(head, 4, "DenseNodes")
	head = bytesField(head, 5, "Sort.Type_then_ID")
	head = bytesField(head, 16, "priyom")
	blob, err := p.pack("OSMHeader", head)
	if err != nil {
		return err
	}
	return p.write(blob)
}

// Node implements Sink.
func (p *PBF) Node(n Node) error {
	p.nodes.add(n)
	if p.nodes.count < blockObjects {
		return nil
	}
	return p.flushNodes()
}

// Way implements Sink.
func (p *PBF) Way(w Way) error {
	p.ways.addWay(w)
	if p.ways.count < blockObjects {
		return nil
	}
	return p.keep(0, &p.ways)
}

// Relation implements Sink.
func (p *PBF) Relation(r Relation) error {
	p.rels.addRelation(r)
	if p.rels.count < blockObjects {
		return nil
	}
	return p.keep(1, &p.rels)
}

// End implements Sink.
func (p *PBF) End() error {
	if err := p.flushNodes(); err != nil {
		return err
	}
	if err := p.keep(0, &p.ways); err != nil {
		return err
	}
	if err := p.keep(1, &p.rels); err != nil {
		return err
	}
	for _, blobs := range p.waiting {
		for _, blob := range blobs {
			if err := p.write(blob); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *PBF) flushNodes() error {
	if p.nodes.count == 0 {
		return nil
	}
	blob, err := p.pack("OSMData", p.nodes.take())
	if err != nil {
		return err
	}
	return p.write(blob)
}

// keep packs what has come so far for the end of the file.
func (p *PBF) keep(which int, block *objectBlock) error {
	if block.count == 0 {
		return nil
	}
	blob, err := p.pack("OSMData", block.take())
	p.waiting[which] = append(p.waiting[which], blob)
	return err
}

// pack makes a length, a BlobHeader and a Blob of a message.
func (p *PBF) pack(kind string, message []byte) ([]byte, error) {
	p.squeezed.Reset()
	p.squeezer.Reset(&p.squeezed)
	if _, err := p.squeezer.Write(message); err != nil {
		return nil, fmt.Errorf("demo: pack %s: %w", kind, err)
	}
	if err := p.squeezer.Close(); err != nil {
		return nil, fmt.Errorf("demo: pack %s: %w", kind, err)
	}
	blob := bytesField(intField(nil, 2, int64(len(message))), 3, p.squeezed.Bytes())
	head := intField(bytesField(nil, 1, kind), 3, int64(len(blob)))
	whole := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(head)+len(blob)), uint32(len(head)))
	return append(append(whole, head...), blob...), nil
}

func (p *PBF) write(blob []byte) error {
	if _, err := p.out.Write(blob); err != nil {
		return fmt.Errorf("demo: write pbf: %w", err)
	}
	return nil
}
