package demo

import (
	"image"
	"image/color"
	"time"
)

// scene is what is to be seen on a photo.
type scene string

// palette is how the land looks in a season.
type palette struct {
	sky, horizon, field, grass, verge, crown, road color.RGBA
	bare, snow                                     bool
}

func season(at time.Time) palette {
	p := palette{sky: rgb(0x7fb0dc), horizon: rgb(0xdfeaf2), field: rgb(0xa9b96a), grass: rgb(0x6f9a4a), verge: rgb(0x9a8f6a), crown: rgb(0x4d7a3a), road: rgb(0x77736e)}
	switch at.Month() {
	case time.December, time.January, time.February:
		p.sky, p.horizon, p.field, p.grass, p.verge = rgb(0xa9bacb), rgb(0xe8edf1), rgb(0xe6ebef), rgb(0xe2e8ed), rgb(0xd3dae0)
		p.road, p.bare, p.snow = rgb(0xa5a7a8), true, true
	case time.March, time.November:
		p.sky, p.horizon, p.field, p.grass, p.verge, p.bare = rgb(0x9fb2c2), rgb(0xdde2e4), rgb(0x9d8f70), rgb(0x8b8660), rgb(0x7a6a50), true
	case time.April, time.May:
		p.field, p.grass, p.crown = rgb(0x9cb45f), rgb(0x7daa4e), rgb(0x7da953)
	case time.September, time.October:
		p.field, p.grass, p.crown = rgb(0xc2ad6a), rgb(0x8c9450), rgb(0xc08a35)
	}
	return p
}

// draw paints a view.
func (v view) draw() *image.RGBA {
	b := &brush{dice: newDice(v.seed, 7), img: image.NewRGBA(image.Rect(0, 0, width, height))}
	p := season(v.at)
	s := &setting{brush: b, palette: p, view: v, shift: (b.Float64()-0.5)*120 + float64(v.angle)*70}
	s.land()
	s.subject()
	light := 1.0
	switch h := v.at.Hour(); {
	case h < 6 || h > 20:
		light = 0.55
	case h > 17 && p.bare:
		light = 0.7
	}
	b.grain(light)
	return b.img
}

// setting is a picture being painted.
type setting struct {
	*brush
	palette
	view
	shift float64 // of the camera, in pixels
}

const skyline = 210 // pixels from above

// land is what is behind: sky, a wood, some houses, and the road that leads there.
func (s *setting) land() {
	s.fade(s.sky, s.horizon, 0, skyline)
	for range 5 {
		x, y := s.Float64()*width, 20+s.Float64()*110
		for range 4 {
			s.blob(sheer(rgb(0xffffff), 0.25), x+s.Float64()*90, y+s.Float64()*14, 50, 13, 0.2)
		}
	}
	s.fade(s.field, s.grass, skyline, height)
	far := blend(s.crown, s.horizon, 0.45)
	if s.bare {
		far = blend(rgb(0x6d675f), s.horizon, 0.35)
	}
	for x := -20.0; x < width+20; x += 16 {
		s.blob(far, x, skyline-4, 16, 10+s.Float64()*12, 0.3)
	}
	s.street()
	for i := range 4 {
		x := float64(i)*190 - 60 + s.Float64()*50 + s.shift
		if s.chance(0.3) {
			s.tree(x+70, skyline+16+s.Float64()*10, 0.8+s.Float64()*0.5)
			continue
		}
		s.house(x, skyline+22+s.Float64()*14, 0.7+s.Float64()*0.35)
	}
	s.pole(90+s.shift, skyline+40, 150)
	s.pole(560+s.shift, skyline+26, 110)
}

// lane is the road seen from a yard: it crosses the picture behind.
func (s *setting) lane() {
	s.rect(s.verge, 0, 238, width, 52)
	s.rect(s.road, 0, 244, width, 38)
	for range 260 {
		x, depth := s.Float64()*width, s.Float64()
		y := 300 + depth*depth*(height-300)
		s.line(blend(s.grass, rgb(0x4a4a32), 0.15+0.2*s.Float64()), x, y, x+(s.Float64()-0.5)*8, y-4-10*depth, 1.5)
	}
}

// street is the road, in perspective.
func (s *setting) street() {
	switch s.scene {
	case "pothole", "road", "mud", "dust", "snow", "water", "hatch", "lamp", "pole":
	default:
		s.lane()
		return
	}
	at := width/2 + s.shift*0.3
	s.poly(s.verge, point{at - 26, skyline}, point{at + 26, skyline}, point{width + 150, height}, point{-150, height})
	s.poly(s.road, point{at - 18, skyline}, point{at + 18, skyline}, point{width + 30, height}, point{-30, height})
	for range 40 {
		depth := s.Float64()
		y := skyline + depth*depth*(height-skyline)
		s.blob(sheer(rgb(0x3d3a36), 0.10), at+(s.Float64()-0.5)*depth*700, y, 8+50*depth, 1+5*depth, 0.3)
	}
	if s.snow {
		for _, side := range []float64{-1, 1} {
			s.poly(rgb(0xf3f6f8), point{at + side*18, skyline}, point{at + side*40, skyline - 4}, point{at + side*480, height}, point{at + side*330, height})
			s.line(rgb(0xc7ccd0), at+side*6, skyline, at+side*120, height, 12)
		}
	}
}

func (s *setting) house(x, base, size float64) {
	wall := among(s.dice, []color.RGBA{rgb(0xc9b48a), rgb(0x8fa6b8), rgb(0xb98f6d), rgb(0xd8d2c2), rgb(0x9db08b)})
	roof := among(s.dice, []color.RGBA{rgb(0x8a4b3c), rgb(0x6b6f73), rgb(0x7a5d46), rgb(0x4f6b58)})
	w, h := 110*size, 52*size
	s.rect(wall, x, base-h, w, h)
	s.rect(blend(wall, rgb(0), 0.12), x+w*0.72, base-h, w*0.28, h)
	top := roof
	if s.snow {
		top = rgb(0xf0f3f5)
	}
	s.poly(top, point{x - 8*size, base - h}, point{x + w/2, base - h - 40*size}, point{x + w + 8*size, base - h})
	s.line(roof, x-8*size, base-h, x+w+8*size, base-h, 3*size)
	for i := range 3 {
		wx := x + w*(0.12+0.3*float64(i))
		s.rect(rgb(0xf4f4ee), wx-2*size, base-h*0.76, 20*size, 24*size)
		s.rect(rgb(0x4d5f6c), wx, base-h*0.72, 16*size, 20*size)
		s.line(rgb(0xf4f4ee), wx+8*size, base-h*0.72, wx+8*size, base-h*0.72+20*size, 2*size)
	}
	for fx := x - 40*size; fx < x+w+40*size; fx += 7 * size {
		s.rect(blend(rgb(0x8d7a5c), s.grass, 0.2), fx, base-14*size, 4*size, 20*size)
	}
	s.line(rgb(0x7b6a4f), x-40*size, base-6*size, x+w+40*size, base-6*size, 2.5*size)
}

func (s *setting) tree(x, base, size float64) {
	s.rect(rgb(0x5d4c3c), x-5*size, base-70*size, 10*size, 72*size)
	if s.bare {
		for range 16 {
			y := base - (40+s.Float64()*60)*size
			s.line(rgb(0x5d4c3c), x, y, x+(s.Float64()-0.5)*90*size, y-(20+s.Float64()*40)*size, 2*size)
		}
		return
	}
	for range 14 {
		c := blend(s.crown, rgb(0xffffff), s.Float64()*0.14)
		s.blob(c, x+(s.Float64()-0.5)*70*size, base-(75+(s.Float64()-0.5)*60)*size, 24*size, 21*size, 0.25)
	}
}

// pole carries wires and a lamp.
func (s *setting) pole(x, base, tall float64) {
	s.rect(rgb(0x6f6a63), x-tall/38, base-tall, tall/19, tall)
	s.line(rgb(0x6f6a63), x-tall/6, base-tall*0.93, x+tall/6, base-tall*0.93, tall/34)
	s.line(rgb(0x55524d), x, base-tall*0.86, x+tall/3.2, base-tall*0.95, tall/44)
	s.blob(rgb(0xd9dadb), x+tall/3, base-tall*0.95, tall/16, tall/40, 0)
	for _, side := range []float64{-1, 1} {
		s.line(sheer(rgb(0x333333), 0.6), x+side*tall/6.5, base-tall*0.94, x+side*tall/6.5+260, base-tall*0.8, 1.2)
	}
}
