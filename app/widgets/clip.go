package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// clip shows what lies in its room of objects that are placed by hand.
type clip struct {
	*container.Clip
	inside *fyne.Container
}

func clipped(objects ...fyne.CanvasObject) clip {
	inside := container.NewWithoutLayout(objects...)
	return clip{container.NewClip(inside), inside}
}
