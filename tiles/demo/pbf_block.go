package demo

import "google.golang.org/protobuf/encoding/protowire"

// nodeBlock is a PrimitiveBlock of dense nodes being collected.
type nodeBlock struct {
	texts                   texts
	count                   int
	ids, lats, lons, tagged packed
}

func newNodeBlock() nodeBlock { return nodeBlock{texts: newTexts()} }

func (b *nodeBlock) add(n Node) {
	b.count++
	b.ids.delta(int64(n.ID))
	b.lats.delta(int64(n.Lat))
	b.lons.delta(int64(n.Lon))
	for _, t := range n.Tags {
		b.tagged.plain(b.texts.index(t.Key))
		b.tagged.plain(b.texts.index(t.Value))
	}
	b.tagged.plain(0)
}

// take is the finished block; the collecting begins anew.
func (b *nodeBlock) take() []byte {
	var version, stamps, changesets, zeros packed
	for range b.count {
		version.plain(1)
		stamps.delta(Stamp)
		changesets.delta(1)
		zeros.plain(0)
	}
	info := bytesField(nil, 1, version.raw)
	info = bytesField(info, 2, stamps.raw)
	info = bytesField(info, 3, changesets.raw)
	info = bytesField(info, 4, zeros.raw)
	info = bytesField(info, 5, zeros.raw)
	dense := bytesField(nil, 1, b.ids.raw)
	dense = bytesField(dense, 5, info)
	dense = bytesField(dense, 8, b.lats.raw)
	dense = bytesField(dense, 9, b.lons.raw)
	dense = bytesField(dense, 10, b.tagged.raw)
	block := bytesField(nil, 1, b.texts.raw)
	block = bytesField(block, 2, bytesField(nil, 2, dense))
	b.ids.reset()
	b.lats.reset()
	b.lons.reset()
	b.tagged.reset()
	b.count, b.texts = 0, newTexts()
	return block
}

// objectBlock is a PrimitiveBlock of ways (field 3 of a group) or of relations (field 4) being collected.
type objectBlock struct {
	field                               protowire.Number
	texts                               texts
	count                               int
	group, object                       []byte
	keys, values, refs, roles, kindList packed
}

func newObjectBlock(field protowire.Number) objectBlock {
	return objectBlock{field: field, texts: newTexts()}
}

// open begins an object with its id, tags and info.
func (b *objectBlock) open(id ID, tags []Tag) {
	b.count++
	for _, p := range []*packed{&b.keys, &b.values, &b.refs, &b.roles, &b.kindList} {
		p.reset()
	}
	for _, t := range tags {
		b.keys.plain(b.texts.index(t.Key))
		b.values.plain(b.texts.index(t.Value))
	}
	b.object = intField(b.object[:0], 1, int64(id))
	if len(tags) > 0 {
		b.object = bytesField(b.object, 2, b.keys.raw)
		b.object = bytesField(b.object, 3, b.values.raw)
	}
	b.object = bytesField(b.object, 4, intField(intField(intField(nil, 1, 1), 2, Stamp), 3, 1))
}

func (b *objectBlock) close() { b.group = bytesField(b.group, b.field, b.object) }

func (b *objectBlock) addWay(w Way) {
	b.open(w.ID, w.Tags)
	for _, n := range w.Nodes {
		b.refs.delta(int64(n))
	}
	b.object = bytesField(b.object, 8, b.refs.raw)
	b.close()
}

func (b *objectBlock) addRelation(r Relation) {
	b.open(r.ID, r.Tags)
	for _, m := range r.Members {
		b.roles.plain(b.texts.index(m.Role))
		b.refs.delta(int64(m.Ref))
		b.kindList.plain(uint64(m.Kind))
	}
	b.object = bytesField(b.object, 8, b.roles.raw)
	b.object = bytesField(b.object, 9, b.refs.raw)
	b.object = bytesField(b.object, 10, b.kindList.raw)
	b.close()
}

// take is the finished block; the collecting begins anew.
func (b *objectBlock) take() []byte {
	block := bytesField(nil, 1, b.texts.raw)
	block = bytesField(block, 2, b.group)
	b.group, b.count, b.texts = b.group[:0], 0, newTexts()
	return block
}
