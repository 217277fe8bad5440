package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
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
	for i := range r.load.texts {
		body, kind, err := form(r.load, i)
		if err != nil {
			return err
		}
		for post(ctx, client, url, kind, body) != nil {
			if err := again(ctx); err != nil {
				return err
			}
		}
		r.textDone()
	}
	r.allDone()
	return nil
}

func form(l load, i int) (body []byte, contentType string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	parts := []file{l.texts[i]}
	if i < len(l.photos) {
		parts = append(parts, l.photos[i])
	}
	for _, f := range parts {
		part, err := w.CreateFormFile(f.name, f.name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.content); err != nil {
			return nil, "", err
		}
	}
	return b.Bytes(), w.FormDataContentType(), w.Close()
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
