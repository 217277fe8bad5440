package demo

import "image/color"

// subject paints what the photo is about: how it is, or how it was mended.
func (s *setting) subject() {
	x, y := 320+s.shift*0.8+(s.Float64()-0.5)*80, 370+(s.Float64()-0.5)*30
	switch s.scene {
	case "pothole", "road":
		s.holes(x, y)
	case "mud":
		s.stain(x, y, rgb(0x5e4a35), rgb(0x77644b))
	case "dust":
		if !s.after {
			for range 50 {
				s.blob(sheer(rgb(0xcbb994), 0.22), x+(s.Float64()-0.5)*420, 300-s.Float64()*150, 70, 34, 0.3)
			}
		}
		s.truck(x-60, 285)
	case "snow":
		s.drift(x, y)
	case "water":
		s.stain(x, y, rgb(0x64747c), rgb(0x9fb3bd))
	case "hatch":
		s.hatch(x, y)
	case "lamp", "pole":
		s.mast(x, y)
	case "bins", "dump":
		s.rubbish(x, y)
	case "pump":
		s.standpipe(x, y)
	case "playground", "bench":
		s.yard(x, y)
	case "trees":
		s.oldTree(x, y)
	case "grass":
		s.weeds(x, y)
	case "stop":
		s.busStop(x, y)
	case "sign":
		s.roadSign(x, y)
	case "dog":
		s.dogs(x, y)
	default:
		s.house(x-150, 420, 2.6)
		if !s.after {
			s.blob(sheer(rgb(0x3b352d), 0.45), x-40, 330, 40, 26, 0.4)
		}
	}
}

// holes are in the road, or patched.
func (s *setting) holes(x, y float64) {
	for i := range 1 + s.IntN(3) {
		hx, hy := x+float64(i)*110-60, y+float64(i%2)*44-10
		if s.after {
			s.blob(rgb(0x3f3d3b), hx, hy, 84, 27, 0.10)
			s.blob(sheer(rgb(0x55524f), 0.8), hx, hy, 76, 22, 0.10)
			continue
		}
		s.blob(rgb(0x8d877f), hx, hy, 80, 25, 0.22)
		s.blob(rgb(0x4b443d), hx, hy+2, 72, 21, 0.25)
		s.blob(rgb(0x2f2a25), hx+3, hy+5, 54, 14, 0.25)
		if s.chance(0.5) {
			s.blob(rgb(0x8fa3b0), hx, hy+6, 42, 9, 0.2)
			s.blob(sheer(rgb(0xdde8ef), 0.7), hx-10, hy+4, 16, 2.5, 0.1)
		}
		for range 14 {
			s.blob(rgb(0x6a655e), hx+(s.Float64()-0.5)*190, hy+(s.Float64()-0.5)*50, 3+s.Float64()*4, 2, 0.3)
		}
	}
}

// stain is mud or water on the road; afterwards the road is dry.
func (s *setting) stain(x, y float64, deep, light color.RGBA) {
	if s.after {
		s.blob(sheer(rgb(0x8a847b), 0.8), x, y, 190, 46, 0.12)
		return
	}
	s.blob(blend(deep, rgb(0x2b2520), 0.3), x, y, 230, 62, 0.18)
	s.blob(deep, x, y+2, 215, 54, 0.18)
	for range 7 {
		s.blob(sheer(light, 0.7), x+(s.Float64()-0.5)*270, y+(s.Float64()-0.5)*64, 20+s.Float64()*50, 4+s.Float64()*6, 0.25)
	}
	s.line(sheer(rgb(0x2b2520), 0.5), x-150, y+70, x-20, y-60, 10)
	s.line(sheer(rgb(0x2b2520), 0.5), x-60, y+76, x+40, y-60, 10)
}

func (s *setting) truck(x, y float64) {
	s.rect(rgb(0x8a5a3a), x, y-46, 96, 44)
	s.rect(rgb(0x3f6f9a), x+98, y-38, 38, 36)
	s.rect(rgb(0xbfd3de), x+106, y-33, 20, 15)
	for _, w := range []float64{16, 44, 116} {
		s.blob(rgb(0x22211f), x+w, y, 12, 12, 0)
	}
}

// drift is snow across the road, or the cleared road between banks.
func (s *setting) drift(x, y float64) {
	if s.after {
		s.poly(rgb(0x8b8d8e), point{width/2 - 16, skyline}, point{width/2 + 16, skyline}, point{560, height}, point{80, height})
		for _, side := range []float64{-1, 1} {
			for i := range 7 {
				s.blob(rgb(0xf7fafc), width/2+side*(60+float64(i)*42), 240+float64(i)*34, 40+float64(i)*7, 20+float64(i)*4, 0.2)
			}
		}
		return
	}
	for i := range 6 {
		c := blend(rgb(0xf8fafc), rgb(0xc9d3dc), float64(i)*0.05)
		s.blob(c, x+(s.Float64()-0.5)*420, y-50+float64(i)*26, 230, 34+s.Float64()*20, 0.16)
	}
	s.blob(sheer(rgb(0xaab8c6), 0.6), x+40, y+50, 140, 12, 0.2)
}

func (s *setting) hatch(x, y float64) {
	s.blob(rgb(0x55514c), x, y, 70, 24, 0.03)
	if s.after {
		s.blob(rgb(0x6b6f72), x, y-2, 60, 19, 0)
		for i := range 5 {
			s.line(rgb(0x55595c), x-40+float64(i)*20, y-12, x-40+float64(i)*20, y+8, 3)
		}
		return
	}
	s.blob(rgb(0x14110f), x, y, 58, 18, 0.02)
	s.line(rgb(0x8b6f4c), x-16, y+8, x+34, y-120, 7)
	s.poly(rgb(0xc8381a), point{x + 34, y - 120}, point{x + 74, y - 112}, point{x + 40, y - 86})
}

// mast is a lamp on its pole, dark, hanging, or lit.
func (s *setting) mast(x, y float64) {
	s.rect(rgb(0x77736c), x-8, y-300, 16, 330)
	s.line(rgb(0x66625c), x, y-280, x+90, y-310, 7)
	if s.after {
		s.blob(sheer(rgb(0xffe9a8), 0.35), x+96, y-286, 70, 50, 0)
		s.blob(rgb(0xfff4cf), x+98, y-300, 26, 10, 0)
	} else if s.scene == "pole" {
		s.line(rgb(0x2b2b2b), x+4, y-270, x-140, y-20, 3)
		s.line(rgb(0x2b2b2b), x-140, y-20, x-210, y+20, 3)
	} else {
		s.blob(rgb(0x9b9c9d), x+98, y-306, 28, 9, 0)
		s.blob(rgb(0x3a3d40), x+98, y-302, 20, 6, 0)
	}
	for _, dy := range []float64{-296, -284} {
		s.line(rgb(0x3a3a3a), x-330, y+dy-26, x, y+dy, 2)
		s.line(rgb(0x3a3a3a), x, y+dy, x+380, y+dy-40, 2)
	}
}

// rubbish is around containers, or alone in the fields.
func (s *setting) rubbish(x, y float64) {
	if s.scene == "bins" {
		for i := range 3 {
			bx := x - 170 + float64(i)*112
			s.poly(rgb(0x3f7a4c), point{bx, y - 86}, point{bx + 92, y - 86}, point{bx + 82, y + 6}, point{bx + 10, y + 6})
			s.rect(rgb(0x2f5f3b), bx-4, y-94, 100, 12)
			s.blob(rgb(0x22211f), bx+20, y+8, 8, 8, 0)
			s.blob(rgb(0x22211f), bx+72, y+8, 8, 8, 0)
		}
	}
	if s.after {
		return
	}
	colours := []color.RGBA{rgb(0x1f2326), rgb(0xd9dde0), rgb(0x3d6fa3), rgb(0xb6463a), rgb(0xc9b27a), rgb(0x6d7275), rgb(0xe7e3d6)}
	for range 46 {
		c := among(s.dice, colours)
		s.blob(c, x+s.NormFloat64()*120, y+10+s.NormFloat64()*24, 10+s.Float64()*24, 8+s.Float64()*15, 0.3)
	}
	if s.scene == "dump" {
		for i := range 4 {
			tx := x - 120 + float64(i)*80
			s.blob(rgb(0x1b1b1b), tx, y+20, 34, 24, 0)
			s.blob(rgb(0x5b5248), tx, y+20, 16, 11, 0)
		}
	}
}

func (s *setting) standpipe(x, y float64) {
	s.rect(rgb(0x2f6da0), x-14, y-130, 28, 130)
	s.blob(rgb(0x2f6da0), x, y-132, 22, 14, 0)
	s.line(rgb(0x9aa0a4), x, y-120, x+60, y-150, 8)
	s.line(rgb(0x9aa0a4), x-10, y-90, x-46, y-78, 9)
	if !s.after {
		s.line(rgb(0xbfd9e8), x-46, y-76, x-48, y+6, 5)
		s.stain(x-20, y+26, rgb(0x6c7d86), rgb(0xb7c9d2))
	}
}
