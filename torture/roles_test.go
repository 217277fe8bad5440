package torture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"

	"priyom/civic"
	"priyom/portal"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// client takes reports with photos as fast as it can, while the engine sends them, until it is killed.
func client() error {
	ctx := context.Background()
	s, err := openStore(ctx, os.Getenv(envHome))
	if err != nil {
		return err
	}
	saved, err := os.OpenFile(os.Getenv(envSaved), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	line, err := engine.New(s, engine.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	ended := make(chan error, 2)
	go func() { ended <- line.Run(ctx) }()
	go func() {
		for {
			if err := errors.Join(takeReport(ctx, s, saved), takeSignature(ctx, s, saved)); err != nil {
				ended <- err
				return
			}
			line.Kick()
		}
	}()
	return <-ended
}

func openStore(ctx context.Context, home string) (*store.Store, error) {
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, home, v, store.Options{})
}

// takeReport does what a person at the desk does, and notes the report once it was reported saved.
func takeReport(ctx context.Context, s *store.Store, saved *os.File) error {
	r, err := s.NewReport()
	if err != nil {
		return err
	}
	r.Category, r.Text = "roads-pothole", "Яма у остановки, автобус объезжает её по встречной полосе"
	r.Place = civic.Place{Address: "ул. Лесная, 12", Settlement: "Ставчены"}
	r.Reporter = civic.Reporter{Name: "Петрова Анна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPhone, Consent: civic.Consent{Given: true}}
	if err := s.SaveDraft(ctx, r); err != nil {
		return err
	}
	photos := rand.IntN(3)
	for range photos {
		if _, err := s.AttachPhoto(ctx, r.ID, "p.jpg", bytes.NewReader(noise())); err != nil {
			return err
		}
	}
	if r, err = s.Capture(ctx, r); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(saved, "%s %s %d\n", r.ID, r.Number, photos); err != nil {
		return err
	}
	_, err = s.PreparePhotos(ctx)
	return err
}

// noise is a picture of its own of some 40 kB.
func noise() []byte {
	img := image.NewGray(image.Rect(0, 0, 320, 240))
	for i := range img.Pix {
		img.Pix[i] = uint8(rand.Uint32())
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // a grey picture can be encoded
	}
	return b.Bytes()
}

// serve is the portal, until it is killed.
func serve() error {
	p, err := portal.Open(os.Getenv(envHome), portal.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", os.Getenv(envAddress))
	if err != nil {
		return errors.Join(err, p.Close())
	}
	p.Work()
	return (&http.Server{Handler: p.Handler()}).Serve(listener)
}
