package osmfile

import "github.com/paulmach/osm"

// Add puts an element of paulmach's into a block.
func Add(b *Block, o osm.Object) {
	if err := b.add(o, All); err != nil {
		panic(err)
	}
}
