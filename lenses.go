package main

import (
	"context"
	"errors"
	"fmt"

	"priyom/app/device/webcam"
	"priyom/app/present"
)

// lenses are the cameras of this machine that the program looks through by itself.
type lenses struct{}

// Any implements present.Lenses.
func (lenses) Any() bool { return webcam.Any() }

// List implements present.Lenses.
func (lenses) List() (all []present.Lens) {
	for _, c := range webcam.List() {
		all = append(all, present.Lens{ID: c.Path, Name: c.Name})
	}
	return all
}

// Open implements present.Lenses.
func (lenses) Open(id string) (present.View, error) {
	s, err := webcam.Open(id)
	if err != nil {
		return nil, lensTrouble(err)
	}
	return view{s}, nil
}

// view is what one of them sees.
type view struct{ *webcam.Stream }

// Next implements present.View.
func (v view) Next(ctx context.Context) (present.Sight, error) {
	f, err := v.Stream.Next(ctx)
	if err != nil {
		return nil, lensTrouble(err)
	}
	return f, nil
}

// lensTrouble says in the presenters' words what is the matter with a camera.
func lensTrouble(err error) error {
	for of, means := range map[error]error{
		webcam.ErrNone: present.ErrCameraNone, webcam.ErrDenied: present.ErrCameraDenied, webcam.ErrBusy: present.ErrCameraBusy, webcam.ErrGone: present.ErrCameraGone,
	} {
		if errors.Is(err, of) {
			return fmt.Errorf("%w: %w", means, err)
		}
	}
	return err
}
