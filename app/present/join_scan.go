package present

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"

	"github.com/google/uuid"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"

	"priyom/photo"
)

// joinShots is what a picture of an invitation's code is for.
const joinShots = "join"

// errNoQR is for a picture without a QR code that can be read.
var errNoQR = errors.New("present: no QR code in the picture")

// Scan takes a picture of a QR code.
func (j *Join) Scan() {
	camera := j.p.camera()
	if camera == nil || j.state.Busy != "" {
		return
	}
	id, err := uuid.NewV7()
	if err != nil {
		j.failed(err, "")
		return
	}
	j.shot = filepath.Join(shotsFolder, joinShots+"-"+id.String(), "1.jpg")
	path := filepath.Join(j.p.home, j.shot)
	j.begin("join.busy.camera")
	round, keep := j.round, j.keeper()
	j.p.write.do(func(ctx context.Context) func() {
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = keep(ctx) // what the picture is for is known before the camera is in front
		}
		return func() {
			if err != nil {
				j.state.Busy = ""
				j.failed(err, "")
				return
			}
			camera.Take(path, func(err error) {
				j.p.env.Post(func() { j.taken(round, err) })
			})
		}
	})
}

func (j *Join) taken(round int, err error) {
	if round != j.round {
		return
	}
	j.state.Busy = ""
	switch {
	case errors.Is(err, ErrCameraLeft):
		j.forgetShot()
		j.changed()
	case errors.Is(err, ErrCameraFile):
		j.forgetShot()
		j.changed()
		j.p.Picker.Open(func(files []PhotoFile) { j.Picture(files[0]) })
	case errors.Is(err, ErrCameraDenied):
		j.forgetShot()
		j.wrong("", "join.camera-denied")
	case err != nil:
		j.forgetShot()
		j.wrong("", "join.camera-none")
	default:
		j.readShot()
	}
}

// readShot reads the picture that was taken, now or before the program was ended.
func (j *Join) readShot() {
	path := filepath.Join(j.p.home, j.shot)
	j.begin("join.busy.read")
	j.do(func(ctx context.Context) (func(), error) {
		text, err := ReadQR(ctx, func() (io.ReadCloser, error) { return os.Open(path) })
		return func() { j.read(text, err) }, nil
	}, "")
}

// Picture reads a QR code from a picture that somebody chose.
func (j *Join) Picture(f PhotoFile) {
	j.begin("join.busy.read")
	j.do(func(ctx context.Context) (func(), error) {
		text, err := ReadQR(ctx, f.Open)
		return func() { j.read(text, err) }, nil
	}, "")
}

func (j *Join) read(text string, err error) {
	j.forgetShot()
	if err != nil {
		j.p.env.Log.Warn("QR code not read", "error", errorKind(err))
		j.wrong("", "join.no-qr")
		return
	}
	j.state.Code = text
	j.Give()
}

// forgetShot removes the picture: it shows a code.
func (j *Join) forgetShot() {
	if j.shot == "" {
		return
	}
	dir := filepath.Dir(filepath.Join(j.p.home, j.shot))
	j.shot = ""
	keep := j.keeper()
	j.p.write.do(func(ctx context.Context) func() {
		if err := errors.Join(os.RemoveAll(dir), keep(ctx)); err != nil {
			j.p.env.Log.Warn("picture of a code not removed", "error", errorKind(err))
		}
		return nil
	})
}

// maxQRFile is how large a picture of a QR code may be.
const maxQRFile = 40 << 20

// ReadQR reads the QR code in a picture: upright or not, large or small. The error wraps errNoQR or is photo's.
func ReadQR(ctx context.Context, open func() (io.ReadCloser, error)) (string, error) {
	f, err := open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxQRFile+1))
	if err != nil || len(data) > maxQRFile {
		return "", errors.Join(err, fmt.Errorf("%w: %d bytes", errNoQR, len(data)))
	}
	whole, err := photo.Picture(ctx, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", err
	}
	for _, side := range []int{0, 900, 500} { // what is blurred or full of noise is often clear once it is smaller
		if text, err := readQR(shrunk(whole, side)); err == nil || ctx.Err() != nil {
			return text, ctx.Err()
		}
	}
	return "", errNoQR
}

func readQR(m image.Image) (string, error) {
	source := gozxing.NewLuminanceSourceFromImage(m)
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	var last error
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			return "", err
		}
		read, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
		if err == nil {
			return read.GetText(), nil
		}
		last = err
	}
	return "", last
}

// shrunk is a picture whose longer side is so long at most; 0 leaves it as it is.
func shrunk(m image.Image, side int) image.Image {
	b := m.Bounds()
	if side == 0 || max(b.Dx(), b.Dy()) <= side {
		return m
	}
	width, height := side, max(1, b.Dy()*side/b.Dx())
	if b.Dy() > b.Dx() {
		width, height = max(1, b.Dx()*side/b.Dy()), side
	}
	small := image.NewGray(image.Rect(0, 0, width, height))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), m, b, draw.Src, nil)
	return small
}
