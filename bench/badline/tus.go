package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/tus/tusd/v2/pkg/filestore"
	tusd "github.com/tus/tusd/v2/pkg/handler"
	"golang.org/x/exp/slog" // as tusd wants it
	"golang.org/x/sync/errgroup"
)

// carryTus uploads every text and photo by tus 1.0 to tusd, texts first, over so many connections: created, sent, and after
// a break asked for its offset and sent on from there.
func carryTus(ctx context.Context, r *run, connections int) error {
	dir := filepath.Join(r.dir, "tus")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	composer := tusd.NewStoreComposer()
	filestore.New(dir).UseIn(composer)
	h, err := tusd.NewHandler(tusd.Config{BasePath: "/files/", StoreComposer: composer, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return err
	}
	url, stop, err := r.serve(&http.Server{Handler: http.StripPrefix("/files/", h)})
	if err != nil {
		return err
	}
	defer stop()
	t := &tus{client: r.client(connections), url: url}
	ctx, cancel := r.begin(ctx)
	defer cancel()
	queue := make(chan file)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(queue)
		late := time.After(r.later)
		for files := r.load.files(); len(files) > 0 || late != nil; {
			var next file
			into := queue
			if len(files) > 0 {
				next = files[0]
			} else {
				into = nil
			}
			select {
			case into <- next:
				files = files[1:]
			case <-late: // the next one that is carried
				files, late = append([]file{r.late()}, files...), nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range connections {
		g.Go(func() error {
			for f := range queue {
				if err := t.upload(ctx, f.content); err != nil {
					return err
				}
				switch {
				case strings.HasPrefix(f.name, "a-"):
					r.textDone()
				case f.name == r.late().name:
					r.lateDone()
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	r.allDone()
	return nil
}

// tus is a small client.
type tus struct {
	client *http.Client
	url    string
}

// upload tries until ctx ends.
func (t *tus) upload(ctx context.Context, content []byte) error {
	location, offset := "", 0
	for {
		var err error
		switch {
		case location == "":
			location, err = t.create(ctx, len(content))
		case offset < 0:
			offset, err = t.offset(ctx, location)
		default:
			if offset, err = t.patch(ctx, location, offset, content[offset:]); err != nil {
				offset = -1
			}
		}
		if err == nil && location != "" && offset == len(content) {
			return nil
		}
		if err != nil {
			if err := again(ctx); err != nil {
				return err
			}
		}
	}
}

func (t *tus) create(ctx context.Context, size int) (location string, err error) {
	res, err := t.do(ctx, http.MethodPost, t.url+"/files/", nil, "Upload-Length", strconv.Itoa(size))
	if err != nil {
		return "", err
	}
	location = res.Header.Get("Location")
	if res.StatusCode != http.StatusCreated || location == "" {
		return "", fmt.Errorf("tus: create: %d", res.StatusCode)
	}
	return location, nil
}

func (t *tus) offset(ctx context.Context, location string) (int, error) {
	res, err := t.do(ctx, http.MethodHead, location, nil)
	if err != nil {
		return -1, err
	}
	return uploadOffset(res, http.StatusOK)
}

func (t *tus) patch(ctx context.Context, location string, offset int, rest []byte) (int, error) {
	res, err := t.do(ctx, http.MethodPatch, location, rest, "Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.Itoa(offset))
	if err != nil {
		return -1, err
	}
	return uploadOffset(res, http.StatusNoContent)
}

func uploadOffset(res *http.Response, want int) (int, error) {
	if res.StatusCode != want {
		return -1, fmt.Errorf("tus: %d", res.StatusCode)
	}
	n, err := strconv.Atoi(res.Header.Get("Upload-Offset"))
	if err != nil {
		return -1, err
	}
	return n, nil
}

func (t *tus) do(ctx context.Context, method, url string, body []byte, headers ...string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := t.client.Do(req)
	if err != nil {
		return nil, err
	}
	return res, res.Body.Close() // all the answers are in their headers
}
