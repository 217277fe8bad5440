package render

import (
	"bytes"
	_ "embed" // the style
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// ErrStyle is returned for a style that can't be used; the error says where it is wrong.
var ErrStyle = errors.New("render: unusable style")

//go:embed style.json
var defaultStyle []byte

// style is style.json as it is written; docs/style.md describes it.
type style struct {
	Colours    map[string][2]string `json:"colours"` // light, dark
	Land       string               `json:"land"`
	Areas      []areaRule           `json:"areas"`
	Below      []lineRule           `json:"below"`
	Roads      []lineRule           `json:"roads"`
	Above      []lineRule           `json:"above"`
	Structures []areaRule           `json:"structures"`
	Oneway     onewayRule           `json:"oneway"`
	BadgeEdge  string               `json:"badgeEdge"`
	Marks      []markRule           `json:"marks"`
	Labels     []labelRule          `json:"labels"`
	Icons      map[string]string    `json:"icons"`
}

// shown is which classes a rule is for, and at which zooms; To is 19 if it isn't given.
type shown struct {
	Class []string   `json:"class"`
	From  tiles.Zoom `json:"from"`
	To    tiles.Zoom `json:"to"`
}

// steps is a length in pixels by zoom: pairs of a zoom and the length there. Between two zooms it grows by equal factors;
// before the first and after the last it stays.
type steps [][2]float64

type areaRule struct {
	shown
	Fill         string     `json:"fill"`
	Outline      string     `json:"outline"`
	OutlineWidth steps      `json:"outlineWidth"`
	OutlineFrom  tiles.Zoom `json:"outlineFrom"`
}

type lineRule struct {
	shown
	Core        string    `json:"core"`
	Width       steps     `json:"width"`
	Dash        []float64 `json:"dash"`
	Cap         string    `json:"cap"` // butt, round or square
	Casing      string    `json:"casing"`
	CasingWidth steps     `json:"casingWidth"` // on each side
	Bridge      string    `json:"bridge"`      // the casing of bridges
	BridgeFill  string    `json:"bridgeFill"`  // what a bridge has beneath a core that is thin or dashed
	Over        *overRule `json:"over"`
}

// overRule is a second stroke on the first: a railway's ties, a wall's battlements.
type overRule struct {
	From   tiles.Zoom `json:"from"`
	Colour string     `json:"colour"`
	Width  steps      `json:"width"`
	Dash   []float64  `json:"dash"`
}

type onewayRule struct {
	shown
	Colour  string  `json:"colour"`
	Length  steps   `json:"length"`
	Spacing float64 `json:"spacing"`
}

// markRule is a small symbol that stands where it is, whatever is beside it.
type markRule struct {
	shown
	Icon   string `json:"icon"`
	Colour string `json:"colour"`
	Halo   string `json:"halo"`
	Size   steps  `json:"size"`
}

type labelRule struct {
	shown
	Text      string   `json:"text"`  // name, ref, or empty for an icon alone
	Place     string   `json:"place"` // point, along or shield
	Font      string   `json:"font"`  // regular, medium or bold
	Size      steps    `json:"size"`
	Colour    string   `json:"colour"`
	Halo      string   `json:"halo"`
	Ground    []string `json:"ground"` // what the text stands on, for the test of contrast
	HaloWidth float64  `json:"haloWidth"`
	Priority  int      `json:"priority"` // lower ones are placed first
	Spacing   float64  `json:"spacing"`  // least pixels between equal names
	Icon      string   `json:"icon"`
	IconSize  steps    `json:"iconSize"`
	Badge     string   `json:"badge"`
	IconInk   string   `json:"iconInk"`
	TextFrom  int      `json:"textFrom"` // the zoom from which an icon has its text
	RankZoom  bool     `json:"rankZoom"` // the rank is the zoom from which there is room for it
	RankTo    [][2]int `json:"rankTo"`   // pairs of a zoom and the highest rank shown from there on
}

// parseStyle reads a style; sheets checks it.
func parseStyle(data []byte) (*style, error) {
	s := &style{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStyle, err)
	}
	return s, nil
}

// at is the length at a zoom.
func (s steps) at(z tiles.Zoom) float64 {
	if len(s) == 0 {
		return 0
	}
	if float64(z) <= s[0][0] {
		return s[0][1]
	}
	for i := 1; i < len(s); i++ {
		a, b := s[i-1], s[i]
		if float64(z) < b[0] {
			return a[1] * math.Pow(b[1]/a[1], (float64(z)-a[0])/(b[0]-a[0]))
		}
	}
	return s[len(s)-1][1]
}

// check says whether zooms rise and lengths are above 0 and at most most.
func (s steps) check(most float64, where []string) error {
	for i, p := range s {
		if p[0] < 0 || p[0] > float64(pack.MaxZoom) || !(p[1] > 0) || p[1] > most || i > 0 && p[0] <= s[i-1][0] {
			return fmt.Errorf("%w: %v: step %v", ErrStyle, where, p)
		}
	}
	return nil
}
