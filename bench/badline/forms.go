package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"time"
)

// carryForms does as ODK Collect does (OpenRosa's form submission): one report after the other, its text and its photo in
// one multipart request, which begins anew if it broke.
func carryForms(ctx context.Context, r *run) error {
	url, stop, err := r.serve(&http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if _, err := io.Copy(io.Discard, req.Body); err != nil {
			http.Error(w, "cut off", http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusCreated)
	})})
	if err != nil {
		return err
	}
	defer stop()
	client := r.client(1)
	ctx, cancel := r.begin(ctx)
	defer cancel()
	late := time.After(r.later)
	for i := 0; i < len(r.load.texts) || late != nil; {
		parts, done := []file(nil), r.textDone
		select {
		case <-late:
			parts, done, late = []file{r.late()}, r.lateDone, nil
		default:
			if i == len(r.load.texts) { // only that one is left
				if err := again(ctx); err != nil {
					return err
				}
				continue
			}
			parts = r.load.report(i)
			i++
		}
		if err := submit(ctx, client, url, parts); err != nil {
			return err
		}
		done()
	}
	r.allDone()
	return nil
}

// submit tries until the report is there or ctx ends.
func submit(ctx context.Context, c *http.Client, url string, parts []file) error {
	body, kind, err := form(parts)
	if err != nil {
		return err
	}
	for post(ctx, c, url, kind, body) != nil {
		if err := again(ctx); err != nil {
			return err
		}
	}
	return nil
}

func form(parts []file) (body []byte, contentType string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range parts {
		part, err := w.CreateFormFile(f.name, f.name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.content); err != nil {
			return nil, "", err
		}
	}
	err = w.Close()
	return b.Bytes(), w.FormDataContentType(), err
}

func post(ctx context.Context, c *http.Client, url, contentType string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", contentType)
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusCreated {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}
