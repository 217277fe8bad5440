package widgets

import (
	"bytes"
	"errors"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// ErrThumb says that a preview can't be shown: it isn't a picture, or far larger than a preview may be.
var ErrThumb = errors.New("widgets: unreadable preview")

// maxThumbPixels keeps a small file that claims to be a huge picture from eating the memory.
const maxThumbPixels = 4 << 20

// Thumb is a small rounded photo. It begins as loading; a photo that can't be read says so in words. Delete does what
// its cross does.
type Thumb struct {
	press
	size    fyne.Size
	picture *canvas.Image
	icon    *Icon
	words   *Text
	caption *Text
	veil    *fyne.Container
	cross   *crossCell
	body    *fyne.Container
	remove  func()
}

// NewThumb makes a thumbnail of an exact size; tapped may be nil.
func NewThumb(width, height float32, tapped func()) *Thumb {
	t := &Thumb{
		size: fyne.NewSize(width, height), picture: &canvas.Image{FillMode: canvas.ImageFillCover, CornerRadius: theme.PhotoRadius},
		icon: NewIcon("hourglass", 20, theme.Muted), words: newText("", theme.Muted, theme.Print, false).Ellipsis().Align(fyne.TextAlignCenter),
		caption: newText("", theme.OnVeil, theme.Print, true).Ellipsis(),
	}
	t.veil = At(0, 1, Pad(4, 4, Stack(NewBox(theme.Veil, theme.None, 8), Pad(1, 6, t.caption))))
	t.cross = newCross(func() {
		if t.remove != nil {
			t.remove()
		}
	})
	t.picture.Hide()
	t.words.Hide()
	t.veil.Hide()
	t.cross.Hide()
	t.body = Stack(Middle(Col(2, t.icon, t.words)), t.picture, t.veil, At(1, 0, t.cross))
	t.extend(t, "", tapped)
	return t
}

// SetImage shows a picture.
func (t *Thumb) SetImage(picture image.Image) {
	t.picture.Image = picture
	t.picture.Hidden = picture == nil
	t.icon.Hidden, t.words.Hidden = picture != nil, true
	t.picture.Refresh()
	t.Refresh()
}

// SetBytes shows a preview; on ErrThumb it shows that the photo can't be read, with those words.
func (t *Thumb) SetBytes(preview []byte, unreadable string) error {
	config, _, err := image.DecodeConfig(bytes.NewReader(preview))
	if err == nil && config.Width*config.Height > maxThumbPixels {
		err = fmt.Errorf("%d × %d pixels", config.Width, config.Height)
	}
	var picture image.Image
	if err == nil {
		picture, _, err = image.Decode(bytes.NewReader(preview))
	}
	if err != nil {
		t.SetUnreadable(unreadable)
		return fmt.Errorf("%w: %w", ErrThumb, err)
	}
	t.SetImage(picture)
	return nil
}

// SetLoading shows that the preview is still being made.
func (t *Thumb) SetLoading() { t.blank("hourglass", theme.Muted, "") }

// SetAway shows that the photo lies elsewhere, and hasn't been fetched yet.
func (t *Thumb) SetAway() { t.blank("cloud", theme.Muted, "") }

// SetUnreadable shows that the photo can't be read; it may still be kept and sent.
func (t *Thumb) SetUnreadable(words string) { t.blank("image-off", theme.Danger, words) }

func (t *Thumb) blank(icon string, r theme.Role, words string) {
	t.picture.Hide()
	t.icon.Hidden, t.words.Hidden = false, words == ""
	t.icon.SetIcon(icon)
	t.icon.SetRole(r)
	t.words.SetText(words)
	t.Refresh()
}

// SetCaption lays a few words on the photo, such as "1 of 2"; an empty text takes them away.
func (t *Thumb) SetCaption(words string) {
	t.caption.SetText(words)
	t.veil.Hidden = words == ""
	t.Refresh()
}

// Removable adds a cross; its name is for those who don't see it. For use while building.
func (t *Thumb) Removable(name string, remove func()) *Thumb {
	t.remove, t.cross.name = remove, name
	t.cross.Show()
	return t
}

// SetName is the accessible name.
func (t *Thumb) SetName(name string) { t.name = name }

// TypedKey implements fyne.Focusable.
func (t *Thumb) TypedKey(key *fyne.KeyEvent) {
	if (key.Name == fyne.KeyDelete || key.Name == fyne.KeyBackspace) && t.remove != nil {
		t.remove()
		return
	}
	t.press.TypedKey(key)
}

// CreateRenderer implements fyne.Widget.
func (t *Thumb) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(t, theme.PhotoRadius, t.body, func(f *face) {
		ground, outline := theme.Sunken, theme.Line
		if t.picture.Visible() {
			ground, outline = theme.None, theme.None // a ground would shine through at the round corners
		}
		f.paint(ground, outline)
		f.focus(t.focus)
		t.picture.Translucency = 0
		if t.hover && t.tap != nil {
			t.picture.Translucency = 0.15
		}
	})
	f.least = func() fyne.Size { return t.size }
	return f
}

// crossCell is the cross in a photo's corner: small to see, large to hit.
type crossCell struct {
	cell
	disc *Box
	body *fyne.Container
}

func newCross(tapped func()) *crossCell {
	c := &crossCell{disc: NewBox(theme.Veil, theme.None, 12)}
	c.body = Inset(4, 4, 0, 0, At(1, 0, Sized(24, 24, c.disc, NewIcon("x", 14, theme.OnVeil))))
	c.extend(c, "", tapped)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *crossCell) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(c, 0, c.body, func(f *face) {
		f.paint(theme.None, theme.None)
		f.focus(false)
		ground := theme.Veil
		if c.hover || c.down {
			ground = theme.AccentDown
		}
		c.disc.SetRoles(ground, theme.None)
	})
	f.least = func() fyne.Size { return fyne.NewSquareSize(theme.Current().Control() / theme.Current().Scale()) }
	return f
}
