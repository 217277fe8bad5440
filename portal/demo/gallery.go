package demo

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"runtime"
	"sync"
	"time"

	"golang.org/x/image/draw"
)

// shot is a photo as it leaves a device: the copy, and its preview.
type shot struct{ photo, preview []byte }

const (
	previewWidth = 256     // pixels
	previewBytes = 8 << 10 // what the portal shows as a preview
)

// gallery draws the stories' photos ahead of the devices that send them.
type gallery struct {
	shots []chan []shot
	stop  chan struct{}
	done  sync.WaitGroup
}

func openGallery(stories []story) *gallery {
	g := &gallery{shots: make([]chan []shot, len(stories)), stop: make(chan struct{})}
	next := make(chan int)
	for i := range g.shots {
		g.shots[i] = make(chan []shot, 1)
	}
	for range runtime.GOMAXPROCS(0) {
		g.done.Go(func() {
			for i := range next {
				s := stories[i]
				var all []shot
				for n := range s.photos {
					all = append(all, take(s.view(n)))
				}
				g.shots[i] <- all
			}
		})
	}
	g.done.Go(func() {
		defer close(next)
		for i := range stories {
			select {
			case next <- i:
			case <-g.stop:
				return
			}
		}
	})
	return g
}

// take waits for a story's photos.
func (g *gallery) take(i int) []shot { return <-g.shots[i] }

func (g *gallery) close() {
	close(g.stop)
	g.done.Wait()
}

// view is what somebody photographs: the same seed is the same place.
type view struct {
	scene scene
	at    time.Time
	seed  uint64
	angle int  // another photo of the same
	after bool // what was wrong was mended
}

// view is what its author photographs.
func (s story) view(angle int) view {
	return view{scene: s.subject.Scene, at: s.report.CapturedAt, seed: binary.BigEndian.Uint64(s.report.ID[8:]), angle: angle}
}

// take draws a view and makes of it what a device would.
func take(v view) shot {
	img := v.draw()
	var photo, preview bytes.Buffer
	_ = jpeg.Encode(&photo, img, &jpeg.Options{Quality: 78}) // a buffer takes everything
	small := image.NewRGBA(image.Rect(0, 0, previewWidth, previewWidth*height/width))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
	for quality := 70; ; quality -= 15 {
		preview.Reset()
		_ = jpeg.Encode(&preview, small, &jpeg.Options{Quality: quality})
		if preview.Len() <= previewBytes || quality < 20 {
			return shot{photo.Bytes(), preview.Bytes()}
		}
	}
}
