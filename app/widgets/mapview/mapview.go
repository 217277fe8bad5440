package mapview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
	"priyom/app/widgets"
	"priyom/tiles"
)

// Config is what a map is made with.
type Config struct {
	Source tiles.Source // nil shows an empty ground until SetSource; a *tiles.Cache is used as it is
	Budget int          // bytes of pixels to keep of another source; 0 is 96 MB
	Ahead  int          // tiles around the view to draw before they are needed; 0 where a server forbids it
	Start  View         // where Home leads back to
	Limits Limits
	Words  Words

	Post    func(func())             // brings a call to the UI goroutine: fyne.Do, or a queue in tests; needed
	Run     func(work func())        // starts work elsewhere; nil is a goroutine
	Workers int                      // that draw tiles at the same time; 0 is 2
	Now     func() time.Time         // nil is time.Now
	Animate func(step func()) func() // calls step before every frame until stopped; nil is Fyne's animation
	Still   bool                     // no movement by itself: for those who can't stand it, and for pictures in tests
}

// Words are what a map says, in the user's language.
type Words struct {
	Map, ZoomIn, ZoomOut, Here string                      // accessible names; the last is the button "my place", "" where nothing knows that
	Distance                   func(metres float64) string // for the scale bar, such as "200 m"; nil hides it
}

// Map is the widget. Its callbacks may be set at any time and may be nil.
type Map struct {
	widget.BaseWidget
	cfg    Config
	eye    eye
	limits Limits
	motion motion
	moved  time.Time // when motion was last asked
	stop   func()
	hands  hands
	focus  bool       // has the keyboard
	keyed  bool       // and is being moved by it
	fit    *tiles.Box // to be fitted once the map has a size

	ground, ring *canvas.Rectangle
	cross        *cross
	corners      *corners
	tiles        *tileLayer
	way          *wayLayer
	marks        *markLayer
	over         *overlay
	controls     *controls

	OnViewChanged func(View)         // after every step of a movement
	OnSettled     func(View)         // once the view has come to rest
	OnTapped      func(tiles.Point)  // beside every marker; also Enter, for the middle
	OnMarker      func(id string)    // a marker was tapped
	OnCluster     func(ids []string) // a cluster was tapped that no zoom takes apart
	OnPinDragged  func(tiles.Point)  // while the pin is dragged
	OnPinDropped  func(tiles.Point)  // at the end
	OnHere        func()             // the button "my place"; the map itself goes where SetHere said
	OnTiles       func(Progress)     // tiles came, failed or are waited for
}

var (
	_ fyne.Draggable      = (*Map)(nil)
	_ fyne.Scrollable     = (*Map)(nil)
	_ fyne.Tappable       = (*Map)(nil)
	_ fyne.DoubleTappable = (*Map)(nil)
	_ fyne.Focusable      = (*Map)(nil)
	_ fyne.Accessible     = (*Map)(nil)
	_ desktop.Mouseable   = (*Map)(nil)
	_ desktop.Hoverable   = (*Map)(nil)
	_ desktop.Cursorable  = (*Map)(nil)
	_ mobile.Touchable    = (*Map)(nil)
	_ mobile.Movable      = (*Map)(nil)
	_ widgets.Holder      = (*Map)(nil)
)

// What a Config leaves open.
const (
	defaultBudget  = 96 << 20
	defaultWorkers = 2
)

// New makes a map.
func New(cfg Config) *Map {
	if cfg.Budget <= 0 {
		cfg.Budget = defaultBudget
	}
	if cfg.Workers <= 0 {
		cfg.Workers = defaultWorkers
	}
	if cfg.Run == nil {
		cfg.Run = func(work func()) { go work() }
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Animate == nil {
		cfg.Animate = frames
	}
	m := &Map{cfg: cfg, eye: eyeOf(cfg.Start), limits: cfg.Limits.whole()}
	m.ground, m.ring = canvas.NewRectangle(theme.Color(theme.Sunken)), canvas.NewRectangle(theme.Color(theme.None))
	m.ring.Hidden = true
	m.cross, m.corners = newCross(), newCorners()
	m.tiles = newTileLayer(m)
	m.way = newWayLayer()
	m.marks = newMarkLayer(m)
	m.over = newOverlay(m)
	m.controls = newControls(m)
	m.ExtendBaseWidget(m)
	m.tiles.setSource(cfg.Source)
	m.controls.attribute()
	return m
}

// SetSource shows other tiles. Those of the old source stay until the new ones are drawn.
func (m *Map) SetSource(s tiles.Source) {
	m.tiles.setSource(s)
	m.controls.attribute()
	m.place()
}

// Reload asks again for what a source didn't have, such as after the line came back.
func (m *Map) Reload() {
	clear(m.tiles.failed)
	m.place()
}

// SetWords changes the words.
func (m *Map) SetWords(w Words) {
	m.cfg.Words = w
	m.controls.rename()
	m.Refresh()
}

// SetLimits changes how far the view may go.
func (m *Map) SetLimits(l Limits) {
	m.limits = l.whole()
	m.look(m.eye)
}

// View is what is shown now.
func (m *Map) View() View { return m.eye.view() }

// Shown is the part of the world that can be seen now.
func (m *Map) Shown() tiles.Box { return m.frame().box() }

// SetView shows a place at once, within the limits.
func (m *Map) SetView(v View) {
	m.rest()
	m.fit = nil
	m.look(eyeOf(v))
}

// SetStart changes where Home leads back to.
func (m *Map) SetStart(v View) { m.cfg.Start = v }

// FitBox shows the whole of a box with some room around it, but never nearer than zoom 17, in which a single point has
// surroundings.
func (m *Map) FitBox(b tiles.Box) {
	m.rest()
	if m.Size().IsZero() {
		m.fit = &b
		return
	}
	m.look(m.frame().fitting(b, theme.Scaled(32), 17))
}

// Go moves to a view, by a movement if it is near.
func (m *Map) Go(v View) { m.glideTo(eyeOf(v)) }

// AccessibilityLabel implements fyne.Accessible.
func (m *Map) AccessibilityLabel() string { return m.cfg.Words.Map }

// AccessibilityRole implements fyne.Accessible.
func (m *Map) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// Held implements widgets.Holder.
func (m *Map) Held() []fyne.CanvasObject { return []fyne.CanvasObject{m.controls.body} }
