package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/store"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// carryPriyom starts a portal at the far end, and this program once more at the near one.
func carryPriyom(ctx context.Context, r *run) error {
	p, err := portal.Open(filepath.Join(r.dir, "portal"), portal.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	url, stop, err := r.serve(portal.Server(p.Handler(), slog.New(slog.DiscardHandler)))
	if err != nil {
		return errors.Join(err, p.Close())
	}
	defer func() {
		stop()
		_ = p.Close()
	}()
	code, _, err := p.Invite(ctx, civic.RolePoint, "с. Ставчены")
	if err != nil {
		return err
	}
	c := exec.Command(os.Args[0], "-play", filepath.Join(r.dir, "device"), "-url", url, "-code", code, "-photos", strconv.Itoa(len(r.load.photos)),
		"-later", r.later.String())
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := r.line.Client.Start(c); err != nil {
		return err
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		return errors.New("the client didn't get ready")
	}
	ctx, cancel := r.begin(ctx)
	defer cancel()
	context.AfterFunc(ctx, func() { _ = c.Process.Kill() })
	if _, err := io.WriteString(in, "go\n"); err != nil {
		return err
	}
	for lines.Scan() {
		switch lines.Text() {
		case "text":
			r.textDone()
		case "late":
			r.lateDone()
		case "all":
			r.allDone()
			return nil
		}
	}
	return errors.Join(ctx.Err(), lines.Err())
}

// playPriyom captures the reports, says so, waits for a line of input, and then says of each report that it is delivered.
func playPriyom(ctx context.Context, home, url, code string, photos int, later time.Duration) (err error) {
	v, err := vault.Open(home, vault.Secrets{Passphrase: "сорок тысяч"})
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, home, v, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := engine.Enroll(ctx, s, engine.Options{}, url, code); err != nil {
		return err
	}
	if err := captureAll(ctx, s, photos); err != nil {
		return err
	}
	e, err := engine.New(s, engine.Options{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	if err := tell(ctx, s, e, time.Now().Add(later)); err != nil {
		return err
	}
	e.Close()
	return <-ended
}

func captureAll(ctx context.Context, s *store.Store, photos int) error {
	pictures, err := originals(photos)
	if err != nil {
		return err
	}
	for i := range texts {
		if err := captureOne(ctx, s, i, pictures[:min(i+1, len(pictures))][min(i, len(pictures)):]); err != nil {
			return err
		}
	}
	_, err = s.PreparePhotos(ctx)
	return err
}

// captureOne hands in the ith report.
func captureOne(ctx context.Context, s *store.Store, i int, pictures [][]byte) error {
	draft, err := s.NewReport()
	if err != nil {
		return err
	}
	r := aReport(i)
	r.ID, r.Number, r.CapturedAt = draft.ID, "", draft.CapturedAt
	if err := s.SaveDraft(ctx, r); err != nil {
		return err
	}
	for _, raw := range pictures {
		if _, err := s.AttachPhoto(ctx, r.ID, "p.jpg", bytes.NewReader(raw)); err != nil {
			return err
		}
	}
	_, err = s.Capture(ctx, r)
	return err
}

// tell watches the queue until it is clear, and hands in one more report meanwhile.
func tell(ctx context.Context, s *store.Store, e *engine.Engine, later time.Time) error {
	told, late := 0, false
	for {
		if !late && time.Now().After(later) {
			late = true
			if err := captureOne(ctx, s, texts, nil); err != nil {
				return err
			}
			e.Kick()
		}
		counts, err := s.Counts(ctx)
		if err != nil {
			return err
		}
		for ; told < counts[civic.StatusDelivered]; told++ {
			if told == texts {
				fmt.Println("late")
				continue
			}
			fmt.Println("text")
		}
		totals, err := s.Totals(ctx)
		if err != nil {
			return err
		}
		if totals.Clear() && late {
			fmt.Println("all")
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
