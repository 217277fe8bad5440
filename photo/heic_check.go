package photo

// check refuses every item that would make the decoder work for more pixels than the header admits: grids whose own
// numbers differ, coded pictures whose parameter sets do, and derived pictures of kinds that no camera writes.
func (h *heif) check(c content) error {
	coded := map[int][2]int{} // size in the parameter sets, by property
	for _, id := range h.ids() {
		it := h.items[id]
		width, height := h.size(it)
		switch it.kind {
		case "grid":
			if err := checkSize(width, height); err != nil {
				return err
			}
			if err := h.checkGrid(c, it, width, height); err != nil {
				return err
			}
		case "hvc1":
			if err := checkSize(width, height); err != nil {
				return err
			}
			if err := h.checkCoded(it, width, height, coded); err != nil {
				return err
			}
		case "iden", "iovl", "unci", "mski":
			return unsupported("HEIF item " + it.kind)
		}
	}
	if kind := h.items[h.primary].kind; kind != "grid" && kind != "hvc1" {
		return unsupported("HEIF item " + kind)
	}
	return nil
}

// checkGrid compares a grid's own numbers (ISO/IEC 23008-12 6.6.2.3) with the stated size and its tiles.
func (h *heif) checkGrid(c content, it *item, width, height int) error {
	data, err := h.data(c, it, 64)
	if err != nil {
		return err
	}
	g := cursor{b: data}
	g.uint(1)
	size := 2 + 2*int(g.uint(1)&1)
	rows, columns := int(g.uint(1))+1, int(g.uint(1))+1
	w, ht := g.uint(size), g.uint(size)
	if g.bad || rows*columns != len(it.tiles) || w != uint64(width) || ht != uint64(height) {
		return corrupt("grid")
	}
	var across, down int
	for _, id := range it.tiles {
		tile := h.items[id]
		if tile == nil || tile.kind != "hvc1" {
			return unsupported("grid of other than HEVC pictures")
		}
		tw, th := h.size(tile)
		if across == 0 {
			across, down = tw, th
		}
		if tw != across || th != down {
			return corrupt("grid of unequal tiles")
		}
	}
	// The tiles cover the picture, and no row or column of them is for nothing.
	if across < 1 || down < 1 || !covers(columns, across, width) || !covers(rows, down, height) {
		return corrupt("grid doesn't fit its tiles")
	}
	return nil
}

func covers(n, each, all int) bool {
	return int64(n)*int64(each) >= int64(all) && int64(n-1)*int64(each) < int64(all)
}

// checkCoded compares the parameter sets with the stated size. They are larger by what is cropped: less than a coding
// block of 64, and up to twice that is let pass.
func (h *heif) checkCoded(it *item, width, height int, coded map[int][2]int) error {
	for _, i := range it.props {
		if i < 1 || i > len(h.props) || h.props[i-1].kind != "hvcC" {
			continue
		}
		size, known := coded[i]
		if !known {
			config, err := parseConfig(h.props[i-1].body)
			if err != nil {
				return err
			}
			size = [2]int{config.width, config.height}
			coded[i] = size
		}
		if size[0] > width+128 || size[1] > height+128 {
			return corrupt("HEVC picture is larger than stated")
		}
		return nil
	}
	return corrupt("HEVC picture without parameters")
}

// checkUnits walks the coded pictures' NAL units: each must end where the next begins, and none may bring parameter
// sets of its own, which hvc1 forbids and nothing has measured.
func (h *heif) checkUnits(c content) error {
	total := 0
	for _, id := range h.ids() {
		it := h.items[id]
		if it.kind != "hvc1" {
			continue
		}
		config, err := parseConfig(h.property(it, "hvcC"))
		if err != nil {
			return err
		}
		data, err := h.data(c, it, uint64(c.size))
		if err != nil {
			return err
		}
		if total += len(data); len(data) == 0 || int64(total) > 2*c.size {
			return corrupt("HEVC pictures that share or lack their data")
		}
		for units := (cursor{b: data}); len(units.b) > 0; {
			unit := units.take(int(units.uint(config.lengthSize)))
			if len(unit) < 2 {
				return corrupt("HEVC unit")
			}
			if kind := unit[0] >> 1 & 63; kind == nalVPS || kind == nalSPS {
				return unsupported("HEVC parameters within a picture")
			}
		}
	}
	return nil
}
