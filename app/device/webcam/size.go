package webcam

import "fmt"

// Pixels is how a frame is written, as four letters.
type Pixels uint32

func fourCC(letters string) Pixels {
	return Pixels(letters[0]) | Pixels(letters[1])<<8 | Pixels(letters[2])<<16 | Pixels(letters[3])<<24
}

// What can be read, the best first: JPEG needs least of the line to the camera, so that its large pictures come quickly.
var (
	pixelsMJPEG = fourCC("MJPG")
	pixelsJPEG  = fourCC("JPEG")
	pixelsYUYV  = fourCC("YUYV")
	pixelsUYVY  = fourCC("UYVY")
	pixelsNV12  = fourCC("NV12")
	pixelsI420  = fourCC("YU12")
	pixelsRGB   = fourCC("RGB3")
	pixelsBGR   = fourCC("BGR3")
	pixelsGrey  = fourCC("GREY")

	readable = []Pixels{pixelsMJPEG, pixelsJPEG, pixelsYUYV, pixelsUYVY, pixelsNV12, pixelsI420, pixelsRGB, pixelsBGR, pixelsGrey}
)

func (p Pixels) rank() int {
	for i, known := range readable {
		if p == known {
			return i
		}
	}
	return -1
}

func (p Pixels) known() bool { return p.rank() >= 0 }

func (p Pixels) compressed() bool { return p == pixelsMJPEG || p == pixelsJPEG }

// String is the four letters.
func (p Pixels) String() string {
	return fmt.Sprintf("%q", string([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)}))
}

// size is a picture that a camera makes.
type size struct {
	pixels        Pixels
	width, height int
}

// commonSizes are tried where a camera makes any size.
var commonSizes = [][2]int{{1920, 1080}, {1600, 1200}, {1280, 960}, {1280, 720}, {800, 600}, {640, 480}, {320, 240}}

// What one frame may have: more than a report's copy of 1600 pixels has, and few enough to be shown as they come. Uncompressed ones of
// more come too slowly by USB 2 to be aimed with.
const (
	mostPixels = 1920 * 1200
	mostRaw    = 1280 * 960
)

// best is the largest picture that comes quickly; of two equally large ones, the one that is read more easily.
func best(all []size) (found size, ok bool) {
	value := func(s size) int {
		most := mostRaw
		if s.pixels.compressed() {
			most = mostPixels
		}
		area := s.width * s.height
		if area > most {
			return -area // better than nothing, the smaller the better
		}
		return area
	}
	for _, s := range all {
		if !s.pixels.known() || !sane(s.width, s.height) {
			continue
		}
		if !ok || value(s) > value(found) || value(s) == value(found) && s.pixels.rank() < found.pixels.rank() {
			found, ok = s, true
		}
	}
	return found, ok
}

// sane says whether a picture may have that size at all.
func sane(width, height int) bool {
	return width >= 16 && height >= 16 && width <= 8192 && height <= 8192 && width*height <= 40_000_000
}
