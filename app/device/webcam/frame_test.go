package webcam

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// bars are what the test pictures show, from left to right.
var bars = []color.RGBA{{191, 191, 191, 255}, {191, 191, 0, 255}, {0, 191, 191, 255}, {0, 191, 0, 255}, {191, 0, 191, 255}, {191, 0, 0, 255}, {0, 0, 191, 255}, {0, 0, 0, 255}}

// written is a frame with the bars as a camera writes it, its lines so many bytes longer than they need be.
func written(t *testing.T, p Pixels, width, height, gap int) *Frame {
	t.Helper()
	f := &Frame{Pixels: p, Width: width, Height: height}
	at := func(x int) color.RGBA { return bars[x*len(bars)/width] }
	yuv := func(x int) (y, u, v byte) { c := at(x); return color.RGBToYCbCr(c.R, c.G, c.B) }
	line := func(write func(x int) []byte, step int) {
		var one []byte
		for x := 0; x < width; x += step {
			one = append(one, write(x)...)
		}
		f.Stride = len(one) + gap
		one = append(one, make([]byte, gap)...)
		f.Data = append(f.Data, bytes.Repeat(one, height)...)
	}
	luma := func(x int) []byte { y, _, _ := yuv(x); return []byte{y} }
	switch p {
	case pixelsYUYV:
		line(func(x int) []byte { y, u, v := yuv(x); return []byte{y, u, y, v} }, 2)
	case pixelsUYVY:
		line(func(x int) []byte { y, u, v := yuv(x); return []byte{u, y, v, y} }, 2)
	case pixelsRGB:
		line(func(x int) []byte { c := at(x); return []byte{c.R, c.G, c.B} }, 1)
	case pixelsBGR:
		line(func(x int) []byte { c := at(x); return []byte{c.B, c.G, c.R} }, 1)
	case pixelsGrey:
		line(luma, 1)
	case pixelsNV12:
		line(luma, 1)
		height /= 2
		line(func(x int) []byte { _, u, v := yuv(x); return []byte{u, v} }, 2)
	case pixelsI420:
		line(luma, 1)
		whole := f.Stride
		height, gap = height/2, gap/2
		line(func(x int) []byte { _, u, _ := yuv(x); return []byte{u} }, 2)
		line(func(x int) []byte { _, _, v := yuv(x); return []byte{v} }, 2)
		f.Stride = whole
	case pixelsMJPEG, pixelsJPEG:
		m := image.NewRGBA(image.Rect(0, 0, width, height))
		for x := range width {
			for y := range height {
				m.SetRGBA(x, y, at(x))
			}
		}
		var out bytes.Buffer
		if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 95}); err != nil {
			t.Fatal(err)
		}
		f.Data = out.Bytes()
		if p == pixelsMJPEG {
			f.Data = without(t, f.Data, markTables)
		}
		f.Data = append(f.Data, make([]byte, 300)...) // what is left of the buffer
	}
	return f
}

// without is a JPEG without its segments of a kind.
func without(t *testing.T, content []byte, mark byte) (left []byte) {
	t.Helper()
	left = append(left, content[:2]...)
	for at := 2; ; {
		if content[at+1] == markScan {
			return append(left, content[at:]...)
		}
		length := 2 + int(content[at+2])<<8 + int(content[at+3])
		if content[at+1] != mark {
			left = append(left, content[at:at+length]...)
		}
		at += length
	}
}

// showsBars looks at the middle of each bar.
func showsBars(t *testing.T, m image.Image, grey bool) {
	t.Helper()
	b := m.Bounds()
	for i, want := range bars {
		got := color.RGBAModel.Convert(m.At(b.Min.X+(2*i+1)*b.Dx()/(2*len(bars)), b.Min.Y+b.Dy()*3/4)).(color.RGBA)
		if grey {
			want = color.RGBAModel.Convert(color.GrayModel.Convert(want)).(color.RGBA)
		}
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B)} {
			if d < -28 || d > 28 {
				t.Errorf("bar %d is %v, not %v", i, got, want)
				break
			}
		}
	}
}

func TestFrames(t *testing.T) {
	for _, p := range readable {
		for _, gap := range []int{0, 32} {
			f := written(t, p, 320, 240, gap)
			m, err := f.Image()
			if err != nil {
				t.Errorf("%v with a gap of %d: %v", p, gap, err)
				continue
			}
			if size := m.Bounds().Size(); size != image.Pt(320, 240) {
				t.Errorf("%v: %v", p, size)
			}
			showsBars(t, m, p == pixelsGrey)
			file, err := f.JPEG()
			if err != nil {
				t.Errorf("%v: %v", p, err)
				continue
			}
			kept, err := jpeg.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatalf("%v: %v", p, err)
			}
			showsBars(t, kept, p == pixelsGrey)
		}
	}
}

func TestACamerasOwnJPEGIsKept(t *testing.T) {
	f := written(t, pixelsJPEG, 320, 240, 0)
	file, err := f.JPEG()
	if err != nil || !bytes.Equal(file, f.Data) {
		t.Errorf("%d bytes became %d, %v", len(f.Data), len(file), err)
	}
	f.Data[0] = 0 // the next frame
	if file[0] != 0xff {
		t.Error("the file is the frame's memory")
	}
}

func TestFramesThatAreNotWhole(t *testing.T) {
	for _, p := range readable {
		f := written(t, p, 320, 240, 0)
		for _, left := range []int{0, 1, len(f.Data) / 2} {
			cut := *f
			cut.Data = f.Data[:left]
			if _, err := cut.Image(); !errors.Is(err, ErrFormat) {
				t.Errorf("%v, %d bytes of it: %v", p, left, err)
			}
			if _, err := cut.JPEG(); !errors.Is(err, ErrFormat) {
				t.Errorf("%v, %d bytes of it, as a file: %v", p, left, err)
			}
		}
	}
	for _, f := range []Frame{{Pixels: fourCC("H264"), Width: 320, Height: 240}, {Pixels: pixelsGrey, Width: 1 << 20, Height: 1 << 20}, {Pixels: pixelsYUYV}} {
		if _, err := f.Image(); !errors.Is(err, ErrFormat) {
			t.Errorf("%v of %d × %d: %v", f.Pixels, f.Width, f.Height, err)
		}
	}
}

func FuzzFrame(f *testing.F) {
	for i := range readable {
		f.Add(uint8(i), 16, 16, 0, []byte{0xff, 0xd8, 0xff, 0xda, 0, 2})
	}
	f.Fuzz(func(t *testing.T, kind uint8, width, height, stride int, data []byte) {
		frame := Frame{Pixels: readable[int(kind)%len(readable)], Width: width % 4096, Height: height % 4096, Stride: stride % (1 << 20), Data: data}
		if m, err := frame.Image(); err == nil && m.Bounds().Empty() {
			t.Error("an empty picture")
		}
	})
}

func TestBestSize(t *testing.T) {
	for _, c := range []struct {
		name string
		all  []size
		want size
	}{
		{"a usual camera", []size{{pixelsYUYV, 640, 480}, {pixelsYUYV, 1920, 1080}, {pixelsMJPEG, 640, 480}, {pixelsMJPEG, 1920, 1080}}, size{pixelsMJPEG, 1920, 1080}},
		{"a large one", []size{{pixelsMJPEG, 3840, 2160}, {pixelsMJPEG, 1600, 1200}}, size{pixelsMJPEG, 1600, 1200}},
		{"large ones only", []size{{pixelsMJPEG, 3840, 2160}, {pixelsMJPEG, 2592, 1944}}, size{pixelsMJPEG, 2592, 1944}},
		{"an old one", []size{{pixelsYUYV, 352, 288}, {pixelsYUYV, 640, 480}}, size{pixelsYUYV, 640, 480}},
		{"uncompressed", []size{{pixelsYUYV, 1280, 720}, {pixelsYUYV, 1920, 1080}, {pixelsGrey, 1280, 720}}, size{pixelsYUYV, 1280, 720}},
		{"colour before grey", []size{{pixelsGrey, 640, 480}, {pixelsUYVY, 640, 480}}, size{pixelsUYVY, 640, 480}},
		{"nonsense among it", []size{{pixelsMJPEG, 0, 0}, {pixelsMJPEG, 1 << 30, 1 << 30}, {fourCC("H264"), 1920, 1080}, {pixelsYUYV, 320, 240}}, size{pixelsYUYV, 320, 240}},
	} {
		if got, ok := best(c.all); !ok || got != c.want {
			t.Errorf("%s: %v, %v", c.name, got, ok)
		}
	}
	if got, ok := best([]size{{fourCC("H264"), 1920, 1080}}); ok {
		t.Errorf("of nothing that can be read: %v", got)
	}
}
