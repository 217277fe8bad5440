package photo

// walk passes over every block of the scan.
func (e *entropy) walk() error {
	for mcu := range e.mcus {
		if e.interval > 0 && mcu > 0 && mcu%e.interval == 0 {
			if err := e.nextInterval(); err != nil {
				return err
			}
		}
		for i := range e.blocks {
			if !e.block(&e.blocks[i]) {
				return corrupt("JPEG codes")
			}
		}
		if e.bits < e.past {
			return corrupt("JPEG data ends too early")
		}
	}
	_, err := e.end()
	return err
}

// block passes over one block's DC code and its run of AC codes.
func (e *entropy) block(t *tables) bool {
	if e.bits < 32 {
		e.fill()
	}
	code := t.dc[uint16(e.acc>>48)]
	used := int(code>>8) + int(code&15)
	if code == 0 {
		return false
	}
	e.acc <<= used
	e.bits -= used
	for k := 1; k < 64; k++ {
		if e.bits < 32 {
			e.fill()
		}
		code := t.ac[uint16(e.acc>>48)]
		if code == 0 {
			return false
		}
		size, run := int(code&15), int(code>>4&15)
		used := int(code>>8) + size
		e.acc <<= used
		e.bits -= used
		if size == 0 {
			if run != 15 {
				return true
			}
			k += run
			continue
		}
		if k += run; k > 63 {
			return false
		}
	}
	return true
}

// fill takes bytes until more than 56 bits are there: one code and its value need at most 32. At a marker it makes up
// zeros and counts them.
func (e *entropy) fill() {
	for e.bits <= 56 {
		switch {
		case len(e.data) > 0 && e.data[0] != 0xff:
			e.acc |= uint64(e.data[0]) << (56 - e.bits)
			e.data = e.data[1:]
		case len(e.data) > 1 && e.data[1] == 0:
			e.acc |= 0xff << (56 - e.bits)
			e.data = e.data[2:]
		default:
			e.past += 8
		}
		e.bits += 8
	}
}

// end finds the marker that ends the segment; the bytes before it that no code needed must be few.
func (e *entropy) end() (marker byte, err error) {
	if e.bits < e.past {
		return 0, corrupt("JPEG data ends too early")
	}
	left := (e.bits - e.past) / 8
	for i := 0; i+1 < len(e.data) && left <= slack; i++ {
		switch {
		case e.data[i] != 0xff || e.data[i+1] == 0:
			left++
		case e.data[i+1] != 0xff: // else a fill byte, of which there may be any number
			marker, e.data = e.data[i+1], e.data[i+2:]
			return marker, nil
		}
	}
	return 0, corrupt("JPEG data left over")
}

// nextInterval passes over a restart marker, which must be the one whose turn it is.
func (e *entropy) nextInterval() error {
	marker, err := e.end()
	if err != nil {
		return err
	}
	if marker != markRST0+e.restart {
		return corrupt("restart marker out of turn")
	}
	e.restart = (e.restart + 1) & 7
	e.acc, e.bits, e.past = 0, 0, 0
	return nil
}
