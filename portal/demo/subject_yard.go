package demo

// yard is a playground or a bench, broken or mended.
func (s *setting) yard(x, y float64) {
	if s.scene == "bench" {
		for i := range 3 {
			if s.after || i == 1 && s.chance(0.5) {
				s.rect(rgb(0xa9743f), x-120, y-60+float64(i)*16, 240, 11)
			}
		}
		s.rect(rgb(0x8f9294), x-110, y-40, 22, 64)
		s.rect(rgb(0x8f9294), x+88, y-40, 22, 64)
		if !s.after {
			s.line(rgb(0xa9743f), x-60, y+34, x+90, y+14, 11)
		}
		return
	}
	for _, side := range []float64{-1, 1} {
		s.line(rgb(0xc8381a), x+side*150, y+20, x+side*110, y-190, 9)
		s.line(rgb(0xc8381a), x+side*70, y+20, x+side*110, y-190, 9)
	}
	s.line(rgb(0xc8381a), x-112, y-188, x+112, y-188, 9)
	s.line(rgb(0x55585a), x-40, y-186, x-44, y-30, 3)
	if s.after {
		s.line(rgb(0x55585a), x+20, y-186, x+16, y-30, 3)
		s.rect(rgb(0xe69f00), x-50, y-32, 74, 10)
		return
	}
	s.line(rgb(0x55585a), x+20, y-186, x+34, y-110, 3)
	s.line(rgb(0xe69f00), x-46, y-30, x+10, y+18, 10)
}

// oldTree leans over, or is a stump.
func (s *setting) oldTree(x, y float64) {
	if s.after {
		s.rect(rgb(0x6b563f), x-24, y-24, 48, 30)
		s.blob(rgb(0xcdb48a), x, y-25, 25, 9, 0.05)
		return
	}
	s.poly(rgb(0x55463a), point{x - 22, y + 10}, point{x + 22, y + 10}, point{x + 140, y - 300}, point{x + 118, y - 305})
	for range 22 {
		t := s.Float64()
		bx, by := x+30+100*t, y-60-240*t
		s.line(rgb(0x55463a), bx, by, bx+(s.Float64()-0.4)*150, by-30-s.Float64()*70, 4)
	}
	if !s.bare {
		for range 18 {
			s.blob(blend(s.crown, rgb(0x9a8a4a), 0.4), x+110+s.NormFloat64()*60, y-270+s.NormFloat64()*46, 30, 24, 0.3)
		}
	}
}

func (s *setting) weeds(x, y float64) {
	tall := 90.0
	if s.after {
		tall = 9
	}
	for range 420 {
		bx, by := x+s.NormFloat64()*210, y+40+s.NormFloat64()*36
		s.line(blend(s.grass, rgb(0x3f5a2a), s.Float64()), bx, by, bx+(s.Float64()-0.5)*26, by-tall*(0.5+s.Float64()), 2.2)
	}
}

func (s *setting) busStop(x, y float64) {
	wall := rgb(0x3f7fb0)
	s.rect(blend(wall, rgb(0), 0.25), x-150, y-150, 300, 150)
	s.rect(wall, x-160, y-150, 18, 160)
	s.rect(wall, x+142, y-150, 18, 160)
	s.rect(rgb(0xa9743f), x-120, y-44, 240, 12)
	if s.after {
		s.rect(rgb(0xd9dadb), x-176, y-168, 352, 18)
		return
	}
	s.poly(rgb(0xd9dadb), point{x - 176, y - 168}, point{x + 60, y - 168}, point{x + 176, y - 96}, point{x + 168, y - 82}, point{x + 52, y - 150}, point{x - 176, y - 150})
	s.rect(rgb(0xbfd3de), x-60, y-130, 70, 60)
}

func (s *setting) roadSign(x, y float64) {
	lean := 46.0
	if s.after {
		lean = 0
	}
	s.line(rgb(0x8f9294), x, y+20, x+lean, y-210, 8)
	cx, cy := x+lean, y-226
	s.poly(rgb(0xc8381a), point{cx, cy - 52}, point{cx + 58, cy + 44 - lean/3}, point{cx - 58, cy + 44 + lean/3})
	s.poly(rgb(0xf6f6f2), point{cx, cy - 30}, point{cx + 38, cy + 32 - lean/4}, point{cx - 38, cy + 32 + lean/4})
	s.line(rgb(0x1a1a1a), cx-6, cy-4, cx-9, cy+22, 6)
	s.line(rgb(0x1a1a1a), cx+9, cy+2, cx+7, cy+22, 5)
}

func (s *setting) dogs(x, y float64) {
	if s.after {
		return
	}
	for range 3 {
		dx, dy := x+s.NormFloat64()*110, y+s.NormFloat64()*30
		c := blend(rgb(0x3a2f27), rgb(0xb89a6f), s.Float64())
		s.blob(c, dx, dy-34, 42, 17, 0.06)
		s.blob(c, dx+44, dy-50, 17, 13, 0.06)
		s.poly(c, point{dx + 36, dy - 58}, point{dx + 42, dy - 74}, point{dx + 48, dy - 60})
		for _, leg := range []float64{-30, -20, 20, 30} {
			s.line(c, dx+leg, dy-30, dx+leg+3, dy, 7)
		}
		s.line(c, dx-38, dy-40, dx-62, dy-62, 6)
	}
}
