package present

import (
	"context"
	"path/filepath"
	"strings"

	"priyom/civic"
)

// lent are paths that were given to a camera. It belongs to the screens' goroutine.
type lent struct {
	waits  map[string]func(error) // what to do when the camera has answered; it may never do so
	taking map[string]bool        // pictures that are being taken in
}

func newLent() lent { return lent{map[string]func(error){}, map[string]bool{}} }

// shoot has a camera put a picture at a path, and calls done once when that came to something.
func (p *Point) shoot(path string, done func(error)) {
	camera := p.camera()
	if camera == nil { // it was pulled out a moment ago
		p.env.Post(func() { done(ErrCameraNone) })
		return
	}
	p.lent.waits[path] = done
	camera.Take(path, func(err error) { p.env.Post(func() { p.answered(path, err) }) })
}

// answered is after the camera said what became of a picture; false if that is known already.
func (p *Point) answered(path string, err error) bool {
	done := p.lent.waits[path]
	if done == nil {
		return false
	}
	delete(p.lent.waits, path)
	done(err)
	return true
}

// Arrived takes in a picture that came to its path after all, also when the camera never says so.
func (p *Point) Arrived(path string) {
	if p.closed || p.Lock.Locked() || p.lent.taking[path] || !exists(path) || p.answered(path, nil) {
		return
	}
	what, id, _ := strings.Cut(filepath.Base(filepath.Dir(path)), "-")
	switch what {
	case reportShots:
		if report, err := civic.ParseReportID(id); err == nil {
			p.Capture.takeIn(report, path)
		}
	case inspectionShots:
		if inspection, err := civic.ParseInspectionID(id); err == nil {
			p.Inspect.takeIn(inspection, path)
		}
	case supplementShots:
		if report, err := civic.ParseReportID(id); err == nil {
			p.Acts.takeIn(report, path)
		}
	}
}

// takeLate takes in whatever pictures came while nobody waited for them: when the program comes to the front, and when there is room again.
func (p *Point) takeLate() {
	if p.closed || p.Lock.Locked() {
		return
	}
	p.write.do(func(ctx context.Context) func() { // behind what is being taken in now
		p.sweepShots(ctx)
		var late []string
		for _, what := range []string{reportShots, inspectionShots, supplementShots} {
			for _, paths := range shotsOf(p.home, what) {
				late = append(late, paths...)
			}
		}
		return func() {
			for _, path := range late {
				p.Arrived(path) // unless it was taken in meanwhile
			}
		}
	})
}

// takeShots takes in what a camera has left since the program ended.
func (p *Point) takeShots(ctx context.Context) {
	p.sweepShots(ctx)
	for id, paths := range shotsOf(p.home, reportShots) {
		report, err := civic.ParseReportID(id)
		if err != nil {
			continue
		}
		for _, path := range paths {
			if _, _, err := p.takeShot(ctx, report, path); err != nil {
				p.env.Log.Error("picture left by the camera not taken in", "error", errorKind(err))
			}
		}
	}
}
